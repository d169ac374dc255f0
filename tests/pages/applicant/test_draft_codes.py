"""One code from the first page: quoted on the phone, typed on another device, opened by its owner alone."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from motcua.accounts.models import Account
from motcua.dossiers.models import Draft

from .conftest import filled, signed_in


def test_the_first_page_names_the_code_and_its_owner_goes_on_by_it_anywhere(client: Client, draft: Draft) -> None:
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", draft.code)
    assert draft.code in client.get(reverse("applicant:page", args=[draft.pk, "owner"])).content.decode()
    elsewhere = Client()
    typed = draft.code.replace("-", " ").lower()
    answer = elsewhere.get(reverse("applicant:by_draft_code"), {"ma": typed})
    address = reverse("applicant:resume_by_code", args=[draft.code])
    assert answer.headers["Location"] == address
    door = elsewhere.get(address)
    assert door.headers["Location"].startswith("/dang-nhap/") and draft.code in door.headers["Location"]
    assert client.get(address).headers["Location"] == reverse("applicant:resume", args=[draft.pk])


def test_a_code_opens_nothing_for_anybody_else(draft: Draft, stranger: Account) -> None:
    answer = signed_in(stranger).get(reverse("applicant:resume_by_code", args=[draft.code]))
    assert answer.status_code == 404 and "Tài khoản này không có bản nháp" in answer.content.decode()


def test_what_is_no_code_is_told_so(client: Client) -> None:
    for typed in ("", "K7M2", "K7M2-9QX0", "<b>"):
        answer = client.get(reverse("applicant:by_draft_code"), {"ma": typed})
        assert answer.status_code == 400 and "8 chữ và số" in answer.content.decode()


def test_after_filing_the_code_leads_to_the_dossier_which_names_it(client: Client, draft: Draft) -> None:
    filled(client, draft)
    client.post(reverse("applicant:check", args=[draft.pk]), {"declare": "yes"})
    shown = client.get(reverse("applicant:resume_by_code", args=[draft.code]), follow=True).content.decode()
    assert "Đã nộp hồ sơ" in shown and draft.code in shown
    assert "Hệ thống đã nhận lúc" in shown and "Bộ phận Một cửa chưa tiếp nhận" in shown
