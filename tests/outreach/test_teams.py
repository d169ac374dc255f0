"""What a team has and learnt is counted by whoever looks after it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.organisation import queries as organisation
from motcua.outreach import actions, queries
from motcua.outreach.rules.refusals import OutreachRefusal
from tests.builders.office import KinhBac


@pytest.fixture
def office(db: None) -> KinhBac:
    return KinhBac()


def test_an_office_has_its_teams_with_members(office: KinhBac) -> None:
    found = queries.teams_of(office.id, office.at.date())
    assert [(one.name, [name for _id, name in one.members]) for one in found] == [
        ("Tổ công nghệ số cộng đồng phường Kinh Bắc", ["Nguyễn Thị Thu"]),
        ("Tổ công nghệ số cộng đồng khu phố số 1 phường Kinh Bắc", ["Lê Văn Bảy"]),
    ]


def test_the_newest_count_holds_and_the_older_ones_stay(office: KinhBac) -> None:
    team = queries.teams_of(office.id, office.at.date())[1]
    head = office.by("giamdoc")
    for since, count in ((date(2026, 1, 5), 1), (date(2026, 3, 2), 2)):
        actions.count_equipment(team.id, by=head, at=office.at, kind="computer", count=count, since=since)
    assert queries.equipment_of([team.id], date(2026, 3, 10)) == {team.id: {"computer": 2}}
    assert queries.equipment_of([team.id], date(2026, 2, 1)) == {team.id: {"computer": 1}}


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"kind": "fax"}, "loại thiết bị"),
        ({"count": 1000}, "0 đến 999"),
        ({"since": date(2026, 3, 11)}, "chưa đến"),
    ],
)
def test_a_count_that_cannot_be_is_refused(office: KinhBac, words: dict[str, object], wrong: str) -> None:
    team = queries.teams_of(office.id, office.at.date())[0]
    given = {"kind": "printer", "count": 1, "since": office.at.date(), **words}
    with pytest.raises(OutreachRefusal, match=wrong):
        actions.count_equipment(team.id, by=office.by("giamdoc"), at=office.at, **given)  # type: ignore[arg-type]


def test_only_whoever_looks_after_teams_counts(office: KinhBac) -> None:
    team = queries.teams_of(office.id, office.at.date())[0]
    given = {"kind": "printer", "count": 1, "since": office.at.date()}
    for login in ("tuphap1", "khupho1", "bacninh.kiemtra"):
        with pytest.raises(OutreachRefusal, match="Chỉ lãnh đạo"):
            actions.count_equipment(team.id, by=office.by(login), at=office.at, **given)  # type: ignore[arg-type]


def test_a_course_is_on_the_record_of_those_who_were_there(office: KinhBac) -> None:
    member = office.person("khupho1").pk
    held = actions.hold_training(
        office.id, by=office.by("giamdoc"), at=office.at, topic=" Nộp  hồ sơ khai sinh ", held_on=office.at.date(),
        hours=4, attended=[member],
    )  # fmt: skip
    assert held.topic == "Nộp hồ sơ khai sinh"
    assert [one.pk for one in queries.trainings_attended(member)] == [held.pk]
    assert queries.trainings_attended(office.person("tocongnghe").pk) == []
    with pytest.raises(OutreachRefusal, match="không thuộc tổ nào"):
        actions.hold_training(
            office.id, by=office.by("giamdoc"), at=office.at, topic="Khác", held_on=office.at.date() - timedelta(1),
            hours=1, attended=[office.person("tuphap1").pk],
        )  # fmt: skip


def test_teams_cost_the_same_however_many_there_are(office: KinhBac, django_assert_num_queries: object) -> None:
    organisation.unit_as_shown(office.id)
    with django_assert_num_queries(5):  # type: ignore[operator]
        queries.teams_of(office.id, office.at.date())
