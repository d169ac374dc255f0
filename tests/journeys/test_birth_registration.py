"""A birth, filed on a phone on the Friday before National Day and taken home ten days later.

The promise is reckoned by hand: filed and accepted on Friday 28/08/2026 after 15:00, it counts from the next working
day. 31/08 to 02/09 are holidays, so that is Thursday 03/09, and the law gives the same day: 17:00. The desk asks for a
clearer picture on Thursday at 09:00 and has it on Friday 04/09 at 10:00: six working hours of Thursday and two and a
half of Friday do not count. Eight and a half hours after Thursday 17:00 is Monday 07/09 at 08:30, over a weekend.
"""

from __future__ import annotations

import pytest

from tests.journeys.citizen import Citizen
from tests.journeys.officers import Officers

from .conftest import Clock

pytestmark = pytest.mark.browser

PLEASE = "Ảnh bị lóa ở góc, mời bạn chụp lại."


def test_a_birth_from_the_phone_to_the_certificate(citizen: Citizen, officers: Officers, clock: Clock) -> None:
    citizen.registers()
    citizen.begins("birth", "phường Kinh Bắc")
    citizen.fills_in_a_birth()
    citizen.sends_papers()
    citizen.presses("Lưu và tiếp tục")
    citizen.goes_on(delivery_wish="desk")
    citizen.sees_no_sideways_scrolling()
    citizen.submits()
    citizen.sees("Dự kiến có kết quả", "Thứ Năm, 03/09/2026", "trước 17:00")

    clock.move_to(28, 8, 16, 20)
    officers.accept(citizen.code)
    citizen.opens_her_dossier()
    citizen.sees("Đã tiếp nhận", "Hẹn trả kết quả", "Thứ Năm, 03/09/2026")
    citizen.unfolds("Ngày hẹn được tính thế nào?")
    citizen.sees("Quốc khánh")

    clock.move_to(3, 9, 9)
    officers.ask_for_a_clearer_picture(citizen.code, PLEASE)
    citizen.opens_her_dossier()
    citizen.sees("Chờ bổ sung giấy tờ", PLEASE)

    clock.move_to(4, 9, 10)
    citizen.answers_the_supplement("Tôi chụp lại ngoài trời.")
    citizen.opens_her_dossier()
    citizen.sees("Thứ Hai, 07/09/2026", "trước 08:30")
    citizen.unfolds("Ngày hẹn được tính thế nào?")
    citizen.sees("chờ người dân bổ sung giấy tờ")
    citizen.looks_it_up()
    citizen.sees("Tiếp nhận", "07/09/2026")

    clock.move_to(4, 9, 10, 30)
    officers.pass_to_the_civil_status_officer(citizen.code)
    clock.move_to(4, 9, 11)
    citizen.looks_it_up()
    citizen.sees("Thẩm tra", "Văn phòng")
    officers.propose_the_result(citizen.code)
    clock.move_to(4, 9, 14)
    citizen.looks_it_up()
    citizen.sees("Ký duyệt", "Lãnh đạo")
    officers.sign(citizen.code)
    clock.move_to(7, 9, 8)
    officers.issue(citizen.code)

    assert citizen.downloads_the_result("giay-khai-sinh.pdf").startswith(b"%PDF")
    citizen.sees("Có kết quả, chờ trả")
    clock.move_to(7, 9, 8, 10)
    officers.hand_over(citizen.code, "Nguyễn Thị Hồng Nhung")
    citizen.opens_her_dossier()
    citizen.sees("Đã trả kết quả")
    citizen.looks_it_up()
    citizen.sees("Đã trả kết quả")
    shown = citizen.page.locator("body").inner_text()
    assert "Hồng Nhung" not in shown and "Minh Khôi" not in shown, "the public page names nobody"
