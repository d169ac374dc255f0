"""Days and hours of a unit that differ from its superiors', and the revision that makes every process see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from motcua.vietnamese import Sentence, format_date
from motcua.working_time import CalendarError, DayOverride, WeeklyPattern

from ..models import CalendarDay, Unit, WeeklyHours
from ..permissions import must_administer
from ..queries.units import unit as unit_by_id
from ..rules.authority import Authority
from ..rules.hours import session_minutes, week_minutes
from ..rules.refusals import BadDates
from .journal import note


def raise_revision(unit: Unit | None) -> int:
    """Tell every unit that inherits from this one (all, for the country) that its calendar changed; how many."""
    reached = Unit.objects.all() if unit is None else Unit.objects.filter(path__startswith=unit.path)
    return reached.update(calendar_revision=F("calendar_revision") + 1)


@transaction.atomic
def add_calendar_day(
    unit_id: UUID | None,
    *,
    by: Authority,
    at: datetime,
    day: date,
    kind: str,
    name: str,
    source: str = "",
    follows_weekday: int | None = None,
    sessions: list[list[str]] | None = None,
    decreed: bool = True,
) -> CalendarDay:
    """Make one day of a unit (None: of the country) a holiday, a make-up working day or a closure.

    A day that already differs takes the new answer. Open dossiers get their new due dates from `dossiers`, which asks
    for the calendar again. Raises NoRight, BadDates.
    """
    unit = unit_by_id(unit_id) if unit_id is not None else None
    must_administer(by, unit)
    judge_calendar_day(day, kind=kind, name=name, follows_weekday=follows_weekday, sessions=sessions)
    values: dict[str, Any] = {
        "kind": kind,
        "name": name,
        "source": source,
        "follows_weekday": follows_weekday,
        "sessions": sessions,
        "decreed": decreed,
    }
    row, _ = CalendarDay.objects.update_or_create(unit=unit, date=day, defaults=values)
    raise_revision(unit)
    note("add_calendar_day", by=by, at=at, unit=unit, reason=source, day=day, kind=kind)
    return row


def judge_calendar_day(
    day: date, *, kind: str, name: str, follows_weekday: int | None, sessions: list[list[str]] | None
) -> None:
    """Let working time itself say whether the day can be. Raises BadDates."""
    try:
        hours = session_minutes(sessions) if sessions else None
        DayOverride(date=day, kind=kind, name=name, sessions=hours, follows_weekday=follows_weekday)  # type: ignore[arg-type]
    except (CalendarError, ValueError) as error:
        words = {"day": format_date(day), "why": str(error)}
        raise BadDates(Sentence("Ngày %(day)s không ghi được: %(why)s.", words)) from None


@transaction.atomic
def remove_calendar_day(unit_id: UUID | None, *, by: Authority, at: datetime, day: date, reason: str = "") -> bool:
    """Let a day follow its week again; whether there was anything to remove. Raises NoRight."""
    unit = unit_by_id(unit_id) if unit_id is not None else None
    must_administer(by, unit)
    removed, _ = CalendarDay.objects.filter(unit=unit, date=day).delete()
    if removed:
        raise_revision(unit)
        note("remove_calendar_day", by=by, at=at, unit=unit, reason=reason, day=day)
    return bool(removed)


@transaction.atomic
def set_weekly_hours(
    unit_id: UUID | None,
    *,
    by: Authority,
    at: datetime,
    valid_from: date,
    sessions: dict[str, list[list[str]]],
    source: str = "",
) -> WeeklyHours:
    """Give a unit (None: the country) its week's half-day sessions from a day on. Raises NoRight, BadDates."""
    unit = unit_by_id(unit_id) if unit_id is not None else None
    must_administer(by, unit)
    try:
        WeeklyPattern(valid_from=valid_from, sessions=week_minutes(sessions))
    except (CalendarError, ValueError) as error:
        raise BadDates(Sentence("Giờ làm việc không ghi được: %(why)s.", {"why": str(error)})) from None
    row, _ = WeeklyHours.objects.update_or_create(
        unit=unit, valid_from=valid_from, defaults={"sessions": sessions, "source": source}
    )
    raise_revision(unit)
    note("set_weekly_hours", by=by, at=at, unit=unit, reason=source, valid_from=valid_from)
    return row
