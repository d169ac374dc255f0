"""The arithmetic of working time, on dates worked out by hand."""

from __future__ import annotations

import gc
import pickle
import threading
import weakref
from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.working_time import (
    VIETNAM,
    BeyondCalendar,
    Calendar,
    CalendarError,
    DayOverride,
    NaiveMoment,
    Session,
    WeeklyPattern,
)
from tests.working_time.moments import office, on
from tests.working_time.specimens import ward_of_its_own

DAY_OF_EIGHT = {weekday: [(480, 720), (780, 1020)] for weekday in range(5)}


@pytest.mark.parametrize(
    ("start", "days", "end", "why"),
    [
        ("09:52 12/2/2018", 5, "09:52 26/2/2018", "Tết 2018 closes 14–20 February"),
        ("10:00 28/12/2018", 3, "10:00 4/1/2019", "31/12 and 1/1 are off"),
        ("10:00 28/12/2018", 4, "10:00 5/1/2019", "Saturday 5/1/2019 is worked for Monday 31/12"),
        ("10:00 28/12/2018", 5, "10:00 7/1/2019", "and the Sunday after it is not"),
        ("07:30 11/2/2019", 3, "07:30 14/2/2019", "the week after Tết 2019"),
        ("14:20 1/2/2019", 1, "14:20 11/2/2019", "Tết 2019 closes 4–8 February"),
        ("11:00 26/4/2019", 1, "11:00 2/5/2019", "Monday 29/4 is off with 30/4 and 1/5"),
        ("11:00 26/4/2019", 3, "11:00 4/5/2019", "and made up on Saturday 4/5"),
        ("14:00 31/8/2018", 1, "14:00 4/9/2018", "2/9/2018 is a Sunday, Monday is off instead"),
        ("14:00 1/9/2021", 1, "14:00 6/9/2021", "from 2021 National Day has two days"),
        ("10:00 28/4/2023", 1, "10:00 4/5/2023", "Giỗ Tổ, 30/4 and 1/5 in a row, two of them on a weekend"),
        ("09:00 31/12/2025", 1, "09:00 5/1/2026", "Friday 2/1/2026 is off"),
        ("16:00 9/1/2026", 1, "16:00 10/1/2026", "and made up on Saturday 10/1"),
        ("14:00 21/8/2026", 1, "14:00 22/8/2026", "Saturday 22/8/2026 is worked for Monday 31/8"),
        ("14:00 28/8/2026", 1, "14:00 3/9/2026", "31/8 to 2/9/2026 are off"),
        ("10:00 23/11/2026", 1, "10:00 25/11/2026", "24/11 is Culture Day from 1/7/2026"),
        ("10:00 21/11/2025", 1, "10:00 24/11/2025", "and was not in 2025"),
        ("09:00 3/2/2027", 2, "09:00 12/2/2027", "Tết 2027 closes 4–10 February"),
    ],
)
def test_working_days_end_at_the_same_hour_so_many_working_days_later(
    start: str, days: int, end: str, why: str
) -> None:
    calendar = office("office_0730")
    assert calendar.add_working_days(on(start), days) == on(end), why
    assert calendar.subtract_working_days(on(end), days) == on(start), why
    assert calendar.working_days_between(on(start), on(end)) == days
    assert calendar.working_days_between(on(end), on(start)) == -days


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("14:00 13/2/2018", 16 * 60, "14:00 22/2/2018"),
        ("13:00 31/12/2025", 480, "12:00 5/1/2026"),
        ("16:30 21/8/2026", 60, "08:30 22/8/2026"),
        ("08:00 17/12/2018", 1, "08:01 17/12/2018"),
        ("12:30 17/12/2018", 1, "13:01 17/12/2018"),
        ("20:00 14/12/2018", 480, "17:00 17/12/2018"),
        ("16:00 4/1/2019", 90, "08:30 5/1/2019"),
    ],
)
def test_working_minutes_run_only_while_the_office_works(start: str, minutes: int, end: str) -> None:
    calendar = office("office_0800")
    assert calendar.add_minutes(on(start), minutes) == on(end)
    assert calendar.minutes_between(on(start), on(end)) == minutes
    assert calendar.minutes_between(on(end), on(start)) == -minutes


