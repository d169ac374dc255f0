"""The explanation of a due date as data: everything needed to say why this minute and no other."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from motcua.working_time.limits import DueRule
from motcua.working_time.moments import VIETNAM
from motcua.working_time.sessions import OverrideKind

StartReason = Literal["at_once", "cut_off", "outside_hours", "rest_day", "holiday", "closure"]
"""Why the clock started when it did: at once, or which obstacle moved it to the next opening."""


@dataclass(frozen=True)
class PauseTaken:
    """A pause and the working minutes it kept from counting; `end` is None while it lasts."""

    start: datetime
    end: datetime | None
    reason: str
    working_minutes: int


@dataclass(frozen=True)
class DayCrossed:
    """A holiday, make-up day or closure between receipt and due date.

    `minutes` is the working time it took (negative) or gave (positive) against the weekly pattern;
    `hours` are the pairs of minutes after midnight named by a closure in part.
    """

    date: date
    kind: OverrideKind
    name: str
    source: str
    decreed: bool
    minutes: int
    hours: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A due date and its reasons; plain data on Vietnam's clock, kept with the dossier or shown.

    - `received_at`: when the dossier came; `restarted_at`: when it was complete, if the limit
      began anew then. `clock_start` follows from one of them, `start_reason` says why, and
      `start_note` names the holiday or closure.
    - `paused_minutes`: working time not counted, overlapping pauses once.
    - `last_day`: for days and months, the last day before it was moved off days nobody works.
    - `paused`: a pause is open, so the due date is not known yet; `due_at` is what it would be if
      the pause ended at `evaluated_at`.
    - `day_minutes`: the length of the office's full working day, for wording lengths of time.
    - `extended_to`: the new date promised with an apology; `due_at` stays what was reckoned.
    """

    received_at: datetime
    restarted_at: datetime | None
    clock_start: datetime
    start_reason: StartReason
    start_note: str
    rule: DueRule
    pauses: tuple[PauseTaken, ...]
    paused_minutes: int
    holidays: tuple[DayCrossed, ...]
    last_day: date | None
    due_at: datetime
    paused: bool
    evaluated_at: datetime | None
    day_minutes: int
    extended_to: datetime | None = None

    def as_data(self) -> dict[str, Any]:
        """The explanation as JSON-able data: ISO moments with their offset, ISO dates."""
        return {
            "received_at": self.received_at.isoformat(),
            "restarted_at": _written(self.restarted_at),
            "clock_start": self.clock_start.isoformat(),
            "start_reason": self.start_reason,
            "start_note": self.start_note,
            "rule": self.rule.as_data(),
            "pauses": [
                {
                    "start": pause.start.isoformat(),
                    "end": _written(pause.end),
                    "reason": pause.reason,
                    "working_minutes": pause.working_minutes,
                }
                for pause in self.pauses
            ],
            "paused_minutes": self.paused_minutes,
            "holidays": [
                {
                    "date": day.date.isoformat(),
                    "kind": day.kind,
                    "name": day.name,
                    "source": day.source,
                    "decreed": day.decreed,
                    "minutes": day.minutes,
                    "hours": [list(pair) for pair in day.hours],
                }
                for day in self.holidays
            ],
            "last_day": None if self.last_day is None else self.last_day.isoformat(),
            "due_at": self.due_at.isoformat(),
            "paused": self.paused,
            "evaluated_at": _written(self.evaluated_at),
            "day_minutes": self.day_minutes,
            "extended_to": _written(self.extended_to),
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Explanation":
        """The explanation from what `as_data` made."""
        return cls(
            received_at=_read(data["received_at"]),
            restarted_at=_read_if_any(data["restarted_at"]),
            clock_start=_read(data["clock_start"]),
            start_reason=data["start_reason"],
            start_note=data["start_note"],
            rule=DueRule.from_data(data["rule"]),
            pauses=tuple(
                PauseTaken(_read(p["start"]), _read_if_any(p["end"]), p["reason"], p["working_minutes"])
                for p in data["pauses"]
            ),
            paused_minutes=data["paused_minutes"],
            holidays=tuple(_day_crossed(day) for day in data["holidays"]),
            last_day=None if data["last_day"] is None else date.fromisoformat(data["last_day"]),
            due_at=_read(data["due_at"]),
            paused=data["paused"],
            evaluated_at=_read_if_any(data["evaluated_at"]),
            day_minutes=data["day_minutes"],
            extended_to=_read_if_any(data.get("extended_to")),
        )


def _day_crossed(data: dict[str, Any]) -> DayCrossed:
    hours = tuple((start, end) for start, end in data["hours"])
    return DayCrossed(**{**data, "date": date.fromisoformat(data["date"]), "hours": hours})


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(VIETNAM)


def _read_if_any(text: str | None) -> datetime | None:
    return None if text is None else _read(text)
