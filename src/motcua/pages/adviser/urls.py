"""Addresses for members of advisory teams. In Vietnamese, without marks."""

from django.urls import path

from . import helping, team

app_name = "adviser"
urlpatterns = [
    path("", helping.home, name="home"),
    path("ma/", helping.code, name="code"),
    path("luot/<uuid:assistance_id>/thoat/", helping.end, name="end"),
    path("to-cua-toi/", team.team, name="team"),
]
