"""All addresses of the pages, by audience. In Vietnamese, without marks, as they are read out at the counter."""

from django.urls import include, path

from motcua.pages import language

urlpatterns = [
    path("ngon-ngu/<slug:language>/", language.choose, name="language"),
    path("", include("motcua.pages.public.urls")),
    path("", include("motcua.pages.applicant.urls")),
    path("to-tu-van/", include("motcua.pages.adviser.urls")),
    path("can-bo/quan-tri/", include("motcua.pages.administrator.urls")),
    path("can-bo/dieu-hanh/", include("motcua.pages.manager.urls")),
    path("can-bo/", include("motcua.pages.officer.urls")),
]
