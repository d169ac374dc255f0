"""Why a date is promised, in the language of the page.

The Vietnamese sentences are `working_time.wording`'s own; here is the same story told in English.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import format_html

from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import (
    cited,
    format_date,
    format_duration,
    format_moment,
    format_time,
    format_weekday_date,
    in_english,
    said,
)
from motcua.working_time import wording
from motcua.working_time.due import ending_on
from motcua.working_time.explanation import Explanation, PauseTaken
from motcua.working_time.limits import Limit

_UNITS = {
    "minute": "working minute",
    "working_hour": "working hour",
    "working_day": "working day",
    "calendar_day": "day",
    "month": "month",
}
_REASONS = {
    "supplement": "waiting for more papers",
    "payment": "waiting for payment",
    "consultation": "waiting for another agency's answer",
    "": "paused",
}
_STARTS = {
    "rest_day": "on a weekly day off",
    "holiday": "on a public holiday",
    "closure": "while the office was closed",
}


def sentences(explanation: Explanation) -> list[str]:
    """The explanation in the order things happened; the last is the due date, or its apology. Tells of no person."""
    if not in_english():
        return wording.sentences(explanation)
    return [
        *_beginning(explanation),
        _limit(explanation),
        *(_pause(pause, explanation) for pause in explanation.pauses if pause.working_minutes or pause.end is None),
        *(_special_days(explanation) if explanation.last_day is None else ()),
        *_moved_last_day(explanation),
        _due(explanation),
        *_extended(explanation),
    ]


def _beginning(explanation: Explanation) -> Iterator[str]:
    received = f"Received at {format_moment(explanation.received_at)}"
    if explanation.restarted_at is None:
        yield _start(received, "the clock starts", explanation)
        return
    yield f"{received}."
    yield _start(f"Papers complete at {format_moment(explanation.restarted_at)}", "the clock starts anew", explanation)


def _start(happened: str, counted: str, explanation: Explanation) -> str:
    if explanation.start_reason == "at_once":
        return f"{happened}; {counted} at once."
    why = _STARTS.get(explanation.start_reason, "outside working hours")
    if explanation.start_reason == "cut_off" and explanation.rule.cut_off is not None:
        why = f"after {format_time(explanation.rule.cut_off)}"
    return f"{happened}, {why}, so {counted} at {format_moment(explanation.clock_start)}."


def _limit(explanation: Explanation) -> str:
    rule = explanation.rule
    words = "The result is due the same working day" if rule.same_day else f"The limit is {_amount(rule.limit)}"
    return f"{words}, by {cited(rule.source)}." if rule.source else f"{words}."


def _amount(limit: Limit) -> str:
    return f"{limit.amount} {_UNITS[limit.unit]}{'' if limit.amount == 1 else 's'}"


def _pause(pause: PauseTaken, explanation: Explanation) -> str:
    reason = _REASONS.get(pause.reason) or said(pause.reason)
    span = f"From {format_moment(pause.start)} to {'now' if pause.end is None else format_moment(pause.end)}"
    if explanation.last_day is not None:
        return f"{span}, {reason}: this time does not count."
    length = format_duration(pause.working_minutes, day_minutes=explanation.day_minutes)
    return f"{span}, {reason}: {length} of working time do not count."


def _special_days(explanation: Explanation) -> Iterator[str]:
    for day in sorted(explanation.holidays, key=lambda one: one.date):
        if day.minutes:
            counts = "is a working day" if day.kind == "working_day" else "does not count"
            yield format_html("{} {} ({}).", format_weekday_date(day.date), counts, as_typed(day.name))


def _moved_last_day(explanation: Explanation) -> Iterator[str]:
    last_day, due_day = explanation.last_day, ending_on(explanation.due_at)
    if last_day is not None and last_day != due_day:
        yield f"The last day, {format_weekday_date(last_day)}, is no working day; it moves to {format_date(due_day)}."


def _due(explanation: Explanation) -> str:
    moment = format_moment(explanation.due_at)
    if not explanation.paused:
        return f"The result is due before {moment}."
    return f"The due date moves with the time of waiting; if it ended now, the result would be due before {moment}."


def _extended(explanation: Explanation) -> Iterator[str]:
    if explanation.extended_to is not None and explanation.extended_to != explanation.due_at:
        yield f"With an apology, the new date is before {format_moment(explanation.extended_to)}."
