"""Due dates and their explanations, on cases worked out by hand."""

from __future__ import annotations

import json
from datetime import date, time

import pytest

from motcua.working_time import (
    Calendar,
    CalendarError,
    DayOverride,
    DueRule,
    Explanation,
    Limit,
    Pause,
    clock_time_spent,
    due,
    elapsed,
)
from tests.working_time.moments import office, on

FIVE_DAYS = DueRule(Limit(5, "working_day"), cut_off=time(15), source="Điều 16 Luật Hộ tịch")
SAME_DAY = DueRule(Limit(1, "working_day"), cut_off=time(15), same_day=True)
EIGHT_HOURS = DueRule(Limit(8, "working_hour"))
FIFTEEN_DAYS = DueRule(Limit(15, "calendar_day"))


@pytest.mark.parametrize(
    ("received", "start", "reason"),
    [
        ("09:52 12/2/2018", "09:52 12/2/2018", "at_once"),
        ("15:00 9/2/2018", "15:00 9/2/2018", "at_once"),
        ("15:01 9/2/2018", "07:30 12/2/2018", "cut_off"),
        ("16:10 9/2/2018", "07:30 12/2/2018", "cut_off"),
        ("22:00 13/2/2018", "07:30 21/2/2018", "cut_off"),
        ("12:00 9/2/2018", "13:30 9/2/2018", "outside_hours"),
        ("06:00 9/2/2018", "07:30 9/2/2018", "outside_hours"),
        ("16:00 10/2/2018", "07:30 12/2/2018", "rest_day"),
        ("16:00 15/2/2018", "07:30 21/2/2018", "holiday"),
        ("15:30 1/2/2019", "07:30 11/2/2019", "cut_off"),
        ("16:00 4/1/2019", "07:30 5/1/2019", "cut_off"),
    ],
)
def test_the_clock_starts_at_receipt_or_at_the_next_opening_and_says_why(
    received: str, start: str, reason: str
) -> None:
    explanation = due(on(received), FIVE_DAYS, office("office_0730"))
    assert (explanation.clock_start, explanation.start_reason) == (on(start), reason)


def test_without_a_cut_off_the_last_minute_of_the_day_counts() -> None:
    explanation = due(on("16:59 9/2/2018"), EIGHT_HOURS, office("office_0800"))
    assert explanation.clock_start == on("16:59 9/2/2018")
    assert explanation.due_at == on("16:59 12/2/2018")


@pytest.mark.parametrize(
    ("rule", "received", "due_at"),
    [
        (FIVE_DAYS, "16:10 9/2/2018", "07:30 26/2/2018"),
        (FIVE_DAYS, "09:52 28/12/2018", "09:52 7/1/2019"),
        (SAME_DAY, "14:59 17/12/2018", "17:00 17/12/2018"),
        (SAME_DAY, "15:00 17/12/2018", "17:00 17/12/2018"),
        (SAME_DAY, "15:01 17/12/2018", "17:00 18/12/2018"),
        (SAME_DAY, "09:00 16/12/2018", "17:00 17/12/2018"),
        (SAME_DAY, "15:01 13/2/2018", "17:00 21/2/2018"),
        (SAME_DAY, "15:01 4/1/2019", "17:00 5/1/2019"),
        (EIGHT_HOURS, "07:30 17/12/2018", "08:00 18/12/2018"),
        (DueRule(Limit(90, "minute")), "16:00 17/12/2018", "08:00 18/12/2018"),
        (FIFTEEN_DAYS, "10:00 29/1/2018", "17:00 13/2/2018"),
        (FIFTEEN_DAYS, "18:00 2/2/2018", "17:00 21/2/2018"),
        (DueRule(Limit(1, "month")), "10:00 31/1/2018", "17:00 28/2/2018"),
    ],
)
def test_each_unit_of_limit_ends_where_the_law_says(rule: DueRule, received: str, due_at: str) -> None:
    assert due(on(received), rule, office("office_0730")).due_at == on(due_at)


# --- pauses ------------------------------------------------------------------------------------


def test_a_pause_gives_its_working_minutes_back_and_no_more() -> None:
    pause = Pause(on("09:00 13/2/2018"), on("10:30 22/2/2018"), "supplement")
    explanation = due(on("16:10 9/2/2018"), FIVE_DAYS, office("office_0730"), [pause])
    # 13/2 from 09:00: 360; Tết; 21/2: 450; 22/2 until 10:30: 180. Without it: 07:30 26/2.
    assert explanation.paused_minutes == explanation.pauses[0].working_minutes == 990
    assert explanation.due_at == on("09:00 28/2/2018")
    assert not explanation.paused


