"""Addresses for a person who files a dossier and follows it. In Vietnamese, without marks."""

from django.urls import path

from motcua.pages import signing_in, signing_in_by_code, signing_in_elsewhere
from motcua.pages.applicant import (
    account,
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
    path("dang-nhap/ma/", signing_in_by_code.by_code, name="by_code"),
    path("dang-nhap/quen-mat-khau/", signing_in_by_code.forgotten, name="forgotten"),
    path("dang-nhap/noi-khac/", signing_in_elsewhere.elsewhere, name="elsewhere"),
    path("dang-nhap/noi-khac/ve/", signing_in_elsewhere.back_from_elsewhere, name="back_from_elsewhere"),
    path("dang-nhap/noi-khac/so-dien-thoai/", signing_in_elsewhere.join, name="join"),
    path("dang-ky/", signing_in.sign_up, name="sign_up"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/so-dien-thoai/", account.change_phone, name="change_phone"),
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
