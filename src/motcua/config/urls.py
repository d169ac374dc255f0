"""All addresses: the pages by audience, the interface for programs; and what is answered when something is wrong."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.pages.urls")),
    path("api/", include("motcua.api.urls")),
]
if settings.SUPPORT_PAGES:
    from django.contrib import admin

    # One door for officers, which counts failures; Django's own does not.
    door = RedirectView.as_view(url=reverse_lazy("officer:sign_in"), query_string=True)
    urlpatterns += [path("quan-tri/login/", door), path("quan-tri/", admin.site.urls)]

handler400 = "motcua.pages.failures.bad_request"
handler403 = "motcua.pages.failures.forbidden"
handler404 = "motcua.pages.failures.not_found"
handler500 = "motcua.pages.failures.broken"
