"""A filing the desk does not take in: the citizen reads why, word for word, and nothing more can happen to it."""

from __future__ import annotations

import pytest

from tests.journeys.citizen import Citizen
from tests.journeys.officers import Officers

from .conftest import Clock

pytestmark = pytest.mark.browser

BECAUSE = "Bé sinh tại Hà Nội và bố mẹ đều thường trú ở Hà Nội; mời chị nộp ở phường nơi mình thường trú."


def test_a_refused_filing_says_why_and_is_closed(citizen: Citizen, officers: Officers, clock: Clock) -> None:
    citizen.registers()
    citizen.begins("birth", "phường Kinh Bắc")
    citizen.fills_in_a_birth()
    citizen.sends_papers()
    citizen.presses("Lưu và tiếp tục")
    citizen.goes_on(delivery_wish="desk")
    citizen.submits()

    clock.move_to(3, 9, 8)
    officers.refuse(citizen.code, BECAUSE)
    officers.sees("tiepnhan1", "Không tiếp nhận", BECAUSE, "Phiếu từ chối", "Hồ sơ đã khép lại, không còn việc gì.")
    queue = officers.opens("tiepnhan1", "/can-bo/nop-truc-tuyen/")
    assert citizen.code not in queue.locator("main").inner_text()

    citizen.opens_her_dossier()
    citizen.sees("Không tiếp nhận", BECAUSE)
    citizen.looks_it_up()
    citizen.sees("Không tiếp nhận")
    shown = citizen.page.locator("body").inner_text()
    assert BECAUSE not in shown, "the reason is the applicant's to read, not everybody's"
