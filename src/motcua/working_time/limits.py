"""What a procedure promises and what stops its clock: limits, rules of reckoning, pauses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Literal, get_args

from motcua.working_time.calendar import Calendar
from motcua.working_time.moments import CalendarError, minute_of, moment_of

LimitUnit = Literal["minute", "working_hour", "working_day", "calendar_day", "month"]
LIMIT_UNITS: tuple[str, ...] = get_args(LimitUnit)

_LARGEST = {"minute": 1_000_000, "working_hour": 20_000, "working_day": 10_000, "calendar_day": 20_000, "month": 600}
"""Far beyond every limit in law; more is a slip of the keyboard."""


@dataclass(frozen=True)
class Limit:
    """A length of time as the law words it: 5 working days, 8 working hours, 15 days, 1 month.

    ``minute`` and ``working_hour`` count working time, ``calendar_day`` and ``month`` count every
    day. Refused with `CalendarError`: a negative or absurd amount, an unknown unit.
    """

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.unit not in LIMIT_UNITS:
            raise CalendarError(f"no such unit of time: {self.unit}")
        if not 0 <= self.amount <= _LARGEST[self.unit]:
            raise CalendarError(f"not a limit that any law sets: {self.amount}")

    @property
    def working_minutes(self) -> int | None:
        """The limit in working minutes; None where it counts days or months."""
        return {"minute": self.amount, "working_hour": self.amount * 60}.get(self.unit)


@dataclass(frozen=True)
class DueRule:
    """How a due date is reckoned: the limit, the hour after which a receipt counts tomorrow, the source.

    With `same_day` the result is due at the end of the working day on which the clock starts, and
    the limit is only how the law words it. Source of the usual cut-off: 15:00, Decree 61/2018,
    article 18, and the civil-status procedures.
    """

    limit: Limit
    cut_off: time | None = None
    same_day: bool = False
    source: str = ""

    def as_data(self) -> dict[str, Any]:
        """The rule as JSON-able data."""
        return {
            "amount": self.limit.amount,
            "unit": self.limit.unit,
            "cut_off": None if self.cut_off is None else self.cut_off.isoformat("minutes"),
            "same_day": self.same_day,
            "source": self.source,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "DueRule":
        """The rule from what `as_data` made."""
        cut_off = data["cut_off"]
        return cls(
            limit=Limit(data["amount"], data["unit"]),
            cut_off=None if cut_off is None else time.fromisoformat(cut_off),
            same_day=data["same_day"],
            source=data["source"],
        )


@dataclass(frozen=True)
class Pause:
    """Time that is not counted: waiting for the citizen or for a payment; `end` is None while it lasts.

    `reason` is ``supplement``, ``payment``, ``consultation`` or words for the citizen in
    Vietnamese. Refused with `CalendarError`: an end before the start.
    """

    start: datetime
    end: datetime | None
    reason: str = ""

    def __post_init__(self) -> None:
        if minute_of(self.start) > minute_of(self.start if self.end is None else self.end):
            raise CalendarError("a pause cannot end before it begins")


def stretches(pauses: Iterable[Pause], *, after: datetime, at: datetime | None) -> list[tuple[datetime, datetime]]:
    """The pauses from a moment on as separate stretches, in order: overlapping pauses count once.

    A pause still open is taken to end at `at`; without `at` it is as if it had only just begun.
    """
    bounds: list[tuple[int, int]] = []
    for pause in pauses:
        end = pause.end or at or pause.start
        start = max(minute_of(pause.start), minute_of(after))
        if start < minute_of(end):
            bounds.append((start, minute_of(end)))
    joined: list[tuple[int, int]] = []
    for start, finish in sorted(bounds):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], finish))
        else:
            joined.append((start, finish))
    return [(moment_of(start), moment_of(finish)) for start, finish in joined]


def clock_time_spent(calendar: Calendar, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> int:
    """Working minutes a clock has run from `start` to `end`, pauses left out; 0 when `end` comes first.

    A pause without an end lasts until `end`. This is the stage's and the agency's clock, and the
    time a dossier has spent.
    """
    if minute_of(end) <= minute_of(start):
        return 0
    paused = sum(
        calendar.minutes_between(first, min(last, end))
        for first, last in stretches(pauses, after=start, at=end)
        if first < end
    )
    return calendar.minutes_between(start, end) - paused