def test_a_deadline_exactly_at_closing_time_stays_at_closing_time() -> None:
    calendar = office("office_0800")
    assert calendar.add_minutes(on("08:00 17/12/2018"), 480) == on("17:00 17/12/2018")
    assert calendar.add_minutes(on("08:00 17/12/2018"), 240) == on("12:00 17/12/2018")
    assert calendar.add_minutes(on("17:00 14/12/2018"), 480) == on("17:00 17/12/2018")


def test_counting_back_to_opening_time_stays_at_opening_time() -> None:
    calendar = office("office_0800")
    assert calendar.subtract_minutes(on("17:00 17/12/2018"), 480) == on("08:00 17/12/2018")
    assert calendar.subtract_minutes(on("09:00 17/12/2018"), 60) == on("08:00 17/12/2018")
    assert calendar.subtract_minutes(on("08:30 17/12/2018"), 60) == on("16:30 14/12/2018")


def test_adding_nothing_changes_nothing_and_less_than_nothing_counts_back() -> None:
    calendar = office("office_0800")
    assert calendar.add_minutes(on("20:15 15/12/2018"), 0) == on("20:15 15/12/2018")
    assert calendar.add_minutes(on("09:00 17/12/2018"), -60) == on("08:00 17/12/2018")
    assert calendar.subtract_minutes(on("08:00 17/12/2018"), -60) == on("09:00 17/12/2018")
    assert calendar.add_working_days(on("09:00 17/12/2018"), -1) == on("09:00 14/12/2018")
    assert calendar.subtract_working_days(on("09:00 14/12/2018"), -1) == on("09:00 17/12/2018")


def test_the_next_working_moment_is_now_or_the_next_opening() -> None:
    calendar = office("office_0730")
    assert calendar.next_working_moment(on("09:00 17/12/2018")) == on("09:00 17/12/2018")
    assert calendar.next_working_moment(on("11:30 17/12/2018")) == on("13:30 17/12/2018")
    assert calendar.next_working_moment(on("17:00 13/2/2018")) == on("07:30 21/2/2018")
    assert calendar.is_working(on("11:29 17/12/2018"))
    assert not calendar.is_working(on("11:30 17/12/2018"))
    assert not calendar.is_working(on("09:00 15/12/2018"))


def test_an_hour_the_office_does_not_work_on_the_day_reached_falls_back_to_the_closing_before() -> None:
    calendar = office("desk_0730_saturday")
    assert calendar.add_working_days(on("16:00 13/12/2018"), 2) == on("11:30 15/12/2018")
    assert calendar.add_working_days(on("10:00 13/12/2018"), 2) == on("10:00 15/12/2018")
    assert calendar.subtract_working_days(on("16:00 17/12/2018"), 1) == on("11:30 15/12/2018")


def test_an_hour_before_opening_on_the_day_reached_is_its_opening() -> None:
    calendar = Calendar(
        [
            WeeklyPattern(valid_from=date(2018, 1, 1), sessions={0: [(420, 660)], 1: [(480, 660)]}),
            WeeklyPattern(valid_from=date(2018, 12, 31), sessions={0: [(420, 540), (600, 660)]}),
        ]
    )
    assert calendar.add_working_days(on("07:10 17/12/2018"), 1) == on("08:00 18/12/2018")
    assert calendar.add_working_days(on("09:30 24/12/2018"), 2) == on("09:00 31/12/2018")
    assert calendar.subtract_working_days(on("10:30 31/12/2018"), 1) == on("10:30 25/12/2018")
    assert calendar.subtract_working_days(on("07:10 31/12/2018"), 1) == on("08:00 25/12/2018")


