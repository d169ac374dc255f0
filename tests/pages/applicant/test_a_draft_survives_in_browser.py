"""A phone loses its network three times, last after the last click, and is restarted: one dossier, one proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.accounts.models import Account
from motcua.dossiers.models import Dossier, Draft
from motcua.procedures.models import ProcedureVersion
from motcua.receipts.models import Receipt
from tests.bad_line import BadLine, bad_line
from tests.browsers import chromium, press, shows

from .conftest import picture
from .test_in_browser import go_on, owner, pet, sign_in

pytestmark = pytest.mark.browser

CACHED = """(async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
  return found;
})()"""
KEPT = """new Promise(well => {
  const asked = indexedDB.open('motcua', 1);
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onerror = () => well([]);
  asked.onsuccess = () => {
    const all = asked.result.transaction('kept').objectStore('kept').getAll();
    all.onsuccess = () => {
      asked.result.close();
      well(all.result.map(one => JSON.stringify({...one, data: new TextDecoder().decode(one.data)})));
    };
  };
})"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def line(
    transactional_db: None, live_server: Any, settings: Any, tmp_path: Path, citizen: Account, version: ProcedureVersion
) -> Iterator[BadLine]:
    settings.QUARANTINE = tmp_path / "quarantine"
    with bad_line(live_server.url) as made:
        yield made


class Phone:
    """A browser whose memory outlives its being closed."""

    def __init__(self, browser: Any, folder: Path, line: BadLine) -> None:
        self.browser, self.folder, self.line = browser, folder, line
        self.page = self.opened()

    def opened(self) -> Any:
        self.context = self.browser.browser_type.launch_persistent_context(
            self.folder,
            executable_path=chromium(),
            args=["--no-sandbox"],
            base_url=self.line.url,
            viewport=PHONE,
        )
        page = self.context.pages[0]
        page.set_default_timeout(10_000)
        return page

    def restarted(self) -> None:
        self.context.close()
        self.page = self.opened()

    def is_ready(self) -> None:
        self.page.locator("[data-device][data-ready]").wait_for(state="attached")

    def state(self, wanted: str) -> None:
        self.page.locator(f"[data-device][data-state={wanted}]").wait_for(state="attached")

    def back_on_line(self) -> None:
        self.line.mend()
        self.page.evaluate("dispatchEvent(new Event('online'))")


@pytest.fixture
def phone(browser: Any, tmp_path: Path, line: BadLine) -> Iterator[Phone]:
    made = Phone(browser, tmp_path / "phone", line)
    yield made
    made.context.close()


def test_cut_off_three_times_and_restarted_it_is_one_dossier_and_one_acknowledgement(
    phone: Phone, line: BadLine
) -> None:
    page = phone.page
    page.goto("/nop/pet/")
    sign_in(page)
    press(page.get_by_role("button", name="Bắt đầu"))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.is_ready()

    line.cut()  # the first time: on the first page
    page.fill("[name='owner.name']", "Nguyễn Thị Bình")
    page.fill("[name='owner.identity_number']", "001188123482")
    page.fill("[name=phone]", "0912345678")
    page.get_by_role("button", name="Lưu và tiếp tục").last.click()
    phone.state("device")
    shows(page, "Đã lưu trên máy lúc", "đang chờ mạng")
    assert Draft.objects.get().answers == {}
    phone.back_on_line()
    page.wait_for_url("**/trang/pet/")
    assert Draft.objects.get().answers["phone"] == "+84912345678"

    phone.is_ready()
    pet(page)
    phone.is_ready()
    line.cut()  # the second time: she goes back to a page she had open, and changes it
    page.goto(page.url.replace("/others/", "/pet/"))
    phone.is_ready()
    assert page.locator("[name=pet_name]").input_value() == "Vàng"
    page.fill("[name=pet_name]", "Vện")
    page.get_by_role("button", name="Lưu và tiếp tục").last.click()
    page.wait_for_url("**/trang/others/")
    phone.is_ready()
    phone.back_on_line()
    phone.state("server")
    assert Draft.objects.get().answers["pet_name"] == "Vện"
    press(page.get_by_role("button", name="Lưu và tiếp tục").last)

    page.locator("#o-vaccine input[type=file]").set_input_files(
        {"name": "so.png", "mimeType": "image/png", "buffer": picture().read()}
    )
    page.get_by_role("link", name="so.png").wait_for()
    phone.is_ready()
    press(page.get_by_role("button", name="Lưu và tiếp tục").last)
    page.check("[name=delivery_wish][value=desk]")
    press(page.get_by_role("button", name="Lưu và tiếp tục").last)
    phone.is_ready()
    page.check("#declare")
    line.swallow()  # the third time: what she sends arrives, the answer does not
    page.get_by_role("button", name="Nộp hồ sơ").click()
    phone.state("unfiled")
    shows(page, "Chưa có xác nhận đã nộp")
    assert Dossier.objects.count() == 1
    address = page.url
    phone.restarted()

    page = phone.page
    line.mend()
    page.goto(address)
    page.wait_for_url("**/da-nop/")
    shows(page, "Đã nộp hồ sơ", Dossier.objects.get().code)
    assert Receipt.objects.filter(kind="acknowledgement").count() == 1
    assert kept_on(page) == [], "what was filed does not stay on the phone"
    assert {one for one in page.evaluate(CACHED) if not one.startswith("/static/")} == {
        "/ngoai-tuyen/",
        "/ngoai-tuyen/dang-dien/",
    }, "no page of a person is kept by the browser"


