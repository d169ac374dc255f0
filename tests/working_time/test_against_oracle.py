"""Every operation against an oracle that walks minute by minute, over very many generated cases.

`make test` runs 100,000 cases in all; MOTCUA_PROPERTY_CASES sets another number. A case is one
calendar, one moment near a day on which something changes, one amount or set of pauses.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta, timezone
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.working_time import Calendar, DueRule, Explanation, Limit, Pause, clock_time_spent, due
from tests.working_time.oracle import DAY, Oracle
from tests.working_time.specimens import specimens

pytestmark = pytest.mark.long

CASES = int(os.environ.get("MOTCUA_PROPERTY_CASES") or 2_000)
BASE = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=7)))
HOURS = (0, 1, 449, 450, 451, 480, 600, 689, 690, 691, 720, 750, 780, 809, 810, 900, 901, 1019, 1020, 1021, 1439)

ran = [0]


@pytest.fixture(autouse=True)
def cases_are_counted(record_property: Callable[[str, object], None]) -> Iterator[None]:
    before = ran[0]
    yield
    record_property("generated cases", ran[0] - before)


def many(per_cent: int) -> Any:
    """This share of all cases."""
    return settings(
        max_examples=max(1, CASES * per_cent // 100),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )


@cache
def both(number: int) -> tuple[Calendar, Oracle, list[int]]:
    """A specimen as the room's calendar, as an oracle, and the days around which something changes."""
    specimen = specimens()[number]
    turning = [day.toordinal() for day in specimen.turning_points()] or [737_000]
    return specimen.calendar(), Oracle(specimen), turning


def moment(minute: int) -> datetime:
    return BASE + timedelta(minutes=minute - DAY)


def minute(at: datetime) -> int:
    since = at - BASE
    return (since.days + 1) * DAY + since.seconds // 60


class Case:
    """A calendar, its oracle and a moment near a day on which something changes."""

    def __init__(self, drawn: tuple[int, int, int, int]) -> None:
        number, turn, away, hour = drawn
        self.calendar, self.oracle, turning = both(number)
        self.minute = (turning[turn % len(turning)] + away) * DAY + hour
        self.at = moment(self.minute)
        ran[0] += 1


hours = st.one_of(st.sampled_from(HOURS), st.integers(0, DAY - 1))
cases = st.tuples(st.integers(0, len(specimens()) - 1), st.integers(0, 999), st.integers(-9, 9), hours).map(Case)
minutes = st.one_of(
    st.integers(1, 5000),
    st.integers(1, 12).map(lambda days: days * 450),
    st.integers(1, 12).map(lambda days: days * 480),
    st.integers(1, 80).map(lambda hours: hours * 60),
)
days = st.integers(1, 45)


@given(case=cases, amount=minutes)
@many(18)
def test_adding_working_minutes_agrees_with_the_oracle(case: Case, amount: int) -> None:
    assert minute(case.calendar.add_minutes(case.at, amount)) == case.oracle.forward(case.minute, amount)


@given(case=cases, amount=minutes)
@many(10)
def test_subtracting_working_minutes_agrees_with_the_oracle(case: Case, amount: int) -> None:
    assert minute(case.calendar.subtract_minutes(case.at, amount)) == case.oracle.backward(case.minute, amount)


@given(case=cases, amount=minutes)
@many(6)
def test_subtracting_what_was_added_returns_to_the_next_working_moment(case: Case, amount: int) -> None:
    later = case.calendar.add_minutes(case.at, amount)
    assert case.calendar.subtract_minutes(later, amount) == case.calendar.next_working_moment(case.at)
    assert case.calendar.minutes_between(case.at, later) == amount


@given(case=cases, to_middle=st.integers(-60 * DAY, 60 * DAY), to_end=st.integers(-60 * DAY, 60 * DAY))
@many(12)
def test_working_time_between_agrees_with_the_oracle_and_adds_up(case: Case, to_middle: int, to_end: int) -> None:
    middle, end = moment(case.minute + to_middle), moment(case.minute + to_middle + to_end)
    between, days_between = case.calendar.minutes_between, case.calendar.working_days_between
    assert between(case.at, middle) == case.oracle.count(case.minute, case.minute + to_middle)
    assert between(case.at, middle) + between(middle, end) == between(case.at, end)
    assert days_between(case.at, middle) == case.oracle.days_between(case.minute, case.minute + to_middle)
    assert days_between(case.at, middle) + days_between(middle, end) == days_between(case.at, end)


@given(case=cases)
@many(8)
def test_the_next_working_moment_agrees_with_the_oracle(case: Case) -> None:
    assert case.calendar.is_working(case.at) == case.oracle.works(case.minute)
    assert minute(case.calendar.next_working_moment(case.at)) == case.oracle.next_working(case.minute)
    # The same moment written in another zone, seconds and all, is the same minute.
    abroad = (case.at + timedelta(seconds=59)).astimezone(UTC)
    assert minute(case.calendar.next_working_moment(abroad)) == case.oracle.next_working(case.minute)


@given(case=cases, amount=days)
@many(12)
def test_adding_and_subtracting_working_days_agrees_with_the_oracle(case: Case, amount: int) -> None:
    assert minute(case.calendar.add_working_days(case.at, amount)) == case.oracle.days_forward(case.minute, amount)
    back = case.calendar.subtract_working_days(case.at, amount)
    assert minute(back) == case.oracle.days_backward(case.minute, amount)