def test_a_pause_of_whole_days_moves_an_opening_to_an_opening() -> None:
    pause = Pause(on("07:30 13/12/2018"), on("07:30 14/12/2018"))
    explanation = due(on("07:30 10/12/2018"), FIVE_DAYS, office("office_0730"), [pause])
    assert explanation.due_at == on("07:30 18/12/2018")


def test_two_pauses_that_overlap_count_once() -> None:
    pauses = [
        Pause(on("09:00 11/12/2018"), on("09:00 13/12/2018"), "payment"),
        Pause(on("09:00 12/12/2018"), on("09:00 14/12/2018"), "supplement"),
    ]
    explanation = due(on("10:00 10/12/2018"), FIVE_DAYS, office("office_0800"), pauses)
    assert explanation.paused_minutes == 3 * 480
    assert [pause.working_minutes for pause in explanation.pauses] == [960, 960]
    assert explanation.due_at == on("10:00 20/12/2018")


def test_a_pause_after_the_due_date_excuses_nothing() -> None:
    pause = Pause(on("10:00 17/12/2018"), on("10:00 20/12/2018"), "supplement")
    explanation = due(on("10:00 10/12/2018"), FIVE_DAYS, office("office_0800"), [pause])
    assert explanation.due_at == on("10:00 17/12/2018")
    assert (explanation.paused_minutes, explanation.pauses[0].working_minutes) == (0, 0)


def test_an_open_pause_leaves_the_due_date_unknown_and_says_what_it_would_be_now() -> None:
    pause = Pause(on("09:00 12/12/2018"), None, "supplement")
    received, calendar = on("10:00 10/12/2018"), office("office_0800")
    explanation = due(received, FIVE_DAYS, calendar, [pause], at=on("10:00 14/12/2018"))
    assert explanation.paused
    assert explanation.due_at == on("11:00 19/12/2018")
    assert explanation.evaluated_at == on("10:00 14/12/2018")
    as_it_stood = due(received, FIVE_DAYS, calendar, [pause])
    assert (as_it_stood.paused, as_it_stood.due_at) == (True, on("10:00 17/12/2018"))
    before_it = due(received, FIVE_DAYS, calendar, [pause], at=on("08:00 12/12/2018"))
    assert (before_it.paused, before_it.due_at) == (False, on("10:00 17/12/2018"))


def test_a_restart_begins_the_limit_anew_from_the_full_dossier() -> None:
    pause = Pause(on("10:00 11/12/2018"), on("16:20 13/12/2018"), "supplement")
    rule = DueRule(Limit(3, "working_day"), cut_off=time(15))
    explanation = due(on("09:00 10/12/2018"), rule, office("office_0730"), [pause], restart_from=on("16:20 13/12/2018"))
    assert explanation.clock_start == on("07:30 14/12/2018")
    assert explanation.start_reason == "cut_off"
    assert explanation.due_at == on("07:30 19/12/2018")
    assert explanation.paused_minutes == 0
    assert (explanation.received_at, explanation.restarted_at) == (on("09:00 10/12/2018"), on("16:20 13/12/2018"))


def test_a_pause_of_calendar_days_adds_its_days() -> None:
    pause = Pause(on("10:00 5/12/2018"), on("15:00 9/12/2018"))
    explanation = due(on("10:00 3/12/2018"), FIFTEEN_DAYS, office("office_0800"), [pause])
    assert (explanation.last_day, explanation.due_at) == (date(2018, 12, 22), on("17:00 24/12/2018"))


def test_a_pause_begun_while_the_last_day_was_being_moved_adds_its_days_to_the_day_moved_to() -> None:
    # Fifteen days from 30/11 end on Saturday 15/12, so on Monday 17/12; from Sunday to Thursday the citizen is awaited.
    pause = Pause(on("10:00 16/12/2018"), on("09:00 20/12/2018"))
    explanation = due(on("10:00 30/11/2018"), FIFTEEN_DAYS, office("office_0800"), [pause])
    assert explanation.due_at == on("17:00 21/12/2018")


def test_a_limit_is_never_over_before_its_last_pause() -> None:
    pause = Pause(on("10:00 18/12/2018"), on("22:00 19/12/2018"))
    explanation = due(on("10:00 3/12/2018"), FIFTEEN_DAYS, office("office_0800"), [pause])
    assert explanation.due_at == on("17:00 20/12/2018")


