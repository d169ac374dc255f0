"""Any phone photographs a paper into the right draft; it reads nothing, and only while the owner leaves it open."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.dossiers.models import Attachment, Draft, PaperBridge
from motcua.procedures.models import ProcedureVersion
from tests.browsers import press, shows
from tests.builders.papers import page

from .conftest import filled, signed_in
from .test_in_browser import go_on, owner, pet, sign_in


@pytest.fixture(autouse=True)
def own_quarantine(settings: Any, tmp_path: Path) -> None:
    settings.QUARANTINE = tmp_path


def bridge_url(draft: Draft) -> str:
    return reverse("applicant:bridge", args=[draft.pk, "vaccine"])


def opened(client: Client, draft: Draft) -> str:
    client.post(bridge_url(draft), {"_open": "yes"})
    found = re.search(r"/chup/[\w-]+/", client.get(bridge_url(draft)).content.decode().partition("<svg width")[2])
    assert found is not None
    return found[0]


def photo(seed: int = 1, name: str = "trang.jpg", **how: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, page((900, 1200), seed=seed, **how), "image/jpeg")


def test_a_phone_that_is_not_signed_in_adds_a_page_to_the_right_draft_and_reads_nothing(
    client: Client, draft: Draft, citizen: Account
) -> None:
    address, phone = opened(client, draft), Client()
    shown = phone.get(address).content.decode()
    assert "Sổ tiêm phòng" in shown
    for personal in (citizen.full_name, citizen.phone, draft.code, str(draft.pk)):
        assert personal not in shown
    answer = phone.post(address, {"page": photo(blur=8)}, follow=True)
    assert "Đã nhận." in answer.content.decode() and "Ảnh có vẻ bị nhòe" in answer.content.decode()
    paper = Attachment.objects.get()
    assert (paper.draft_id, paper.paper_key, paper.uploaded_by_id) == (draft.pk, "vaccine", citizen.pk)
    assert phone.get(reverse("applicant:download", args=[paper.pk])).status_code == 302, "it may not read it back"
    assert paper.filename in client.get(bridge_url(draft)).content.decode()


def test_the_first_screen_asks_for_nothing_new_and_gets_304(client: Client, draft: Draft) -> None:
    address = opened(client, draft)
    url = reverse("applicant:bridge_pages", args=[draft.pk, "vaccine"])
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    Client().post(address, {"page": photo()})
    fresh = client.get(url, headers={"If-None-Match": tag})
    assert fresh.status_code == 200 and fresh["ETag"] != tag
    assert fresh.content.decode().strip() in client.get(bridge_url(draft)).content.decode(), "as the whole page says it"


@pytest.mark.parametrize("how", ["closed", "another", "late", "filed", "guessed"])
def test_a_code_is_good_for_a_short_while_and_for_one_thing(
    client: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    address, other = opened(client, draft), Client()
    if how == "closed":
        client.post(bridge_url(draft), {"_close": "yes"})
    elif how == "another":
        assert opened(client, draft) != address
    elif how == "late":
        later = timezone.now() + timedelta(minutes=31)
        monkeypatch.setattr(timezone, "now", lambda: later)
    elif how == "filed":
        filled(client, draft)
        client.post(reverse("applicant:check", args=[draft.pk]), {"declare": "yes"})
        draft.refresh_from_db()
        assert draft.dossier_id is not None
    else:
        address = "/chup/AAAAAAAAAAAAAAAAAAAAAA/"
    before = Attachment.objects.count()
    assert other.post(address, {"page": photo(seed=9)}).status_code == (422 if how == "filed" else 404)
    assert Attachment.objects.count() == before


def test_only_photographs_come_over_it_and_not_without_end(client: Client, draft: Draft, settings: Any) -> None:
    address, phone = opened(client, draft), Client()
    refused = phone.post(address, {"page": SimpleUploadedFile("a.jpg", b"<html>")})
    assert refused.status_code == 422 and "không phải ảnh" in refused.content.decode()
    settings.BRIDGE_PAGES = 2
    assert phone.post(address, {"page": [photo(1), photo(2)]}).status_code == 302
    assert phone.post(address, {"page": photo(3)}).status_code == 422
    assert PaperBridge.objects.get().pages == 2
    many = {"page": [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(31)]}
    assert phone.post(address, many).status_code == 429


def test_a_stranger_opens_no_bridge_into_somebody_elses_draft(draft: Draft, stranger: Account) -> None:
    other = signed_in(stranger)
    assert other.get(bridge_url(draft)).status_code == 404
    assert other.post(bridge_url(draft), {"_open": "yes"}).status_code == 404
    assert not PaperBridge.objects.exists()


@pytest.mark.browser
def test_pages_photographed_with_another_phone_appear_on_the_first_screen(
    transactional_db: None, browser: Any, live_server: Any, settings: Any, citizen: Account, version: ProcedureVersion
) -> None:
    settings.BASE_URL = live_server.url
    computer, phone = browser.new_context(base_url=live_server.url), browser.new_context(java_script_enabled=False)
    first = computer.new_page()
    first.set_default_timeout(30_000)
    first.goto("/nop/pet/")
    sign_in(first)
    press(first.get_by_role("button", name="Bắt đầu"))
    owner(first)
    pet(first)
    go_on(first)
    press(first.get_by_role("link", name="Chụp bằng điện thoại khác").first)
    press(first.get_by_role("button", name="Tạo mã QR"))
    second = phone.new_page()
    second.goto(first.locator(".code").first.inner_text())
    shows(second, "Chụp giấy tờ", "Sổ tiêm phòng")
    second.set_input_files("#page", {"name": "trang-1.jpg", "mimeType": "image/jpeg", "buffer": page((900, 1200))})
    press(second.get_by_role("button", name="Gửi trang này"))
    shows(second, "Đã nhận.")
    first.get_by_role("link", name="trang-1.jpg").wait_for()  # by itself, without a reload
    press(first.get_by_role("button", name="Xong, đóng mã này"))
    shows(first, "trang-1.jpg")
    second.reload()
    shows(second, "Mã này không còn dùng được")
    computer.close()
    phone.close()
