"""How soon an office answers what was filed, and which filings it has not answered in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import motcua
from motcua.working_time import Limit

from ..models import Dossier
from ..rules.states import State

LIMITS = Path(motcua.__file__).parent / "catalogue" / "limits" / "answering.yaml"


class Unanswered(NamedTuple):
    """A filing that nobody has answered in time: which office's, since when."""

    id: UUID
    unit_id: UUID
    code: str
    version_id: UUID
    submitted_at: datetime
    answer_due_at: datetime


def answering_limit(on: date) -> Limit:
    """Within what an office answers a filing of this day (`catalogue/limits/answering.yaml`)."""
    known = _limits()
    return next((limit for since, limit in reversed(known) if since <= on), known[0][1])


@cache
def _limits() -> tuple[tuple[date, Limit], ...]:
    import yaml

    rows = yaml.safe_load(LIMITS.read_text(encoding="utf-8"))
    return tuple(sorted((row["in_force"], Limit(row["amount"], row["unit"])) for row in rows))


def unanswered(at: datetime, *, since: timedelta, most: int) -> list[Unanswered]:
    """Online filings whose time to be answered ended within the last `since`, the newest such first; for the worker."""
    waiting = Dossier.objects.filter(is_open=True, state=State.FILED, is_paused=False, channel="online")
    late = waiting.filter(stage_due_at__lt=at, stage_due_at__gte=at - since).order_by("-stage_due_at", "pk")
    columns = ("id", "unit_id", "code", "version_id", "submitted_at", "stage_due_at")
    return [Unanswered(*row) for row in late.values_list(*columns)[:most]]
