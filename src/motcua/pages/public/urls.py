"""Addresses open to anyone."""

from django.urls import path

from motcua.pages.public import about, home, lookup, offline, procedures, verification

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("tim/", procedures.search, name="search"),
    path("thu-tuc/", procedures.procedures, name="procedures"),
    path("thu-tuc/<slug:key>/", procedures.procedure, name="procedure"),
    path("thu-tuc/<slug:key>/to-khai.pdf", procedures.blank_form, name="blank_form"),
    path("tra-cuu/", lookup.lookup, name="lookup"),
    path("tra-cuu/<str:code>/", lookup.progress, name="progress"),
    path("xac-minh/", verification.check, name="check_file"),
    path("xac-minh/<str:token>/", verification.verify, name="verify"),
    path("rieng-tu/", about.privacy, name="privacy"),
    path("de-dung/", about.accessibility, name="accessibility"),
    path("ngoai-tuyen/", offline.offline, name="offline"),
    path("ngoai-tuyen.js", offline.worker, name="offline_worker"),
    path("suc-khoe/", offline.health, name="health"),
    path("robots.txt", about.robots, name="robots"),
    path("favicon.ico", about.favicon, name="favicon"),
]
