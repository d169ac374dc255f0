"""Calendars down the tree."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.organisation import actions, queries
from motcua.organisation.rules.authority import SYSTEM
from motcua.organisation.rules.refusals import BadDates, NoRight
from motcua.working_time import VIETNAM
from tests.organisation.trees import NOW, TODAY, account, unit

pytestmark = pytest.mark.usefixtures("tree")
MONDAY = date(2026, 11, 23)


def hours(code: str, day: date = MONDAY) -> list[tuple[int, int]]:
    return [tuple(session) for session in queries.calendar_of(unit(code)).sessions_on(day)]


def close(code: str | None, day: date = MONDAY, **more: object) -> None:
    actions.add_calendar_day(
        unit(code).pk if code else None, by=SYSTEM, at=NOW, day=day, kind="closure", name="Mất điện", **more
    )


def test_a_unit_takes_its_superiors_hours_and_the_countrys_holidays() -> None:
    assert hours("X.1.01") == [(480, 720), (780, 1020)]
    assert hours("X.1", date(2026, 9, 2)) == []


def test_a_unit_with_hours_of_its_own_keeps_the_holidays() -> None:
    week = {str(day): [["07:00", "12:00"]] for day in range(6)}
    actions.set_weekly_hours(unit("X.1").pk, by=SYSTEM, at=NOW, valid_from=date(2026, 1, 1), sessions=week)
    assert hours("X.1.01") == [(420, 720)]
    assert hours("X.2") == [(480, 720), (780, 1020)]
    assert hours("X.1", date(2026, 9, 2)) == []


def test_a_closure_reaches_everything_below_and_nothing_beside() -> None:
    assert hours("X.1.01") and hours("X.2")
    close("X.1")
    assert hours("X.1.01") == [] and hours("X.1") == []
    assert hours("X.2") == [(480, 720), (780, 1020)]


def test_a_part_may_be_shut_for_some_hours_only() -> None:
    close("X.1.01", sessions=[["13:00", "17:00"]])
    assert hours("X.1.01") == [(480, 720)]
    assert hours("X.1") == [(480, 720), (780, 1020)]


def test_a_newly_decreed_holiday_reaches_every_unit_at_once() -> None:
    before = {code: unit(code).calendar_revision for code in ("X", "X.1", "X.2.01")}
    close(None)
    assert all(unit(code).calendar_revision == revision + 1 for code, revision in before.items())
    assert hours("X.2.01") == []
    actions.remove_calendar_day(None, by=SYSTEM, at=NOW, day=MONDAY)
    assert hours("X.2.01") == [(480, 720), (780, 1020)]


def test_a_known_calendar_costs_no_statement() -> None:
    office = unit("X.1")
    queries.calendar_of(office)
    with CaptureQueriesContext(connection) as seen:
        queries.calendar_of(office)
    assert len(seen) == 0


def test_units_without_days_of_their_own_share_one_calendar() -> None:
    assert queries.calendar_of(unit("X.1")) is queries.calendar_of(unit("X.2.01"))


def test_a_make_up_saturday_works_as_the_weekday_it_follows() -> None:
    saturday = date(2026, 11, 28)
    assert hours("X.1", saturday) == []
    actions.add_calendar_day(
        unit("X.1").pk, by=SYSTEM, at=NOW, day=saturday, kind="working_day", name="Làm bù", follows_weekday=0
    )
    assert hours("X.1", saturday) == [(480, 720), (780, 1020)]
    calendar = queries.calendar_of(unit("X.1"))
    friday = datetime.combine(date(2026, 11, 27), time(16), VIETNAM)
    assert calendar.add_working_days(friday, 1) == datetime.combine(saturday, time(16), VIETNAM)


def test_only_the_administrator_of_a_unit_changes_its_calendar() -> None:
    admin = queries.authority_of(account("admin.an"), TODAY)
    asked = {"at": NOW, "day": MONDAY, "kind": "closure", "name": "Mất điện"}
    actions.add_calendar_day(unit("X.2.01").pk, by=admin, **asked)
    for code in ("X.1", "X"):
        with pytest.raises(NoRight):
            actions.add_calendar_day(unit(code).pk, by=admin, **asked)
    with pytest.raises(NoRight):
        actions.add_calendar_day(None, by=admin, **asked)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "holiday", "sessions": [["08:00", "09:00"]]},
        {"kind": "party"},
        {"kind": "closure", "sessions": [["9 giờ", "10 giờ"]]},
        {"kind": "closure", "sessions": [["10:00", "09:00"]]},
        {"kind": "working_day", "follows_weekday": 9},
    ],
)
def test_a_day_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadDates):
        actions.add_calendar_day(unit("X.1").pk, by=SYSTEM, at=NOW, day=MONDAY, name="Ngày lạ", **wrong)  # type: ignore[arg-type]


def test_hours_that_overlap_are_refused() -> None:
    with pytest.raises(BadDates):
        actions.set_weekly_hours(
            unit("X.1").pk,
            by=SYSTEM,
            at=NOW,
            valid_from=TODAY,
            sessions={"0": [["08:00", "12:00"], ["11:00", "17:00"]]},
        )
