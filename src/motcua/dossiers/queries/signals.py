"""Filings of a period, read once for the questions an inspector may ask about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ..models import Dossier
from ..models.dossier import Channel
from ..rules.circumstances import Place
from ..rules.signals import Burst, Filed, bursts, taken_in_at_once

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Signals:
    """What is worth asking about; `is_cut` where the period holds more filings than are looked at."""

    bursts: list[Burst]
    officers_phones: list[Filed]
    at_once: list[Filed]
    looked_at: int
    is_cut: bool


def signals(
    office_ids: Iterable[UUID], *, since: datetime, before: datetime, officers_phones: Iterable[str]
) -> Signals:
    """The questions about online filings of some offices in a period: one bounded statement over one index.

    The caller says whose offices: those that an inspector inspects. Filings with a team's help, whose place is known,
    are no burst. Telephone numbers are compared by their last nine digits.
    """
    columns = ("pk", "code", "unit_id", "submitter_id", "submitted_at", "received_at")
    filed = ("filed_network", "filed_device", "owner_phone", "filed_place")
    asked = Dossier.objects.filter(unit_id__in=list(office_ids), channel=Channel.ONLINE)
    asked = asked.filter(submitted_at__gte=since, submitted_at__lt=before).order_by("-submitted_at", "-pk")
    rows = list(asked.values_list(*columns, *filed)[: MOST + 1])
    found = [(_filed(row), row[9]) for row in rows[:MOST]]
    theirs = {_plain(phone) for phone in officers_phones} - {""}
    return Signals(
        bursts=bursts(one for one, place in found if place in (None, Place.HOME)),
        officers_phones=[one for one, _place in found if _plain(one.phone) in theirs],
        at_once=taken_in_at_once(one for one, _place in found),
        looked_at=len(found),
        is_cut=len(rows) > MOST,
    )


def _filed(row: tuple[Any, ...]) -> Filed:
    pk, code, unit_id, submitter_id, submitted_at, received_at, network, device, phone = row[:9]
    return Filed(pk, code, unit_id, submitter_id, submitted_at, received_at, network or "", device or "", phone)


def _plain(phone: str) -> str:
    digits = "".join(sign for sign in phone if sign.isdigit())
    return digits[-9:] if len(digits) >= 9 else ""