def test_a_filing_that_never_left_is_sent_once_after_the_restart(phone: Phone, line: BadLine) -> None:
    page = phone.page
    page.goto("/nop/pet/")
    sign_in(page)
    press(page.get_by_role("button", name="Bắt đầu"))
    owner(page)
    pet(page)
    go_on(page)
    page.locator("#o-vaccine input[type=file]").set_input_files(
        {"name": "so.png", "mimeType": "image/png", "buffer": picture().read()}
    )
    page.get_by_role("link", name="so.png").wait_for()
    go_on(page)
    page.check("[name=delivery_wish][value=desk]")
    go_on(page)
    phone.is_ready()
    page.check("#declare")
    line.cut()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    phone.state("unfiled")
    assert not Dossier.objects.exists()
    plain = "".join(kept_on(page))
    assert "queue:" in plain
    assert "Nguyễn Thị Bình" not in plain and "0912345678" not in plain, "what is kept on the phone is encrypted"
    phone.restarted()
    line.mend()
    page = phone.page
    page.goto("/")
    page.get_by_role("link", name="Mở để gửi").click()
    page.wait_for_url("**/da-nop/")
    assert Dossier.objects.count() == 1
    page.locator("summary", has_text="Mục lục").click()
    press(page.get_by_role("button", name="Đăng xuất").last)
    assert kept_on(page) == []


def test_two_devices_that_saved_the_same_page_are_shown_side_by_side(
    phone: Phone, line: BadLine, browser: Any, live_server: Any
) -> None:
    page = phone.page
    page.goto("/nop/pet/")
    sign_in(page)
    press(page.get_by_role("button", name="Bắt đầu"))
    owner(page)
    phone.is_ready()
    page.fill("[name=pet_name]", "Vàng ở điện thoại")
    phone.state("typed")
    address = page.url.replace(line.url, live_server.url)
    other = browser.new_context(java_script_enabled=False)
    desk = other.new_page()
    desk.goto(address)
    sign_in(desk)
    pet(desk, "Vện ở máy bàn")
    other.close()

    page.reload()
    page.locator("[data-take]").wait_for()
    shows(page, "Trên máy này", "Trên hệ thống", "Vàng ở điện thoại", "Vện ở máy bàn")
    assert page.locator("[name=pet_name]").input_value() == "Vện ở máy bàn"
    page.locator("[data-take]").click()
    assert page.locator("[name=pet_name]").input_value() == "Vàng ở điện thoại"
    assert Draft.objects.get().answers["pet_name"] == "Vện ở máy bàn", "nothing is decided before she saves"


def test_without_javascript_at_most_the_page_being_typed_is_lost(line: BadLine, browser: Any) -> None:
    context = browser.new_context(base_url=line.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nop/pet/")
    sign_in(page)
    press(page.get_by_role("button", name="Bắt đầu"))
    owner(page)
    address = page.url
    page.fill("[name=pet_name]", "Vàng")
    line.cut()
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Lưu và tiếp tục").last.click(no_wait_after=True)
    line.mend()
    page = context.new_page()
    page.goto(address)
    assert page.locator("[name=pet_name]").input_value() == ""
    pet(page)
    go_on(page)
    page.set_input_files(
        "input[type=file] >> nth=0", {"name": "so.png", "mimeType": "image/png", "buffer": picture().read()}
    )
    go_on(page)
    page.check("[name=delivery_wish][value=desk]")
    go_on(page)
    page.check("#declare")
    check = page.url
    line.swallow()
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Nộp hồ sơ").click(no_wait_after=True)
    line.mend()
    page = context.new_page()
    page.goto(check)
    shows(page, "Đã nộp hồ sơ")
    assert Dossier.objects.count() == Receipt.objects.filter(kind="acknowledgement").count() == 1
    context.close()


def kept_on(page: Any) -> Any:
    """What is on the device, as anybody reads it who has the device in hand; makes no database where there is none."""
    return page.evaluate(KEPT)
