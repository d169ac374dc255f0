"""A hospital registers a birth through its clerk: owner and submitter differ, and the right ends with the mandate.

Without script, each at their own phone: the director enters the hospital and authorises the clerk, who accepts and
files; the ward sees who files for whom and on what paper; the director ends it, and the clerk sees nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from motcua.dossiers.models import Dossier
from motcua.receipts.models import Receipt
from tests.journeys.citizen import Citizen, photo

from .conftest import PHONE_SCREEN, Clock
from .officers import Officers

pytestmark = pytest.mark.browser

HOSPITAL, CLERK = "Bệnh viện Sản Nhi Bắc Ninh", "Trần Văn Nộp"


@pytest.fixture
def clerk(opened: Callable[..., Any]) -> Citizen:
    return Citizen(opened(PHONE_SCREEN))


def registers_the_hospital(director: Citizen) -> None:
    director.page.goto("/uy-quyen/")
    director.sees("Chưa có ủy quyền nào")
    director.follows("Ghi tổ chức bạn đại diện")
    director.fills(name=HOSPITAL, tax_code="0100109107")
    director.page.set_input_files("#paper", photo("white"))
    director.presses("Lưu")
    director.sees("chữ số cuối không khớp")
    assert director.page.locator("#name").input_value() == HOSPITAL
    director.fills(tax_code="0100109106")
    director.page.set_input_files("#paper", photo("white"))
    director.presses("Lưu")
    director.sees("Đã ghi tổ chức", HOSPITAL, "Mã số thuế 0100109106")


def authorises_the_clerk(director: Citizen) -> None:
    director.follows_the_first("Ủy quyền cho người khác")
    director.sees(HOSPITAL)
    director.sees_no_sideways_scrolling()
    director.fills(phone="0987 654 321", name=CLERK, ends_on__day="31", ends_on__month="12", ends_on__year="2026")
    director.page.check("[name=procedures][value=birth]")
    director.page.set_input_files("#paper", photo("orange"))
    director.presses("Lưu")
    director.sees("Đã ủy quyền", f"{CLERK} nộp thay {HOSPITAL}", "đến hết 31/12/2026", "chờ người dùng số")


def test_an_authorised_clerk_files_for_an_organisation(
    citizen: Citizen, clerk: Citizen, officers: Officers, clock: Clock
) -> None:
    director = citizen
    director.registers()
    registers_the_hospital(director)
    authorises_the_clerk(director)

    clerk.page.goto("/dang-ky/")
    clerk.fills(full_name=CLERK, phone="0987654321")
    clerk.presses("Nhắn mã cho tôi")
    clerk.types_the_code()
    clerk.page.goto("/uy-quyen/")
    clerk.sees("Chờ bạn nhận", HOSPITAL)
    clerk.presses_the_first("Nhận")
    clerk.sees("Đã nhận ủy quyền", f"Bạn nộp thay {HOSPITAL}")
    clerk.page.goto("/nop/birth/")
    clerk.page.get_by_label(HOSPITAL).check()
    clerk.begins_here("phường Kinh Bắc")
    clerk.fills_in_a_birth()
    clerk.sends_papers()
    clerk.presses("Lưu và tiếp tục")
    clerk.goes_on(delivery_wish="desk")
    clerk.sees("Bạn nộp thay", HOSPITAL)
    clerk.submits()
    clerk.opens_her_dossier()
    clerk.sees("Bạn nộp thay", HOSPITAL)

    clock.move_to(28, 8, 16)
    officers.accept(clerk.code)
    page = officers.opens_dossier("tiepnhan1", clerk.code)
    officers.sees("tiepnhan1", HOSPITAL, f"{CLERK} nộp thay", "Giấy ủy quyền")
    assert page.get_by_text("giay-chung-sinh-orange.jpg").count(), "the authorising paper is not there to look at"
    receipt = Receipt.objects.get(dossier__code=clerk.code, kind="form01")
    assert (receipt.data["owner"], receipt.data["submitter"]["name"]) == (HOSPITAL, CLERK)
    dossier = Dossier.objects.get(code=clerk.code)
    assert dossier.mandate is not None and dossier.mandate.enterprise is not None

    director.page.goto("/ho-so-cua-toi/")
    director.sees(clerk.code)
    director.page.goto("/uy-quyen/")
    director.follows_the_first(f"{CLERK} nộp thay")
    director.presses("Cho thôi")
    director.sees("Ủy quyền đã thôi")
    answer = clerk.page.goto(clerk.address)
    assert answer.status == 404
    clerk.page.goto("/ho-so-cua-toi/")
    assert clerk.code not in clerk.page.locator("main").inner_text()
    clerk.page.goto("/nop/birth/")
    assert clerk.page.get_by_label(HOSPITAL).count() == 0