@given(case=cases, amount=days)
@many(8)
def test_calendar_days_and_months_agree_with_the_oracle(case: Case, amount: int) -> None:
    today, calendar, oracle = case.minute // DAY, case.calendar, case.oracle
    assert minute(calendar.add_calendar_days(case.at, amount)) == oracle.last_closing(today + amount, 1)
    assert minute(calendar.subtract_calendar_days(case.at, amount)) == oracle.last_closing(today - amount, -1)
    months = amount % 12
    ahead, behind = oracle.month_away(today, months), oracle.month_away(today, -months)
    assert minute(calendar.add_months(case.at, months)) == oracle.last_closing(ahead, 1)
    if months:
        assert minute(calendar.subtract_months(case.at, months)) == oracle.last_closing(behind, -1)


# A pause: minutes from the receipt to its beginning, and how long it lasts.
pauses = st.lists(
    st.tuples(st.integers(-2 * DAY, 12 * DAY), st.one_of(st.integers(0, 8 * DAY), st.just(0))), max_size=3
)
# A pause that begins just before, at or just after the moment the result would be due without it.
aimed = st.one_of(st.none(), st.tuples(st.sampled_from((-DAY, -60, -1, 0, 1, 60, DAY)), st.integers(0, 6 * DAY)))
cut_offs = st.one_of(st.none(), st.sampled_from((900, 690, 930, 1020)))


def reckon(case: Case, limit: Limit, cut_off: int | None, spans: list[tuple[int, int]], same_day: bool) -> Explanation:
    rule = DueRule(limit, None if cut_off is None else time(cut_off // 60, cut_off % 60), same_day=same_day)
    taken = [Pause(moment(first), moment(end)) for first, end in spans]
    explained = due(case.at, rule, case.calendar, taken)
    assert Explanation.from_data(explained.as_data()) == explained
    return explained


@given(case=cases, amount=minutes, cut_off=cut_offs, drawn=pauses, aim=aimed, unit=st.integers(0, 2))
@many(16)
def test_due_dates_in_working_time_agree_with_a_clock_that_ticks(
    case: Case, amount: int, cut_off: int | None, drawn: list[tuple[int, int]], aim: tuple[int, int] | None, unit: int
) -> None:
    start = case.oracle.start(case.minute, cut_off)
    length = amount % 45 + 1

    def expected(spans: list[tuple[int, int]]) -> int:
        later = [(max(first, start), end) for first, end in spans if end > start]
        if unit == 0:
            return case.oracle.due_after_minutes(start, amount, later)
        if unit == 1:
            return case.oracle.due_after_days(start, length, later)
        return case.oracle.due_same_day(start, later)

    spans = [(case.minute + first, case.minute + first + lasting) for first, lasting in drawn]
    if aim is not None:
        first = expected(spans) + aim[0]
        spans.append((first, first + aim[1]))
    limit = Limit(amount, "minute") if unit == 0 else Limit(length, "working_day")
    explained = reckon(case, limit, cut_off, spans, unit == 2)
    assert minute(explained.clock_start) == start
    assert minute(explained.due_at) == expected(spans)


@given(
    case=cases,
    length=days,
    cut_off=cut_offs,
    gaps=st.lists(st.tuples(st.integers(0, 20 * DAY), st.integers(1, 9 * DAY)), max_size=2),
    aim=st.one_of(st.none(), st.integers(0, 4 * DAY)),
)
@many(5)
def test_due_dates_in_calendar_days_and_months_agree_with_the_oracle(
    case: Case, length: int, cut_off: int | None, gaps: list[tuple[int, int]], aim: int | None
) -> None:
    start = case.oracle.start(case.minute, cut_off)
    spans, reached = [], start
    if aim is not None:  # the first pause begins on the last day, or on the days over which it is moved
        spans.append(((start // DAY + length) * DAY + aim, (start // DAY + length) * DAY + aim + 1500))
        reached = spans[-1][1]
    for gap, lasting in gaps:
        spans.append((reached + gap + 1, reached + gap + 1 + lasting))
        reached = spans[-1][1]
    explained = reckon(case, Limit(length, "calendar_day"), cut_off, spans, False)
    assert minute(explained.due_at) == case.oracle.due_by_date(start, start // DAY + length, spans)
    months = length % 5
    explained = reckon(case, Limit(months, "month"), cut_off, spans, False)
    assert minute(explained.due_at) == case.oracle.due_by_date(
        start, case.oracle.month_away(start // DAY, months), spans
    )


@given(case=cases, lasting=st.integers(-DAY, 40 * DAY), drawn=pauses)
@many(5)
def test_the_time_a_clock_has_spent_agrees_with_the_oracle(
    case: Case, lasting: int, drawn: list[tuple[int, int]]
) -> None:
    end = case.minute + lasting
    spans = [(case.minute + first, case.minute + first + long) for first, long in drawn]
    taken = [Pause(moment(first), moment(last)) for first, last in spans]
    spent = clock_time_spent(case.calendar, case.at, moment(end), taken)
    assert spent == case.oracle.spent(case.minute, end, spans)
