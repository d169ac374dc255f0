"""Calendars laid over each other down the organisation tree: what hours hold on a date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from motcua.working_time.moments import CalendarError
from motcua.working_time.sessions import DayOverride, Session, WeeklyPattern, without


@dataclass(frozen=True)
class Layer:
    """What one unit has decided itself: its weekly patterns, newest first, and its days by date."""

    patterns: tuple[WeeklyPattern, ...]
    days: Mapping[date, tuple[DayOverride, ...]]

    @classmethod
    def of(cls, patterns: Iterable[WeeklyPattern], overrides: Iterable[DayOverride]) -> "Layer":
        """A layer of patterns and days.

        Refused with `CalendarError`: two patterns from one date, or two answers for one day.
        """
        newest_first = tuple(sorted(patterns, key=lambda pattern: pattern.valid_from, reverse=True))
        for newer, older in pairwise(newest_first):
            if newer.valid_from == older.valid_from:
                raise CalendarError(f"two weekly patterns begin on {newer.valid_from}")
        days: dict[date, tuple[DayOverride, ...]] = {}
        for override in overrides:
            known = days.get(override.date, ())
            if override.shapes_the_day and any(other.shapes_the_day for other in known):
                raise CalendarError(f"two answers for {override.date}: {known[0].name}, {override.name}")
            days[override.date] = (*known, override)
        return cls(newest_first, days)

    def pattern_on(self, day: date) -> WeeklyPattern | None:
        """The newest pattern in force on a date."""
        return next((pattern for pattern in self.patterns if pattern.holds_on(day)), None)


def pattern_on(layers: tuple[Layer, ...], day: date) -> WeeklyPattern | None:
    """The weekly pattern of the nearest layer that has one for the date."""
    return next((found for layer in reversed(layers) if (found := layer.pattern_on(day))), None)


def deciding_overrides(layers: tuple[Layer, ...], day: date) -> tuple[DayOverride, ...]:
    """The overrides that shape a date: the nearest that decides the day, and closures in part below it."""
    deciding: tuple[DayOverride, ...] = ()
    for layer in layers:
        own = layer.days.get(day, ())
        shaping = tuple(override for override in own if override.shapes_the_day)
        partial = tuple(override for override in own if not override.shapes_the_day)
        deciding = (shaping or deciding) + partial
    return deciding


def sessions_on(layers: tuple[Layer, ...], day: date) -> tuple[Session, ...]:
    """The hours worked on a date; nearest layer first, per day and per pattern."""
    return sessions_under(pattern_on(layers, day), day, deciding_overrides(layers, day))


def sessions_under(pattern: WeeklyPattern | None, day: date, overrides: Iterable[DayOverride]) -> tuple[Session, ...]:
    """The hours a weekly pattern gives a date once each override in turn has changed them."""
    week = pattern.week if pattern else ((),) * 7
    sessions = week[day.weekday()]
    for override in overrides:
        if not override.shapes_the_day:
            sessions = without(sessions, override.hours)
        elif override.kind != "working_day":
            sessions = ()
        elif override.hours:
            sessions = override.hours
        else:
            weekday = day.weekday() if override.follows_weekday is None else override.follows_weekday
            sessions = week[weekday]
    return sessions
