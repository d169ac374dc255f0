"""What a calendar is made of: sessions of a day, weekly patterns, and days unlike the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from motcua.working_time.moments import DAY, CalendarError

OverrideKind = Literal["holiday", "working_day", "closure"]


class Session(NamedTuple):
    """A stretch of office hours within one day: from `start` up to, not including, `end`.

    Both in minutes after midnight on Vietnam's clock: 07:30–11:30 is ``Session(450, 690)``.
    """

    start: int
    end: int


def sessions_of(pairs: Iterable[tuple[int, int]]) -> tuple[Session, ...]:
    """Checked sessions of one day, in the order of the clock.

    Refused with `CalendarError`: a session that is empty, leaves the day, or overlaps another.
    """
    sessions = tuple(sorted(Session(*pair) for pair in pairs))
    for session in sessions:
        if not 0 <= session.start < session.end <= DAY:
            raise CalendarError(f"{session} is not a stretch within one day")
    for earlier, later in pairwise(sessions):
        if later.start < earlier.end:
            raise CalendarError(f"{earlier} and {later} overlap")
    return sessions


def without(sessions: Iterable[Session], shut: Iterable[Session]) -> tuple[Session, ...]:
    """The sessions less the hours in `shut`."""
    left = list(sessions)
    for gap in shut:
        pieces: list[Session] = []
        for session in left:
            before = Session(session.start, min(session.end, gap.start))
            after = Session(max(session.start, gap.end), session.end)
            pieces += [piece for piece in (before, after) if piece.start < piece.end]
        left = pieces
    return tuple(left)


@dataclass(frozen=True, kw_only=True)
class WeeklyPattern:
    """Office hours of a week, in force from `valid_from` through `valid_to` (both included).

    `sessions` maps weekdays (0 is Monday) to pairs of minutes after midnight; a weekday left out
    is a rest day. Without `valid_to` the pattern holds until a later one begins.
    Refused with `CalendarError`: an unknown weekday, sessions that overlap, an end before the start.
    """

    valid_from: date
    sessions: Mapping[int, Iterable[tuple[int, int]]] = field(hash=False)
    valid_to: date | None = None
    name: str = ""
    week: tuple[tuple[Session, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        strangers = set(self.sessions) - set(range(7))
        if strangers:
            raise CalendarError(f"no such weekday: {sorted(strangers)}")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise CalendarError("a pattern cannot end before it begins")
        week = tuple(sessions_of(self.sessions.get(weekday, ())) for weekday in range(7))
        object.__setattr__(self, "week", week)
        object.__setattr__(self, "sessions", {weekday: hours for weekday, hours in enumerate(week) if hours})

    def holds_on(self, day: date) -> bool:
        """Whether the pattern is in force on a date."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class DayOverride:
    """A date on which the office does not follow its weekly pattern, and who decided so.

    - ``holiday``: nobody works.
    - ``working_day``: the office works. Its hours are `sessions`, or those of `follows_weekday`
      (a make-up Saturday follows the weekday it replaces), or else the date's own weekday: that
      is how one unit works on a day that its superior made a holiday.
    - ``closure``: the office is shut, the whole day or during `sessions` only.

    `decreed` is false while only the law, and not the yearly announcement, is known.
    Refused with `CalendarError`: hours on a holiday, or two answers to what hours are worked.
    """

    date: date
    kind: OverrideKind
    name: str
    source: str = ""
    sessions: Iterable[tuple[int, int]] | None = None
    follows_weekday: int | None = None
    decreed: bool = True

    def __post_init__(self) -> None:
        if self.kind not in ("holiday", "working_day", "closure"):
            raise CalendarError(f"no such kind of day: {self.kind}")
        if self.sessions is not None:
            if self.kind == "holiday":
                raise CalendarError("a holiday has no hours; a day shut in part is a closure")
            object.__setattr__(self, "sessions", sessions_of(self.sessions))
            if not self.sessions:
                raise CalendarError("name the hours, or leave them out for the whole day")
        if self.follows_weekday is not None:
            if self.kind != "working_day" or self.sessions is not None:
                raise CalendarError("only a working day without hours of its own follows another weekday")
            if self.follows_weekday not in range(7):
                raise CalendarError(f"no such weekday: {self.follows_weekday}")

    @property
    def hours(self) -> tuple[Session, ...]:
        """The sessions it names; empty when it names none."""
        return () if self.sessions is None else tuple(Session(*pair) for pair in self.sessions)

    @property
    def shapes_the_day(self) -> bool:
        """Whether it alone decides the day's hours; a closure in part only takes hours away."""
        return self.kind != "closure" or self.sessions is None
