"""Addresses for officers, all under /can-bo/. In Vietnamese, without marks."""

from django.urls import path
from django.views.generic import RedirectView

from motcua.pages import signing_in

from . import (
    bulk,
    delegations,
    desk,
    dossier,
    downloads,
    hand_over,
    intake,
    messages,
    performing,
    printing,
    settings,
    register_book,
    results,
    sign_in,
    signing,
    slips,
    worklist,
)

app_name = "officer"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="officer:home"), name="start"),
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/ma/", signing_in.second_factor, name="second_factor"),
    path("cai-dat/", settings.settings, name="settings"),
    path("cai-dat/ung-dung-xac-thuc/", settings.add_factor, name="add_factor"),
    path("cai-dat/ma-du-phong/", settings.recovery_codes, name="recovery_codes"),
    path("cai-dat/bo-ung-dung-xac-thuc/", settings.remove_factor, name="remove_factor"),
    path("ho-so/", worklist.worklist, name="home"),
    path("ho-so/cung-luc/<slug:slug>/", bulk.bulk, name="bulk"),
    path("ho-so/<uuid:dossier_id>/", dossier.dossier, name="dossier"),
    path("ho-so/<uuid:dossier_id>/hien/", dossier.unmasked, name="unmasked"),
    path("ho-so/<uuid:dossier_id>/tep/<uuid:attachment_id>/", downloads.attachment, name="attachment"),
    path("ho-so/<uuid:dossier_id>/giay/<slug:kind>/", printing.paper, name="paper"),
    path("ho-so/<uuid:dossier_id>/van-ban/", results.result, name="result"),
    path("ho-so/<uuid:dossier_id>/van-ban/ban-quet/", results.scan, name="result_scan"),
    path("ho-so/<uuid:dossier_id>/van-ban/<int:page>.png", results.picture, name="result_picture"),
    path("ho-so/<uuid:dossier_id>/<slug:slug>/", performing.perform, name="perform"),
    path("ban-giao/", slips.slips, name="slips"),
    path("ban-giao/lap/", slips.new_slip, name="slip_new"),
    path("ban-giao/<uuid:slip_id>/", slips.slip, name="slip"),
    path("ban-giao/<uuid:slip_id>/in/", slips.slip_pdf, name="slip_pdf"),
    path("so-theo-doi/", register_book.register, name="register"),
    path("so-theo-doi/in/", register_book.register_pdf, name="register_pdf"),
    path("so-theo-doi/bang/", register_book.register_excel, name="register_excel"),
    path("so-theo-doi/quyen/", register_book.keep_book, name="register_keep"),
    path("in-giay/", printing.print_selected, name="print_selected"),
    path("nop-truc-tuyen/", desk.online, name="online"),
    path("tiep-nhan/", intake.choose, name="intake"),
    path("tiep-nhan/<uuid:draft_id>/", intake.fill_in, name="intake_form"),
    path("tiep-nhan/<uuid:draft_id>/bo/", intake.discard, name="intake_discard"),
    path("da-tiep-nhan/<uuid:dossier_id>/", intake.received, name="received"),
    path("ky/", signing.signing, name="signing"),
    path("ky/<uuid:dossier_id>/", signing.preview, name="sign_one"),
    path("tra-ket-qua/", hand_over.hand_over, name="hand_over"),
    path("uy-quyen/", delegations.delegations, name="delegations"),
    path("uy-quyen/<uuid:delegation_id>/thu-hoi/", delegations.revoke, name="revoke"),
    path("uy-quyen/nghi/<uuid:leave_id>/bo/", delegations.cancel_leave, name="cancel_leave"),
    path("tin-bao/", messages.messages, name="messages"),
]