def test_same_day_work_interrupted_by_a_pause_has_its_time_afterwards() -> None:
    pause = Pause(on("10:00 17/12/2018"), on("10:00 18/12/2018"), "supplement")
    explanation = due(on("09:00 17/12/2018"), SAME_DAY, office("office_0730"), [pause])
    assert explanation.due_at == on("17:00 18/12/2018")


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CalendarError, match="before it begins"):
        Pause(on("10:00 17/12/2018"), on("09:59 17/12/2018"))


# --- what the explanation holds ----------------------------------------------------------------


def test_holidays_and_make_up_days_crossed_are_named_with_their_source_and_effect() -> None:
    explanation = due(on("09:52 28/12/2018"), FIVE_DAYS, office("office_0730"))
    assert [(day.date, day.kind, day.minutes) for day in explanation.holidays] == [
        (date(2018, 12, 31), "holiday", -450),
        (date(2019, 1, 1), "holiday", -450),
        (date(2019, 1, 5), "working_day", 450),
    ]
    assert explanation.day_minutes == 450


def test_a_closure_decreed_later_repairs_a_due_date() -> None:
    flood = DayOverride(date=date(2018, 12, 13), kind="closure", name="ngập lụt", source="Thông báo 12/TB-UBND")
    repaired = Calendar.layered(office("office_0800"), Calendar([], [flood]))
    before = due(on("10:00 10/12/2018"), FIVE_DAYS, office("office_0800"))
    after = due(on("10:00 10/12/2018"), FIVE_DAYS, repaired)
    assert (before.due_at, after.due_at) == (on("10:00 17/12/2018"), on("10:00 18/12/2018"))
    assert [day.name for day in after.holidays] == ["ngập lụt"]


def test_what_arrives_while_the_office_is_shut_in_part_starts_when_it_opens() -> None:
    shut = DayOverride(date=date(2018, 12, 13), kind="closure", name="mất điện", sessions=[(780, 960)])
    calendar = Calendar.layered(office("office_0800"), Calendar([], [shut]))
    explanation = due(on("13:30 13/12/2018"), EIGHT_HOURS, calendar)
    assert (explanation.clock_start, explanation.start_reason) == (on("16:00 13/12/2018"), "closure")
    assert explanation.start_note == "mất điện"
    assert explanation.holidays[0].hours == ((780, 960),)
    noon = due(on("12:30 13/12/2018"), EIGHT_HOURS, calendar)
    assert noon.start_reason == "outside_hours"


def test_an_explanation_survives_its_json_form() -> None:
    pauses = [Pause(on("09:00 13/2/2018"), on("10:30 22/2/2018"), "supplement"), Pause(on("09:00 23/2/2018"), None)]
    shut = DayOverride(date=date(2018, 2, 23), kind="closure", name="mất điện", sessions=[(780, 960)])
    calendar = Calendar.layered(office("office_0730"), Calendar([], [shut]))
    for rule in (FIVE_DAYS, SAME_DAY, EIGHT_HOURS, FIFTEEN_DAYS):
        explanation = due(
            on("16:10 9/2/2018"), rule, calendar, pauses, restart_from=on("08:00 12/2/2018"), at=on("08:00 26/2/2018")
        )
        data = json.loads(json.dumps(explanation.as_data()))
        assert Explanation.from_data(data) == explanation
    assert data["received_at"] == "2018-02-09T16:10:00+07:00"


def test_limits_that_no_law_sets_are_refused() -> None:
    for amount, unit in ((-1, "working_day"), (10**9, "minute"), (3, "fortnight")):
        with pytest.raises(CalendarError):
            Limit(amount, unit)  # type: ignore[arg-type]


# --- the clocks of stages ----------------------------------------------------------------------


def test_a_stage_spends_working_time_only_while_nobody_waits_for_the_citizen() -> None:
    calendar = office("office_0800")
    start, end = on("16:00 14/12/2018"), on("10:00 18/12/2018")
    assert clock_time_spent(calendar, start, end) == 60 + 480 + 120
    waiting = [Pause(on("08:00 17/12/2018"), on("12:00 17/12/2018")), Pause(on("09:00 18/12/2018"), None)]
    assert clock_time_spent(calendar, start, end, waiting) == 60 + 240 + 60
    assert clock_time_spent(calendar, end, start) == 0
    assert elapsed is clock_time_spent
