"""Whom a text to many is for, and when each of them gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, cast

from .retrying import polite
from .sending import Sending

AudienceKind = Literal["open", "filed", "list"]


@dataclass(frozen=True, slots=True)
class Audience:
    """Owners of open dossiers, owners of dossiers filed between two days (of one procedure), or a list of telephones.

    `since` and `until` are days, both included.
    """

    kind: AudienceKind
    since: date | None = None
    until: date | None = None
    procedure: str = ""
    numbers: tuple[str, ...] = ()


def as_row(audience: Audience) -> dict[str, Any]:
    """The audience as plain data."""
    return {
        "kind": audience.kind,
        "since": audience.since.isoformat() if audience.since else "",
        "until": audience.until.isoformat() if audience.until else "",
        "procedure": audience.procedure,
        "numbers": list(audience.numbers),
    }


def read_audience(row: Mapping[str, Any]) -> Audience:
    """The same from plain data."""
    since, until = row.get("since"), row.get("until")
    return Audience(
        cast("AudienceKind", row["kind"]),
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
        row.get("procedure", ""),
        tuple(row.get("numbers", ())),
    )


def slots(first: datetime, per_minute: int, rules: Sending) -> Iterator[datetime]:
    """The moments at which messages may leave, one after the other, never in the quiet hours (local time)."""
    pause = timedelta(minutes=1) / per_minute
    slot = polite(first, rules)
    while True:
        yield slot
        slot = polite(slot + pause, rules)
