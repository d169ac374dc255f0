"""The teams of an office: everybody who oversees it sees them, whoever looks after them writes down what they have."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.accounts.rules.consent import Consent
from motcua.dossiers import actions
from motcua.outreach import queries
from motcua.outreach.models import Equipment, Training
from tests.builders.dossiers import Desk


@pytest.fixture
def address() -> str:
    return reverse("manager:teams")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def quarter(desk: Desk) -> UUID:
    return queries.teams_of(desk.office.id, desk.at.date())[1].id


def counted(desk: Desk, **words: str) -> dict[str, str]:
    given = {"team": str(quarter(desk)), "kind": "computer", "count": "2", "since": desk.at.strftime("%d/%m/%Y")}
    return {f"may-{name}": value for name, value in (given | words).items()}


def course(desk: Desk, **words: Any) -> dict[str, Any]:
    given = {"topic": "Nộp hồ sơ khai sinh", "held_on": desk.at.strftime("%d/%m/%Y"), "hours": "4", "place": ""}
    return {f"tap-huan-{name}": value for name, value in (given | words).items()}


def test_a_team_is_shown_with_members_machines_and_what_it_did(
    desk: Desk, sit_down: Any, address: str, clock: Any
) -> None:
    helper = desk.office.by("khupho1", desk.at)
    begun = actions.begin_assistance(
        by=helper,
        at=desk.at,
        consent=Consent("+84912345678", desk.citizen().account_id, desk.at),
        team_id=quarter(desk),
        version_id=desk.office.version_id("birth"),
        office_id=desk.office.id,
    )
    clock.at = desk.at + timedelta(minutes=1)
    head = sit_down("giamdoc")
    assert head.post(address, counted(desk)).status_code == 302
    row = text(head.get(address)).split("khu phố số 1 phường Kinh Bắc")[1].split("</tr>")[0]
    assert "Lê Văn Bảy" in row and "Máy tính 2" in row
    assert row.count('<td class="is-number">1</td>') == 1 and row.count('<td class="is-number">0</td>') == 1
    assert begun.answers == {}


def test_a_course_is_kept_with_who_was_there(desk: Desk, sit_down: Any, address: str) -> None:
    member = desk.office.person("khupho1")
    head = sit_down("giamdoc")
    sent = head.post(address, course(desk, attended=[str(member.pk)], place="Nhà văn hóa"), follow=True)
    assert "Đã ghi buổi tập huấn." in text(sent) and "1 người dự" in text(sent) and "Nhà văn hóa" in text(sent)
    assert [one.topic for one in queries.trainings_attended(member.pk)] == ["Nộp hồ sơ khai sinh"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"team": ""}, "Hãy chọn một tổ."),
        ({"kind": ""}, "Chọn loại thiết bị."),
        ({"count": "1000"}, "Số lượng từ 0 đến 999."),
        ({"count": "hai"}, "Số lượng từ 0 đến 999."),
        ({"since": "31/02/2026"}, "31"),
        ({"since": "11/03/2026"}, "chưa đến"),
    ],
)
def test_what_is_wrong_with_a_count_is_said_at_its_place(
    desk: Desk, sit_down: Any, address: str, words: dict[str, str], said: str
) -> None:
    answer = sit_down("giamdoc").post(address, counted(desk, **words))
    assert answer.status_code == 422 and said in text(answer)
    assert f'href="#id_may-{next(iter(words))}"' in text(answer)
    assert not Equipment.objects.exists()


def test_a_team_of_another_office_and_a_stranger_at_a_course_are_refused(
    desk: Desk, sit_down: Any, address: str
) -> None:
    theirs = queries.teams_of(desk.office.other_id, desk.at.date())[0]
    head = sit_down("giamdoc")
    assert head.post(address, counted(desk, team=str(theirs.id))).status_code == 422
    stranger = str(desk.office.person("tuphap1").pk)
    assert head.post(address, course(desk, attended=[stranger])).status_code == 422
    assert not Equipment.objects.exists() and not Training.objects.exists()


def test_who_only_looks_is_shown_no_form_and_writes_nothing(desk: Desk, sit_down: Any, address: str) -> None:
    inspector = sit_down("bacninh.kiemtra")
    there = f"{address}?co-quan={desk.office.id}"
    page = text(inspector.get(there))
    assert "Lê Văn Bảy" in page and "Ghi số thiết bị" not in page
    inspector.post(there, counted(desk))
    inspector.post(there, course(desk))
    assert not Equipment.objects.exists() and not Training.objects.exists()


def test_nobody_else_opens_it(desk: Desk, sit_down: Any, address: str) -> None:
    for login in ("tuphap1", "khupho1"):
        assert sit_down(login).get(address).status_code == 403
    elsewhere = sit_down("vocuong.chutich")
    assert elsewhere.get(f"{address}?co-quan={desk.office.id}").status_code == 404


def test_the_statements_do_not_grow_with_courses(desk: Desk, sit_down: Any, address: str) -> None:
    head = sit_down("giamdoc")

    def asked() -> int:
        head.get(address)
        with CaptureQueriesContext(connection) as found:
            head.get(address)
        return len(found)

    head.post(address, course(desk))
    few = asked()
    for topic in ("Chứng thực", "Cư trú", "Bảo trợ"):
        head.post(address, course(desk, topic=topic))
    assert asked() == few
