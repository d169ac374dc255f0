"""All addresses of the pages, by audience. In Vietnamese, without marks, as they are read out at the counter."""

from django.urls import include, path

urlpatterns = [
    path("", include("motcua.pages.public.urls")),
    path("", include("motcua.pages.applicant.urls")),
    path("can-bo/", include("motcua.pages.officer.urls")),
]
