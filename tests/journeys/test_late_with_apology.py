"""A birth that takes longer than promised: an apology before the promise ends, a new date, and lateness said as it is.

Filed and accepted on Friday 28/08/2026 after the cut-off, over National Day: promised Thursday 03/09, 17:00. On that
Thursday at 10:00 the desk head apologises and promises Monday 07/09, 17:00; the first promise stays on record. On
Tuesday 08/09 at 09:00 it is still not done: late by one and a half working hours, and everybody can see it.
"""

from __future__ import annotations

import pytest

from motcua.dossiers.models import Dossier
from tests.journeys.citizen import Citizen
from tests.journeys.officers import Officers

from .conftest import HANOI, Clock

pytestmark = pytest.mark.browser

BECAUSE = "Phải xác minh nơi sinh với bệnh viện."


def test_a_promise_is_moved_once_with_an_apology_and_then_broken(
    citizen: Citizen, officers: Officers, clock: Clock
) -> None:
    citizen.registers()
    citizen.begins("birth", "phường Kinh Bắc")
    citizen.fills_in_a_birth()
    citizen.sends_papers()
    citizen.presses("Lưu và tiếp tục")
    citizen.goes_on(delivery_wish="desk")
    citizen.submits()
    clock.move_to(28, 8, 16, 20)
    officers.accept(citizen.code)
    clock.move_to(3, 9, 8)
    officers.pass_to_the_civil_status_officer(citizen.code)

    clock.move_to(3, 9, 10)
    officers.apologise(citizen.code, "7/9/2026", "17:00", BECAUSE)
    officers.sees("giamdoc", "17:00 thứ Hai, 07/09/2026", "Phiếu xin lỗi", BECAUSE)
    verbs = officers.opens_dossier("giamdoc", citizen.code).locator(".verbs").inner_text()
    assert "Xin lỗi và hẹn lại" not in verbs, "the law allows one apology"
    citizen.opens_her_dossier()
    citizen.sees("07/09/2026", BECAUSE)

    clock.move_to(8, 9, 9)
    page = officers.opens("tuphap1", "/can-bo/ho-so/?nhom=cham")
    officers.sees("tuphap1", citizen.code, "Quá hạn 1 giờ 30 phút")
    assert page.locator(".deadline.is-late").count() == 1
    citizen.looks_it_up()
    citizen.sees("chậm")

    officers.propose_the_result(citizen.code)
    officers.sign(citizen.code)
    officers.issue(citizen.code)
    clock.move_to(8, 9, 9, 20)
    officers.hand_over(citizen.code, "Nguyễn Thị Hồng Nhung")
    citizen.opens_her_dossier()
    citizen.sees("Đã trả kết quả")

    dossier = Dossier.objects.get(code=citizen.code)
    assert dossier.original_due_at is not None
    assert f"{dossier.original_due_at.astimezone(HANOI):%d/%m %H:%M}" == "03/09 17:00"
    assert f"{dossier.due_at.astimezone(HANOI):%d/%m %H:%M}" == "07/09 17:00"