def test_working_days_asked_outside_office_hours_count_from_the_next_opening() -> None:
    calendar = office("office_0730")
    assert calendar.add_working_days(on("10:00 16/12/2018"), 1) == on("07:30 18/12/2018")
    assert calendar.add_working_days(on("12:00 17/12/2018"), 1) == on("13:30 18/12/2018")
    assert calendar.add_working_days(on("17:00 17/12/2018"), 1) == on("17:00 18/12/2018")
    assert calendar.subtract_working_days(on("10:00 16/12/2018"), 1) == on("17:00 13/12/2018")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("10:00 29/1/2018", 15, "17:00 13/2/2018"),
        ("10:00 29/1/2018", 20, "17:00 21/2/2018"),
        ("23:59 14/12/2018", 1, "17:00 17/12/2018"),
        ("10:00 14/12/2018", 0, "17:00 14/12/2018"),
        ("10:00 6/11/2026", 18, "17:00 25/11/2026"),
    ],
)
def test_calendar_days_end_with_the_last_day_or_the_next_working_day(start: str, days: int, end: str) -> None:
    assert office("office_0730").add_calendar_days(on(start), days) == on(end)


def test_calendar_days_counted_back_end_with_a_working_day_early_enough() -> None:
    calendar = office("office_0730")
    assert calendar.subtract_calendar_days(on("09:00 17/12/2018"), 1) == on("17:00 14/12/2018")
    assert calendar.subtract_calendar_days(on("09:00 22/2/2018"), 2) == on("17:00 13/2/2018")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("10:00 31/1/2018", 1, "17:00 28/2/2018"),
        ("10:00 16/1/2018", 1, "17:00 21/2/2018"),
        ("10:00 30/11/2018", 3, "17:00 28/2/2019"),
        ("10:00 30/11/2019", 3, "17:00 2/3/2020"),
        ("10:00 31/12/2018", 12, "17:00 31/12/2019"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(start: str, months: int, end: str) -> None:
    assert office("office_0730").add_months(on(start), months) == on(end)


def test_months_counted_back_end_with_a_working_day_early_enough() -> None:
    assert office("office_0730").subtract_months(on("10:00 31/3/2018"), 1) == on("17:00 28/2/2018")
    assert office("office_0730").subtract_months(on("10:00 17/3/2018"), 1) == on("17:00 13/2/2018")


def test_moments_of_any_zone_are_reckoned_on_vietnams_clock_and_seconds_are_dropped() -> None:
    at = datetime(2018, 12, 17, 2, 52, 59, 999_999, tzinfo=UTC)
    later = office("office_0730").add_minutes(at, 8)
    assert (later, later.utcoffset()) == (on("10:00 17/12/2018"), timedelta(hours=7))


def test_a_moment_without_a_zone_is_refused() -> None:
    calendar = office("office_0730")
    naive = datetime(2018, 12, 17, 9, 52)  # noqa: DTZ001
    for ask in (calendar.is_working, calendar.next_working_moment, lambda at: calendar.add_minutes(at, 5)):
        with pytest.raises(NaiveMoment, match="no time zone"):
            ask(naive)


# --- layers ------------------------------------------------------------------------------------


def test_a_unit_inherits_overrides_and_works_where_its_superiors_rest() -> None:
    ward = ward_of_its_own().calendar()
    morning_and_afternoon = (Session(480, 720), Session(780, 1020))
    assert ward.sessions_on(date(2018, 12, 17)) == morning_and_afternoon, "the district's hours"
    assert ward.sessions_on(date(2018, 12, 31)) == (), "the country's holiday"
    assert ward.sessions_on(date(2018, 9, 3)) == morning_and_afternoon, "the district works on the country's holiday"
    assert ward.sessions_on(date(2018, 10, 10)) == (Session(540, 720),), "both closures in part"
    assert ward.sessions_on(date(2018, 12, 29)) == (Session(480, 690),), "a Saturday of its own"
    assert ward.sessions_on(date(2019, 1, 7)) == (Session(420, 690), Session(810, 1020)), "its own hours from 2019"
    assert ward.sessions_on(date(2019, 1, 5)) == (Session(540, 690), Session(810, 1020)), "a make-up day, shut early"
    assert ward.sessions_on(date(2019, 2, 4)) == (Session(420, 690),), "a holiday worked like its Saturday"
    assert ward.sessions_on(date(2020, 4, 1)) == (Session(480, 660),), "nearest wins: shut above, open here"
    assert ward.sessions_on(date(2020, 4, 7)) == (), "fewer days during the epidemic"
    assert ward.sessions_on(date(2020, 4, 23)) == (Session(420, 690), Session(810, 1020)), "and back after it"


def test_only_the_overrides_that_decide_a_day_are_named() -> None:
    ward = ward_of_its_own().calendar()
    assert [(o.kind, o.name) for o in ward.overrides_on(date(2018, 9, 3))] == [("working_day", "working_day")]
    assert [o.kind for o in ward.overrides_on(date(2018, 10, 10))] == ["closure", "closure"]
    assert [(o.name, minutes) for o, minutes in ward.effects_on(date(2019, 1, 5))] == [
        ("làm bù ngày 31/12/2018", 480 - 270),
        ("closure", -120),
    ]
    assert ward.overrides_on(date(2018, 12, 17)) == ()


def test_a_working_day_declared_below_undoes_a_closure_in_part_above() -> None:
    superior = Calendar(
        [WeeklyPattern(valid_from=date(2018, 1, 1), sessions=DAY_OF_EIGHT)],
        [DayOverride(date=date(2018, 12, 17), kind="closure", name="mất điện", sessions=[(780, 1020)])],
    )
    own = Calendar([], [DayOverride(date=date(2018, 12, 17), kind="working_day", name="có máy phát điện")])
    unit = Calendar.layered(superior, own)
    assert unit.sessions_on(date(2018, 12, 17)) == (Session(480, 720), Session(780, 1020))
    assert [o.name for o in unit.overrides_on(date(2018, 12, 17))] == ["có máy phát điện"]


def test_a_full_working_day_is_as_long_as_the_longest_of_the_week() -> None:
    assert office("desk_0730_saturday").usual_day_minutes(date(2018, 12, 17)) == 450
    assert office("office_0800").usual_day_minutes(date(2018, 12, 16)) == 480
    assert office("office_0800").usual_day_minutes(date(2010, 1, 1)) == 480


# --- limits of what is known -------------------------------------------------------------------


def test_what_lies_before_the_first_pattern_is_refused() -> None:
    calendar = office("office_0730")
    with pytest.raises(BeyondCalendar):
        calendar.add_minutes(on("09:00 31/12/2015"), 5)
    with pytest.raises(BeyondCalendar):
        calendar.subtract_minutes(on("09:00 4/1/2016"), 450 * 2)
    with pytest.raises(BeyondCalendar):
        calendar.subtract_working_days(on("09:00 4/1/2016"), 1)
    with pytest.raises(BeyondCalendar):
        calendar.closing_on_or_before(date(2016, 1, 1))


def test_a_calendar_that_never_works_again_is_refused_and_not_searched_for_ever() -> None:
    gone = Calendar([WeeklyPattern(valid_from=date(2018, 1, 1), valid_to=date(2025, 6, 30), sessions=DAY_OF_EIGHT)])
    for ask in (
        lambda: gone.add_minutes(on("16:00 30/6/2025"), 61),
        lambda: gone.next_working_moment(on("09:00 1/7/2025")),
        lambda: gone.add_working_days(on("16:00 30/6/2025"), 1),
        lambda: gone.add_calendar_days(on("16:00 30/6/2025"), 1),
        lambda: gone.opening_after_day(date(2025, 6, 30)),
    ):
        with pytest.raises(BeyondCalendar):
            ask()
    assert gone.add_minutes(on("16:00 30/6/2025"), 60) == on("17:00 30/6/2025")
    with pytest.raises(BeyondCalendar, match="no weekly pattern"):
        Calendar().is_working(on("09:00 1/7/2025"))


def test_a_very_long_limit_is_reached_and_an_absurd_one_refused() -> None:
    calendar = office("office_0730")
    assert calendar.add_minutes(on("07:30 2/1/2018"), 450 * 250 * 20).year == 2037
    with pytest.raises(BeyondCalendar):
        calendar.add_working_days(on("07:30 2/1/2018"), 100_000)


def test_midnight_that_ends_a_year_still_belongs_to_its_last_day() -> None:
    late = {weekday: [(960, 1440)] for weekday in range(7)}
    calendar = Calendar([WeeklyPattern(valid_from=date(2018, 1, 1), sessions=late)])
    assert calendar.add_working_days(on("00:00 1/1/2019"), 1) == on("00:00 2/1/2019")
    assert calendar.add_minutes(on("16:00 31/12/2018"), 480) == on("00:00 1/1/2019")


# --- bad data ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {0: [(700, 600)]},
        {0: [(600, 1500)]},
        {0: [(600, 700), (650, 800)]},
        {7: [(600, 700)]},
    ],
)
def test_office_hours_that_make_no_sense_are_refused(wrong: dict[int, list[tuple[int, int]]]) -> None:
    with pytest.raises(CalendarError):
        WeeklyPattern(valid_from=date(2018, 1, 1), sessions=wrong)


