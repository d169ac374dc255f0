"""Addresses for a person who files a dossier and follows it. In Vietnamese, without marks."""

from django.urls import path

from motcua.pages import signing_in
from motcua.pages.applicant import (
    asked,
    documents,
    files,
    filling,
    finishing,
    following,
    papers,
    representing,
    starting,
)

app_name = "applicant"
urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="sign_in"),
    path("dang-ky/", signing_in.sign_up, name="sign_up"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
    path("gui-tiep/", signing_in.send_again, name="send_again"),
    path("nop/<slug:procedure>/", starting.apply, name="apply"),
    path("dang-dien/<uuid:draft_id>/", starting.resume, name="resume"),
    path("dang-dien/<uuid:draft_id>/truong-hop/", finishing.case, name="case"),
    path("dang-dien/<uuid:draft_id>/trang/<slug:page>/", filling.form_page, name="page"),
    path("dang-dien/<uuid:draft_id>/giay-to/", papers.papers, name="papers"),
    path("dang-dien/<uuid:draft_id>/nhan-ket-qua/", finishing.delivery, name="delivery"),
    path("dang-dien/<uuid:draft_id>/kiem-tra/", finishing.check, name="check"),
    path("dang-dien/<uuid:draft_id>/quy-dinh-moi/", finishing.superseded, name="superseded"),
    path("dang-dien/<uuid:draft_id>/bo/", finishing.discard, name="discard"),
    path("ho-so-cua-toi/", following.mine, name="dossiers"),
    path("ho-so-cua-toi/<uuid:dossier_id>/", following.dossier, name="dossier"),
    path("ho-so-cua-toi/<uuid:dossier_id>/ai-da-xem/", following.views, name="views"),
    path("ho-so-cua-toi/<uuid:dossier_id>/da-nop/", following.confirmation, name="confirmation"),
    path("ho-so-cua-toi/<uuid:dossier_id>/giay/<slug:kind>/", files.paper, name="paper"),
    path("ho-so-cua-toi/<uuid:dossier_id>/bo-sung/", asked.supplement, name="supplement"),
    path("ho-so-cua-toi/<uuid:dossier_id>/rut/", asked.withdraw, name="withdraw"),
    path("giay-to-cua-toi/", documents.documents, name="documents"),
    path("giay-to-cua-toi/<uuid:document_id>/bo/", documents.put_away, name="put_away"),
    path("uy-quyen/", representing.representing, name="representing"),
    path("uy-quyen/to-chuc/", representing.register, name="register_mandate"),
    path("uy-quyen/nho-nop/", representing.give, name="give_mandate"),
    path("uy-quyen/co-giay/", representing.enter, name="enter_mandate"),
    path("uy-quyen/<uuid:mandate_id>/nhan/", representing.accept, name="accept_mandate"),
    path("uy-quyen/<uuid:mandate_id>/thoi/", representing.end, name="end_mandate"),
    path("tep/<uuid:attachment_id>/", files.download, name="download"),
]
