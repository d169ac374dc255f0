"""Signs that officials may have filed in citizens' place to meet a target: questions to ask, never verdicts.

Source: the reports of 2017–2019, which count online filings while leaders suspect who made them (DOMAIN.md §8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

MANY = 5
TOGETHER = timedelta(minutes=60)
AT_ONCE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Filed:
    """What is asked about one filing: when, from which network and kind of machine, by whom, when it was taken in."""

    dossier_id: UUID
    code: str
    unit_id: UUID
    submitter_id: UUID | None
    submitted_at: datetime
    received_at: datetime | None
    network: str
    device: str
    phone: str


@dataclass(frozen=True, slots=True)
class Burst:
    """Many people's filings from one network and kind of machine within an hour, oldest first."""

    filings: tuple[Filed, ...]

    @property
    def people(self) -> int:
        return len({one.submitter_id for one in self.filings})

    @property
    def minutes(self) -> int:
        return int((self.filings[-1].submitted_at - self.filings[0].submitted_at) / timedelta(minutes=1))


def bursts(filings: Iterable[Filed], *, many: int = MANY, within: timedelta = TOGETHER) -> list[Burst]:
    """Runs of at least `many` people's filings from one network and kind of machine, each no longer than `within`.

    No filing is in two runs; filings whose network is not known are left out. The newest run comes first.
    """
    by_place: dict[tuple[UUID, str, str], list[Filed]] = {}
    for one in sorted(filings, key=lambda one: (one.submitted_at, one.code)):
        if one.network:
            by_place.setdefault((one.unit_id, one.network, one.device), []).append(one)
    found = []
    for row in by_place.values():
        start = 0
        while start < len(row):
            end = start
            while end + 1 < len(row) and row[end + 1].submitted_at - row[start].submitted_at <= within:
                end += 1
            run = Burst(tuple(row[start : end + 1]))
            if run.people >= many:
                found.append(run)
                start = end + 1
            else:
                start += 1
    return sorted(found, key=lambda one: one.filings[0].submitted_at, reverse=True)


def taken_in_at_once(filings: Iterable[Filed], *, within: timedelta = AT_ONCE) -> list[Filed]:
    """Filings that the desk took in within so short a time that nobody can have read them; the newest first."""
    quick = [one for one in filings if one.received_at is not None and one.received_at - one.submitted_at <= within]
    return sorted(quick, key=lambda one: one.submitted_at, reverse=True)
