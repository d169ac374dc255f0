"""How office hours are written in tables and files ("07:30"), and how working time counts them (minutes)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")


def minutes(clock: str) -> int:
    """Minutes after midnight of a clock time such as 07:30; raises ValueError."""
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise ValueError(f"{clock!r} is not a clock time like 07:30")
    return 1440 if clock == "24:00" else int(found[1]) * 60 + int(found[2])


def session_minutes(sessions: Iterable[Iterable[str]]) -> tuple[tuple[int, int], ...]:
    """Sessions of one day as pairs of minutes; raises ValueError."""
    pairs = [tuple(minutes(end) for end in session) for session in sessions]
    if any(len(pair) != 2 or pair[0] >= pair[1] for pair in pairs):
        raise ValueError("a session is a pair of times, the earlier first")
    return tuple((pair[0], pair[1]) for pair in pairs)


def week_minutes(sessions: Mapping[str, Any]) -> dict[int, tuple[tuple[int, int], ...]]:
    """A week as written ({"0": [["07:30", "11:30"]]}, Monday 0) as working time reads it; raises ValueError."""
    return {int(weekday): session_minutes(of_day) for weekday, of_day in sessions.items()}


def clock(minute: int) -> str:
    """A minute after midnight as 07:30."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def written(sessions: Iterable[tuple[int, int]]) -> list[list[str]]:
    """Sessions of one day as tables keep them."""
    return [[clock(start), clock(end)] for start, end in sessions]
