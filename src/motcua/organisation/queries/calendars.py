"""Each unit's calendar: the country's, laid over by every superior's and its own."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any
from uuid import UUID
from weakref import WeakValueDictionary

from django.db.models import Q

from motcua.working_time import Calendar, DayOverride, WeeklyPattern

from ..models import CalendarDay, Unit, WeeklyHours
from ..rules.hours import session_minutes, week_minutes
from .units import unit as unit_by_id

KEPT = 4096
_lock = Lock()
# A unit's calendar by (unit, revision). Most units have no days of their own, so thousands share one object.
_calendars: OrderedDict[tuple[UUID, int], Calendar] = OrderedDict()
_by_content: WeakValueDictionary[str, Calendar] = WeakValueDictionary()


def calendar_of(unit: Unit | UUID) -> Calendar:
    """The working calendar of a unit; costs one statement, none when the unit itself is given, once it is known.

    Every change of a calendar raises `calendar_revision` of all units it reaches, so that no process keeps an old one.
    Raises NoSuchUnit.
    """
    found = unit if isinstance(unit, Unit) else unit_by_id(unit)
    key = (found.pk, found.calendar_revision)
    with _lock:
        known = _calendars.get(key)
        if known is not None:
            _calendars.move_to_end(key)
            return known
    calendar = _built(found)
    with _lock:
        _calendars[key] = calendar
        while len(_calendars) > KEPT:
            _calendars.popitem(last=False)
    return calendar


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a unit's own calendar that is only tried: a day with its values (None: ordinary again), or a week."""

    day: date | None = None
    values: Mapping[str, Any] | None = None
    week_from: date | None = None
    sessions: Mapping[str, Any] | None = None


def calendars_with(units: Iterable[Unit], changed: Unit, change: Change) -> dict[UUID, Calendar]:
    """The calendars that units would have if one above them, or themselves, had another day or week; two statements."""
    chains = {unit.pk: _chain(unit) for unit in units}
    hours, days = _rows({step for chain in chains.values() for step in chain if step is not None})
    if change.day is not None:
        days = [one for one in days if (one.unit_id, one.date) != (changed.pk, change.day)]
        if change.values is not None:
            days.append(CalendarDay(unit_id=changed.pk, date=change.day, **change.values))
    if change.week_from is not None:
        hours = [one for one in hours if (one.unit_id, one.valid_from) != (changed.pk, change.week_from)]
        hours.append(WeeklyHours(unit_id=changed.pk, valid_from=change.week_from, sessions=change.sessions, source=""))
    return {key: _laid_over(chain, hours, days) for key, chain in chains.items()}


def _chain(unit: Unit) -> list[UUID | None]:
    return [None, *(UUID(step) for step in unit.path.strip("/").split("/"))]


def _rows(units: set[UUID]) -> tuple[list[WeeklyHours], list[CalendarDay]]:
    reached = Q(unit__isnull=True) | Q(unit__in=units)
    return list(WeeklyHours.objects.filter(reached)), list(CalendarDay.objects.filter(reached))


def _built(unit: Unit) -> Calendar:
    """The calendar from the rows of the country and of every unit on the path, the topmost first."""
    chain = _chain(unit)
    return _laid_over(chain, *_rows({step for step in chain if step is not None}))


def _laid_over(chain: list[UUID | None], hours: list[WeeklyHours], days: list[CalendarDay]) -> Calendar:
    layers = []
    for step in chain:
        own_hours = sorted((h for h in hours if h.unit_id == step), key=lambda h: h.valid_from)
        own_days = sorted((d for d in days if d.unit_id == step), key=lambda d: d.date)
        if own_hours or own_days:
            layers.append(_layer(own_hours, own_days))
    with _lock:
        content = "/".join(name for name, _ in layers)
        known = _by_content.get(content)
    if known is not None:
        return known
    calendar = Calendar.layered(*(layer for _, layer in layers))
    with _lock:
        return _by_content.setdefault(content, calendar)


def _layer(hours: list[WeeklyHours], days: list[CalendarDay]) -> tuple[str, Calendar]:
    """One unit's own calendar, with a digest of all that it says."""
    said = [
        [[str(h.valid_from), h.sessions, h.source] for h in hours],
        [[str(d.date), d.kind, d.name, d.source, d.decreed, d.follows_weekday, d.sessions] for d in days],
    ]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    patterns = [WeeklyPattern(valid_from=h.valid_from, sessions=week_minutes(h.sessions), name=h.source) for h in hours]
    return digest, Calendar(patterns, [_override(day) for day in days])


def _override(day: CalendarDay) -> DayOverride:
    return DayOverride(
        date=day.date,
        kind=day.kind,  # type: ignore[arg-type]
        name=day.name,
        source=day.source,
        sessions=session_minutes(day.sessions) if day.sessions else None,
        follows_weekday=day.follows_weekday,
        decreed=day.decreed,
    )
