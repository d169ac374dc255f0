"""A certified copy from the scan of the card to the printed receipt: scan, type, press. Three times, no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browsers import shows
from tests.journeys.conftest import DESK_SCREEN, Clock
from tests.journeys.officers import Officers

pytestmark = pytest.mark.browser

LAN = "001165007315||Vũ Thị Lan|15041965|Nữ|Tổ dân phố số 2, Phúc Diễn, Bắc Từ Liêm, Hà Nội|22122022"


class Hands:
    """The receiver's hands, counted: a scan, one stretch of typing, a press."""

    def __init__(self, page: Any) -> None:
        self.page, self.times = page, 0

    def scan(self, text: str) -> None:
        """The scanner types into whatever has the cursor, and ends with Enter."""
        self.times += 1
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.type(text)
            self.page.keyboard.press("Enter")

    def type(self, *keys: str) -> None:
        """One stretch at the keyboard, where the cursor stands."""
        self.times += 1
        for key in keys:
            if len(key) > 1 and not key.isdigit():
                self.page.keyboard.press(key)
            else:
                self.page.keyboard.type(key)

    def press(self, name: str) -> bytes:
        """Press a button and take the paper that comes out."""
        self.times += 1
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=name).click()
        return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_from_scan_to_printed_receipt_in_three_interactions(
    officers: Officers, opened: Any, clock: Clock, script: bool
) -> None:
    clock.move_to(8, 9, 9)
    officers.pages["tiepnhan1"] = opened(DESK_SCREEN, script=script)
    officers.office.account("tiepnhan1")
    page = officers.opens("tiepnhan1", "/can-bo/tiep-nhan/")
    hands = Hands(page)

    hands.scan(LAN)
    shows(page, "Chứng thực bản sao từ bản chính")
    # The cursor is at the kind of paper: the third kind, then pages and copies. Without script the name of an unusual
    # paper, which does not apply, stands between them.
    passed_over = [] if script else ["Tab"]
    hands.type("ArrowDown", "ArrowDown", "ArrowDown", *passed_over, "Tab", "4", "Tab", "3")
    receipt = hands.press("Nhận và in giấy")

    assert receipt.startswith(b"%PDF")
    assert hands.times == 3
    shows(page, "Đã nhận hồ sơ", "Vũ Thị Lan", "18.000 đồng", "17:00 thứ Ba, 08/09/2026")
