"""The inspector's questions about how dossiers were filed: over the offices inspected, from facts alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.accounts import actions as accounts
from motcua.accounts.models import Account
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.circumstances import Circumstances, Device, Place
from motcua.organisation import queries as organisation
from motcua.organisation.models import Holding, Post, Unit
from tests.builders.dossiers import Desk
from tests.builders.office import PASSWORD

TABLE = Circumstances(Place.HOME, Device.COMPUTER, "a" * 16)


@pytest.fixture
def address() -> str:
    return reverse("manager:signals")


def filed_by_neighbours(desk: Desk, many: int, how: Circumstances) -> list[Dossier]:
    """So many people's filings, four minutes apart."""
    found = []
    for number in range(many):
        phone = f"09876543{number:02d}"
        account = accounts.register_citizen(
            phone, PASSWORD, "Người " + ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu"][number], at=desk.at
        )
        by = organisation.authority_of(account, desk.at.date())
        found.append(desk.filed(by=by, how=how))
        desk.at += timedelta(minutes=4)
    return found


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_five_people_at_one_table_are_a_question_and_four_are_none(
    desk: Desk, sit_down: Any, clock: Any, address: str
) -> None:
    filed = filed_by_neighbours(desk, 5, TABLE)
    clock.at = desk.at
    page = text(sit_down("bacninh.kiemtra").get(address))
    assert "5 hồ sơ của 5 người" in page and "Đã xem 5 hồ sơ" in page
    assert all(one.code in page for one in filed)
    assert "không phải kết luận" in page
    Dossier.objects.filter(pk=filed[0].pk).update(filed_device="phone")
    assert "của 4 người" not in text(sit_down("bacninh.kiemtra").get(address))


def test_a_teams_table_is_no_question(desk: Desk, sit_down: Any, clock: Any, address: str) -> None:
    filed_by_neighbours(desk, 5, Circumstances(Place.QUARTER_TEAM, Device.COMPUTER, "a" * 16))
    clock.at = desk.at
    page = text(sit_down("bacninh.kiemtra").get(address))
    assert "Đã xem 5 hồ sơ" in page and "từ cùng một mạng" not in page


def test_taken_in_at_once_and_an_officers_phone_are_questions(
    desk: Desk, sit_down: Any, clock: Any, address: str
) -> None:
    dossier = desk.accepted()  # a minute after it was filed
    Account.objects.filter(pk=desk.office.person("tiepnhan1").pk).update(phone="+84" + dossier.owner_phone[-9:])
    clock.at = desk.at
    page = text(sit_down("bacninh.kiemtra").get(address))
    phones, quick = page.split("Điện thoại liên hệ là của cán bộ")[1].split("Vừa nộp đã tiếp nhận")
    assert dossier.code in phones and dossier.code in quick and "60 giây sau khi nộp" in quick


def test_the_period_is_chosen_and_anything_else_is_a_month(desk: Desk, sit_down: Any, clock: Any, address: str) -> None:
    desk.filed()
    clock.at = desk.at + timedelta(days=20)
    screen = sit_down("bacninh.kiemtra")
    assert "Đã xem 0 hồ sơ" in text(screen.get(f"{address}?ngay=7"))
    for asked in ("31", "92", "9999", "x", ""):
        assert "Đã xem 1 hồ sơ" in text(screen.get(f"{address}?ngay={asked}")), asked


def test_only_an_inspector_asks_and_only_about_offices_inspected(
    desk: Desk, sit_down: Any, clock: Any, address: str
) -> None:
    desk.filed()
    clock.at = desk.at + timedelta(minutes=1)
    for login in ("giamdoc", "chutich", "tiepnhan1", "khupho1", "vocuong.chutich"):
        assert sit_down(login).get(address).status_code == 403, login
    inspector = sit_down("bacninh.kiemtra")
    assert "Đã xem 1 hồ sơ" in text(inspector.get(f"{address}?co-quan={desk.office.id}"))
    assert "Đã xem 0 hồ sơ" in text(inspector.get(f"{address}?co-quan={desk.office.other_id}"))


def test_an_inspector_of_one_office_learns_nothing_of_another_they_lead(
    desk: Desk, sit_down: Any, clock: Any, address: str
) -> None:
    """Inspecting Võ Cường and leading Kinh Bắc: the questions are about Võ Cường alone."""
    desk.filed()
    clock.at = desk.at + timedelta(minutes=1)
    post = Post.objects.create(
        unit=Unit.objects.get(pk=desk.office.other_id),
        function="inspector",
        title="Kiểm tra",
        valid_from=desk.at.date(),
    )
    Holding.objects.create(post=post, account=desk.office.person("giamdoc"), valid_from=desk.at.date())
    page = text(sit_down("giamdoc").get(address))
    assert "Đã xem 0 hồ sơ" in page


def test_the_statements_do_not_grow_with_the_filings(desk: Desk, sit_down: Any, clock: Any, address: str) -> None:
    def asked() -> int:
        clock.at = desk.at
        screen = sit_down("bacninh.kiemtra")
        screen.get(address)
        with CaptureQueriesContext(
            connection,
        ) as found:
            screen.get(address)
        return len(found)

    filed_by_neighbours(desk, 1, TABLE)
    few = asked()
    for number in range(4):
        account = accounts.register_citizen(f"09765432{number:02d}", PASSWORD, "Người Khác", at=desk.at)
        desk.filed(by=organisation.authority_of(account, desk.at.date()), how=TABLE)
    assert asked() == few
