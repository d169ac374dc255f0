"""Addresses for administrators, all under /can-bo/quan-tri/. In Vietnamese, without marks."""

from django.urls import path

from . import absences, audit, calendar, changing, collecting, health, letters, offers, people, posts, sessions, units

app_name = "administrator"
UNIT, PERSON = "don-vi/<uuid:unit_id>/", "can-bo/<uuid:account_id>/"
urlpatterns = [
    path("", units.units, name="units"),
    path(UNIT, units.unit, name="unit"),
    path(UNIT + "them/", changing.add, name="add_unit"),
    path(UNIT + "doi-ten/", changing.rename, name="rename_unit"),
    path(UNIT + "sua/", changing.describe, name="describe_unit"),
    path(UNIT + "chuyen-cap/", changing.move, name="move_unit"),
    path(UNIT + "dong/", changing.close, name="close_unit"),
    path(UNIT + "bo-dong/", changing.reopen, name="reopen_unit"),
    path(UNIT + "chuyen-ho-so/", changing.transfer, name="transfer"),
    path(UNIT + "them-vi-tri/", posts.add, name="add_post"),
    path("vi-tri/<uuid:post_id>/ket-thuc/", posts.end, name="end_post"),
    path("vi-tri/<uuid:post_id>/giao/", posts.appoint, name="appoint"),
    path("vi-tri/<uuid:post_id>/can-bo-moi/", posts.take_on, name="take_on"),
    path("giu-vi-tri/<uuid:holding_id>/ket-thuc/", posts.end_holding, name="end_holding"),
    path("can-bo/", people.people, name="people"),
    path(PERSON, people.person, name="person"),
    path(PERSON + "mat-khau/", people.new_password, name="reset_password"),
    path(PERSON + "<slug:what>/", people.look_after, name="look_after"),
    path("vang-mat/", absences.absences, name="absences"),
    path("uy-quyen/<uuid:delegation_id>/thu-hoi/", absences.revoke, name="revoke"),
    path("nghi/<uuid:leave_id>/bo/", absences.cancel, name="cancel_leave"),
    path("lich/", calendar.start, name="calendar_start"),
    path("lich/<uuid:unit_id>/", calendar.calendar, name="calendar"),
    path("lich/<uuid:unit_id>/ngay/", calendar.day, name="calendar_day"),
    path("lich/<uuid:unit_id>/bo-ngay/<str:when>/", calendar.ordinary, name="calendar_ordinary"),
    path("lich/<uuid:unit_id>/tuan/", calendar.week, name="calendar_week"),
    path("thu-tuc/", offers.start, name="offers_start"),
    path("thu-tuc/<uuid:unit_id>/", offers.offers, name="offers"),
    path("thu-tuc/<uuid:unit_id>/<slug:key>/", offers.offer, name="offer"),
    path("thu-tuc/<uuid:unit_id>/<slug:key>/thoi/", offers.stop, name="stop_offering"),
    path("tai-khoan-thu/", collecting.start, name="accounts_start"),
    path("tai-khoan-thu/<uuid:unit_id>/", collecting.accounts, name="accounts"),
    path("tai-khoan-thu/<uuid:unit_id>/dat/", collecting.set_account, name="set_account"),
    path("dang-nhap/", sessions.sessions, name="sessions"),
    path("dang-nhap/<uuid:account_id>/<uuid:session_id>/ket-thuc/", sessions.end, name="end_session"),
    path("nhat-ky/", audit.audit, name="audit"),
    path("nhat-ky/tep/", audit.export, name="audit_export"),
    path("tin/", letters.letters, name="letters"),
    path("tin/<uuid:message_id>/<slug:what>/", letters.letter, name="letter"),
    path("tinh-trang/", health.health, name="health"),
]
