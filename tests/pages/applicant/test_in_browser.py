"""What only a real browser does: two presses, the back button, two tabs, a session that ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from motcua.accounts.models import Account
from motcua.dossiers.models import Attachment, Dossier
from motcua.procedures.models import ProcedureVersion
from tests.browsers import press

from .conftest import PASSWORD, picture

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(
    transactional_db: None, browser: Any, live_server: Any, citizen: Account, version: ProcedureVersion
) -> Iterator[Any]:
    """A phone without JavaScript on which the citizen has begun to fill in the form."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, base_url=live_server.url
    )
    page = context.new_page()
    page.set_default_timeout(30_000)  # machines are slow when much else runs
    page.goto("/nop/pet/")
    sign_in(page)
    press(page.get_by_role("button", name="Bắt đầu"))
    yield page
    context.close()


def sign_in(page: Any) -> None:
    page.locator("summary", has_text="Đăng nhập bằng mật khẩu").click()
    page.fill("#phone", "0912345678")
    page.fill("#password", PASSWORD)
    press(page.get_by_role("button", name="Đăng nhập").first)


def go_on(page: Any, **answers: str) -> None:
    for name, value in answers.items():
        page.fill(f"[name='{name.replace('__', '.')}']", value)
    press(page.get_by_role("button", name="Lưu và tiếp tục").last)


def owner(page: Any) -> None:
    go_on(page, owner__name="Nguyễn Thị Bình", owner__identity_number="001188123482", phone="0912345678")


def pet(page: Any, name: str = "Vàng") -> None:
    page.check("[name=fierce][value=no]")
    go_on(page, pet_name=name, born__day="3", born__month="12", born__year="2023")


def to_the_check_page(page: Any) -> None:
    owner(page)
    pet(page)
    go_on(page)
    upload = picture()
    page.set_input_files("[name='paper.vaccine']", {"name": "so.png", "mimeType": "image/png", "buffer": upload.read()})
    go_on(page)
    page.check("[name=delivery_wish][value=desk]")
    go_on(page)


def test_two_presses_file_once_and_show_the_confirmation(phone: Any) -> None:
    to_the_check_page(phone)
    phone.check("#declare")
    phone.get_by_role("button", name="Nộp hồ sơ").dblclick(no_wait_after=True)
    phone.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()
    assert Dossier.objects.count() == 1
    assert phone.locator(".confirmation .code").inner_text() == Dossier.objects.get().code


def test_the_back_button_after_submitting_leads_to_the_confirmation_again(phone: Any) -> None:
    to_the_check_page(phone)
    phone.check("#declare")
    press(phone.get_by_role("button", name="Nộp hồ sơ"))
    phone.go_back()
    phone.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()
    assert Dossier.objects.count() == 1 and Attachment.objects.count() == 1


def test_a_session_that_ends_at_the_last_page_costs_one_sign_in(phone: Any) -> None:
    to_the_check_page(phone)
    phone.check("#declare")
    Session.objects.all().delete()
    press(phone.get_by_role("button", name="Nộp hồ sơ"))
    phone.get_by_text("những gì vừa điền vẫn còn nguyên").wait_for()
    sign_in(phone)
    assert phone.is_checked("#declare")
    press(phone.get_by_role("button", name="Nộp hồ sơ"))
    phone.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()
    assert Dossier.objects.count() == 1


def test_signing_in_anew_in_another_tab_costs_nothing_in_this_one(phone: Any) -> None:
    owner(phone)
    phone.fill("[name=pet_name]", "Vện")
    other = phone.context.new_page()
    Session.objects.all().delete()
    other.goto("/ho-so-cua-toi/")
    sign_in(other)  # a new session and a new token: the first tab's token is an old one now
    other.get_by_role("heading", name="Hồ sơ của tôi").wait_for()
    pet(phone, "Vện")
    phone.get_by_text("những gì vừa điền còn nguyên").wait_for()
    assert phone.input_value("[name=pet_name]") == "Vện" and phone.is_checked("[name=fierce][value=no]")
    go_on(phone)
    phone.get_by_role("heading", name="Ai khác cũng chăm?").wait_for()


def test_two_tabs_show_what_the_other_saved_and_keep_what_was_typed(phone: Any) -> None:
    owner(phone)
    other = phone.context.new_page()
    other.goto(phone.url)
    pet(other, "Tab kia")
    pet(phone, "Tab này")
    phone.get_by_text("Ở cửa sổ khác, bạn đã lưu:").wait_for()
    assert "Tab kia" in phone.locator(".notice").inner_text()
    assert phone.input_value("[name=pet_name]") == "Tab này"
    go_on(phone)
    phone.get_by_role("heading", name="Ai khác cũng chăm?").wait_for()


def test_enter_saves_the_page_and_does_not_press_another_button(phone: Any) -> None:
    owner(phone)
    pet(phone)
    phone.fill("[name='carers.0.name']", "Lê Văn An")
    with phone.expect_navigation():
        phone.press("[name='carers.0.name']", "Enter")
    phone.get_by_role("heading", name="Giấy tờ", exact=True).wait_for()
