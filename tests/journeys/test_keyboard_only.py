"""An officer's morning at the keyboard alone: from the list to a dossier, its neighbour, and several at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browsers import shows
from tests.builders.dossiers import Desk
from tests.builders.office import PASSWORD, KinhBac
from tests.journeys.conftest import DESK_SCREEN, Clock

pytestmark = pytest.mark.browser


def led(page: Any, *keys: str) -> None:
    """Press keys; the last of them leads to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(keys[-1])


def has_cursor(page: Any) -> str:
    said = "((e) => e.labels?.[0]?.innerText || e.innerText || e.id)(document.activeElement)"
    return str(page.evaluate(said))


def tabbed_to(page: Any, words: str) -> None:
    """Press Tab until the cursor is on what says these words."""
    for _ in range(60):
        if words in has_cursor(page):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach “{words}” on {page.url}")


def test_from_the_list_to_a_forwarded_dossier_and_several_at_once_without_a_mouse(
    office: KinhBac, opened: Any, clock: Clock
) -> None:
    desk = Desk(office, at=clock.at)
    dossiers = [desk.accepted() for _ in range(4)]
    clock.at = desk.at
    office.account("tiepnhan1")
    page = opened(DESK_SCREEN, script=True)

    page.goto("/can-bo/ho-so/?nhom=cua-phong")
    page.keyboard.type("kinhbac.tiepnhan1")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    led(page, "Enter")
    shows(page, *(one.code for one in dossiers))

    # J and K walk, Enter opens; J goes on to the next without the list.
    led(page, "j", "j", "k", "Enter")
    shows(page, dossiers[0].code, "Xử lý hồ sơ")
    led(page, "j")
    shows(page, dossiers[1].code)

    # C opens the form of the verb; Tab and Enter do it.
    led(page, "c")
    assert page.url.endswith("#xu-ly")
    tabbed_to(page, "Ý kiến")
    led(page, "Tab", "Enter")
    shows(page, "Đã chuyển bước.")

    # Escape leads back to the same list; X ticks, C asks, Enter confirms.
    led(page, "Escape")
    assert "nhom=cua-phong" in page.url
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    shows(page, "Đã chọn 2 hồ sơ")
    led(page, "c")
    shows(page, "Chuyển bước 2 hồ sơ?", dossiers[0].code, dossiers[2].code)
    assert "Chuyển bước" in has_cursor(page)
    led(page, "Enter")
    shows(page, "Đã chuyển bước 2 hồ sơ")

    # "/" searches, "?" shows the keys.
    page.keyboard.press("?")
    shows(page, "yêu cầu bổ sung")
    page.keyboard.press("/")
    page.keyboard.type("khong co ai")
    led(page, "Enter")
    shows(page, "Không có hồ sơ nào khớp")
