"""A computer that others use too: nothing is kept on it, it ends by itself, and leaving empties it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.dossiers.models import Draft
from motcua.pages.shared_computer import COOKIE, SECONDS
from tests.browsers import press, shows
from tests.pages.applicant.conftest import PASSWORD, citizen, version, ward  # noqa: F401


def signs_in(client: Client, **more: str) -> Any:
    given = {"login": "0912345678", "password": PASSWORD, "as": "citizen", **more}
    return client.post(reverse("applicant:sign_in"), given)


@pytest.mark.parametrize("how", ["chosen", "set"])
def test_the_session_is_short_and_the_pages_say_what_to_do(citizen: Account, client: Client, how: str) -> None:  # noqa: F811
    if how == "set":
        client.post(reverse("applicant:shared"), {"on": "yes"})
        assert client.cookies[COOKIE]["httponly"]
        signs_in(client)
    else:
        signs_in(client, shared_device="yes")
    assert client.session.get_expiry_age() <= SECONDS
    assert "Xong, xóa hết" in client.get(reverse("applicant:dossiers")).content.decode()
    answer = client.post(reverse("applicant:sign_out"))
    assert answer.headers["Location"] == reverse("applicant:shared_done")
    end = client.get(answer.headers["Location"])
    assert end["Clear-Site-Data"] == '"cache", "storage"'
    assert "Đã xóa hết trên máy này" in end.content.decode() and "Tải xuống" in end.content.decode()


def test_it_ends_by_itself_and_each_page_begins_the_time_anew(
    citizen: Account,  # noqa: F811
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signs_in(client, shared_device="yes")
    begun = timezone.now()
    page = reverse("applicant:dossiers")
    for minutes, status in ((8, 200), (16, 200), (27, 302)):
        at = begun + timedelta(minutes=minutes)
        monkeypatch.setattr("django.utils.timezone.now", lambda at=at: at)
        monkeypatch.setattr("motcua.pages.shared_computer.time.time", lambda at=at: at.timestamp())
        assert client.get(page).status_code == status, minutes


def test_a_machine_is_no_longer_a_shared_one_when_that_is_taken_back(citizen: Account, client: Client) -> None:  # noqa: F811
    client.post(reverse("applicant:shared"), {"on": "yes"})
    client.post(reverse("applicant:shared"), {"off": "yes"})
    signs_in(client)
    assert "Xong, xóa hết" not in client.get(reverse("applicant:dossiers")).content.decode()


@pytest.mark.browser
def test_nothing_of_a_form_is_kept_on_a_shared_computer(
    transactional_db: None,
    browser: Any,
    live_server: Any,
    citizen: Account,  # noqa: F811
    version: Any,  # noqa: F811
) -> None:
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/nop/pet/")
    page.locator("summary", has_text="Đăng nhập bằng mật khẩu").click()
    page.fill("#phone", "0912345678")
    page.fill("#password", PASSWORD)
    page.check("#shared_device-2")
    press(page.get_by_role("button", name="Đăng nhập").first)
    press(page.get_by_role("button", name="Bắt đầu"))
    shows(page, "Máy dùng chung.")
    page.fill("[name='owner.name']", "Nguyễn Thị Bình")
    assert page.locator("[data-device]").count() == 0
    press(page.get_by_role("button", name="Xong, xóa hết"))
    shows(page, "Đã xóa hết trên máy này")
    assert page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))") == []
    assert Draft.objects.count() == 1, "what was begun stays on the server for its owner"
    page.go_back()
    assert "Nguyễn Thị Bình" not in page.locator("body").inner_text()
    context.close()
