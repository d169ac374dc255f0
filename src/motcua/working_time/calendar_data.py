"""Calendars written as plain data (the catalogue's YAML, an import): how they are read."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from motcua.working_time.moments import CalendarError
from motcua.working_time.sessions import DayOverride, WeeklyPattern

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def pattern_from_data(data: Mapping[str, Any]) -> WeeklyPattern:
    """A weekly pattern from data.

    ``{name, valid_from, valid_to?, hours: {monday-friday: ["07:30-11:30", "13:30-17:00"], saturday: […]}}``;
    a weekday or a run of weekdays each. Refused with `CalendarError`, which names the fault.
    """
    sessions: dict[int, list[tuple[int, int]]] = {}
    for weekdays, hours in data["hours"].items():
        for weekday in _weekdays(weekdays):
            if weekday in sessions:
                raise CalendarError(f"{WEEKDAYS[weekday]} has two answers")
            sessions[weekday] = [_session(text) for text in hours]
    return WeeklyPattern(
        valid_from=_date(data["valid_from"]),
        valid_to=None if data.get("valid_to") is None else _date(data["valid_to"]),
        sessions=sessions,
        name=data.get("name", ""),
    )


def overrides_from_data(days: Iterable[Mapping[str, Any]], sources: Mapping[str, str]) -> list[DayOverride]:
    """Days unlike the others from data, a run of dates giving one for each.

    ``{date | from+to, kind, name, source, hours?: ["13:30-17:00"], follows?: monday, decreed?: false}``;
    `source` is a key of `sources`, or the words themselves. Refused with `CalendarError`.
    """
    return [override for entry in days for override in _overrides(entry, sources)]


def _overrides(entry: Mapping[str, Any], sources: Mapping[str, str]) -> Iterator[DayOverride]:
    first = _date(entry["date"] if "date" in entry else entry["from"])
    last = _date(entry["date"] if "date" in entry else entry["to"])
    if last < first:
        raise CalendarError(f"{entry['name']} ends before it begins")
    hours, follows, source = entry.get("hours"), entry.get("follows"), entry.get("source", "")
    for offset in range((last - first).days + 1):
        yield DayOverride(
            date=first + timedelta(days=offset),
            kind=entry["kind"],
            name=entry["name"],
            source=sources.get(source, source),
            sessions=None if hours is None else [_session(text) for text in hours],
            follows_weekday=None if follows is None else _weekdays(follows)[0],
            decreed=entry.get("decreed", True),
        )


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _weekdays(text: str) -> list[int]:
    first, _, last = text.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        raise CalendarError(f"no such weekday: {text}")
    run = list(range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1))
    if not run:
        raise CalendarError(f"a week begins on Monday: {text}")
    return run


def _session(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    return _minute(start), _minute(end)


def _minute(text: str) -> int:
    hour, _, minute = text.strip().partition(":")
    if not (hour.isdecimal() and minute.isdecimal()) or int(minute) > 59:
        raise CalendarError(f"not a time of day: {text!r}")
    return int(hour) * 60 + int(minute)
