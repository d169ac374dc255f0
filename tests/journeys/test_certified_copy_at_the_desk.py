"""A certified copy over the counter: taken in, signed, stamped and handed over within the hour.

Taken in on Tuesday 08/09/2026 at 09:00, before the cut-off: the law gives the same working day, 17:00.
Three copies of a paper of four pages: 3 × (2 × 2.000 + 2 × 1.000) = 18.000 đồng (Circular 226/2016/TT-BTC).
"""

from __future__ import annotations

import pytest

from tests.journeys.officers import Officers

from .conftest import Clock

pytestmark = pytest.mark.browser


def test_a_copy_is_certified_while_she_waits(officers: Officers, clock: Clock) -> None:
    clock.move_to(8, 9, 9)
    code = officers.take_in_a_copy("Vương Thị Thanh")
    officers.sees("tiepnhan1", "17:00 thứ Ba, 08/09/2026", "trong hôm nay", "18.000 đồng")
    assert officers.print_receipt().startswith(b"%PDF")

    clock.move_to(8, 9, 9, 10)
    officers.does("tiepnhan1", code, "Chuyển bước", "Chuyển bước", "Đã chuyển bước.")
    clock.move_to(8, 9, 9, 30)
    officers.sign(code)
    clock.move_to(8, 9, 9, 40)
    officers.does("tiepnhan1", code, "Vào sổ, phát hành", "Phát hành kết quả", "Đã phát hành.", number="CT-118")
    officers.hand_over(code, "Vương Thị Thanh")

    page = officers.opens_dossier("tiepnhan1", code, group="xong")
    officers.sees(
        "tiepnhan1",
        "Đã trả kết quả",
        "Xong lúc 09:40 thứ Ba, 08/09/2026",
        "CT-118",
        "Hồ sơ đã khép lại, không còn việc gì.",
        "20 phút / 2 giờ",
    )
    shown = page.locator(".history").first.inner_text()
    for happened in ("tiếp nhận tại quầy", "chuyển bước", "ký", "vào sổ, phát hành", "trả kết quả"):
        assert happened in shown
