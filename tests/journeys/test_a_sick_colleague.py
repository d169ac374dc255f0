"""A handler calls in sick: the head of the desk notes it, hands the dossiers on, and a colleague finds them."""

from __future__ import annotations

import pytest

from tests.browsers import press
from tests.builders.dossiers import Desk
from tests.journeys.officers import Officers, fill

from .conftest import Clock

pytestmark = pytest.mark.browser


def test_a_sick_colleagues_dossiers_are_handed_on_before_the_morning_is_over(officers: Officers, clock: Clock) -> None:
    office = officers.office
    desk = Desk(office, clock.at)
    codes = sorted(desk.appraised().code for _number in range(3))
    sick, well = office.person("tuphap1").full_name, office.person("tuphap2").full_name

    clock.move_to(3, 9, 7, 40)
    page = officers.opens("giamdoc", "/can-bo/ho-so/")
    press(page.get_by_role("link", name="Điều hành", exact=True).first)
    officers.sees("giamdoc", "Điều hành hôm nay", "Theo người giữ", sick)
    press(page.get_by_role("link", name="Cán bộ nghỉ"))
    officers.sees("giamdoc", "Không ai nghỉ.")
    page.locator("[name=person]").select_option(label=f"{sick}, Công chức tư pháp – hộ tịch")
    fill(page, {"first": "3/9/2026", "reason": "Gọi điện báo ốm"})
    press(page.get_by_role("button", name="Ghi nghỉ"))
    officers.sees("giamdoc", f"Đã ghi: {sick} nghỉ từ 03/09/2026 đến khi có báo lại.", "đang giữ 3 hồ sơ đang mở")

    press(page.get_by_role("link", name="Chuyển hồ sơ cho đồng nghiệp"))
    officers.sees("giamdoc", "Chuyển 3 hồ sơ cho ai?", *codes)
    press(page.get_by_role("button", name="Xem trước"))
    officers.sees("giamdoc", "Chọn ít nhất một đồng nghiệp", "Hãy ghi lý do")
    page.get_by_label(well).check()
    fill(page, {"ly-do": "Đồng nghiệp ốm"})
    press(page.get_by_role("button", name="Xem trước"))
    officers.sees("giamdoc", "Chuyển 3 hồ sơ này?", f"{well}: 3 hồ sơ", *codes)
    press(page.get_by_role("button", name="Chuyển 3 hồ sơ"))
    officers.sees("giamdoc", f"Đã chuyển 3 hồ sơ: {well} 3.")

    page = officers.opens("tuphap2", "/can-bo/ho-so/?nhom=cua-toi")
    officers.sees("tuphap2", *codes)
    press(page.get_by_role("link", name="Tin báo"))
    officers.sees("tuphap2", f"Bạn được giao hồ sơ {codes[0]}", "Lý do: Đồng nghiệp ốm")
    press(page.get_by_role("button", name=f"Bạn được giao hồ sơ {codes[0]}"))
    officers.sees("tuphap2", codes[0], "Đồng nghiệp ốm")

    page = officers.opens("tuphap1", "/can-bo/ho-so/?nhom=cua-toi")
    assert not any(code in page.locator("main").inner_text() for code in codes)
