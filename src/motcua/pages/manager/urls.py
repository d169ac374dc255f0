"""Addresses for whoever leads an office's work or inspects it, all under /can-bo/dieu-hanh/."""

from django.urls import path

from . import absences, listing, reassigning, reminding, signals, teams, today

app_name = "manager"
urlpatterns = [
    path("", today.today, name="today"),
    path("danh-sach/", listing.listing, name="list"),
    path("chuyen-nguoi/", reassigning.reassign, name="reassign"),
    path("nhac/", reminding.remind, name="remind"),
    path("to-tu-van/", teams.teams, name="teams"),
    path("cau-hoi/", signals.signals, name="signals"),
    path("nghi/", absences.absences, name="absences"),
    path("nghi/<uuid:leave_id>/bo/", absences.cancel, name="absence_cancel"),
]