def test_days_that_contradict_themselves_are_refused() -> None:
    day = date(2018, 9, 3)
    for wrong in (
        {"kind": "holiday", "sessions": [(600, 700)]},
        {"kind": "feast"},
        {"kind": "closure", "sessions": []},
        {"kind": "closure", "follows_weekday": 0},
        {"kind": "working_day", "sessions": [(600, 700)], "follows_weekday": 0},
        {"kind": "working_day", "follows_weekday": 9},
    ):
        with pytest.raises(CalendarError):
            DayOverride(date=day, name="", **wrong)  # type: ignore[arg-type]
    holiday = DayOverride(date=day, kind="holiday", name="Quốc khánh")
    worked = DayOverride(date=day, kind="working_day", name="trực")
    with pytest.raises(CalendarError, match="two answers"):
        Calendar([], [holiday, worked])
    pattern = WeeklyPattern(valid_from=day, sessions=DAY_OF_EIGHT)
    with pytest.raises(CalendarError, match="two weekly patterns"):
        Calendar([pattern, pattern])
    with pytest.raises(CalendarError, match="end before"):
        WeeklyPattern(valid_from=day, valid_to=date(2018, 9, 2), sessions=DAY_OF_EIGHT)


# --- an object to keep -------------------------------------------------------------------------


def test_a_calendar_may_be_copied_to_another_process_and_held_weakly() -> None:
    calendar = office("office_0730")
    copy = pickle.loads(pickle.dumps(calendar))
    assert copy.add_working_days(on("09:52 12/2/2018"), 5) == on("09:52 26/2/2018")
    weak = weakref.ref(copy)
    del copy
    gc.collect()
    assert weak() is None


def test_threads_that_lay_out_years_at_once_agree() -> None:
    ward = ward_of_its_own()
    expected = [
        ward.calendar().add_minutes(on(f"09:00 {day}/3/{year}"), 4000) for year in range(2018, 2034) for day in (1, 9)
    ]
    shared, found = ward.calendar(), {}

    def ask(turn: int) -> None:
        moments = [on(f"09:00 {day}/3/{year}") for year in range(2018, 2034) for day in (1, 9)]
        order = moments[turn:] + moments[:turn]
        answers = {at: shared.add_minutes(at, 4000) for at in order}
        found[turn] = [answers[at] for at in moments]

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(0, 32, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(found.values()) == [expected] * 8


def test_answers_carry_the_zone_of_vietnam() -> None:
    assert office("office_0730").add_minutes(on("09:00 17/12/2018"), 5).tzinfo is VIETNAM
