"""The register of what an office received, in that order, by period, procedure and unit; by key and capped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures

from ..models import Dossier
from ..rules.refusals import NotFound
from .scope import NO_SUCH_DOSSIER


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which part of the register: one office, received from `first` until before `before`, and what narrows it."""

    office_id: UUID
    first: datetime
    before: datetime
    procedure_key: str = ""
    holder_unit_id: UUID | None = None


class RegisterRow(NamedTuple):
    """One dossier of the register."""

    id: UUID
    code: str
    procedure: str
    owner_name: str
    owner_address: str
    owner_phone: str
    unit_name: str
    received_at: datetime
    due_at: datetime
    resolved_at: datetime | None
    returned_at: datetime | None
    delivery: str
    state: int


COLUMNS = (
    "id",
    "code",
    "version_id",
    "owner_name",
    "owner_address",
    "owner_phone",
    "unit__short_name",
    "received_at",
    "due_at",
    "resolved_at",
    "returned_at",
    "delivery",
    "state",
)


def register_page(
    by: Authority, chosen: Chosen, *, after: str = "", before: str = "", size: int = 50
) -> tuple[list[RegisterRow], str, str]:
    """A page in the order of receipt, with the cursors of the pages before and after (empty where there is none).

    Raises NotFound for an office that is not this person's to read. A cursor that cannot be read begins anew.
    """
    found, cursor = _found(by, chosen), _read(after or before)
    backwards = cursor is not None and not after
    if cursor is not None:
        side = "lt" if backwards else "gt"
        moment, key = cursor
        found = found.filter(**{f"received_at__{side}e": moment}).filter(
            Q(**{f"received_at__{side}": moment}) | Q(received_at=moment, **{f"pk__{side}": key})
        )
    sign = "-" if backwards else ""
    rows = [_row(one) for one in found.order_by(f"{sign}received_at", f"{sign}pk").values_list(*COLUMNS)[: size + 1]]
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return [], "", ""
    has_previous, has_next = (more, True) if backwards else (cursor is not None, more)
    return rows, _cursor(rows[0]) if has_previous else "", _cursor(rows[-1]) if has_next else ""


def register_rows(by: Authority, chosen: Chosen, *, at_most: int) -> Iterator[RegisterRow]:
    """Every row in the order of receipt, one after another, at most so many. Raises NotFound as `register_page`."""
    found = _found(by, chosen).order_by("received_at", "pk").values_list(*COLUMNS)[:at_most]
    return (_row(one) for one in found.iterator(chunk_size=2000))


def register_count(by: Authority, chosen: Chosen, *, at_most: int) -> int:
    """How many there are, counted no further than `at_most`."""
    return _found(by, chosen).order_by("received_at", "pk")[:at_most].count()


def _found(by: Authority, chosen: Chosen) -> QuerySet[Dossier]:
    if chosen.office_id not in by.readable_office_ids:
        raise NotFound(NO_SUCH_DOSSIER)
    period = {"received_at__gte": chosen.first, "received_at__lt": chosen.before}
    found = Dossier.objects.filter(unit_id=chosen.office_id, received_at__isnull=False, **period)
    if chosen.procedure_key:
        found = found.filter(procedure_key=chosen.procedure_key)
    if chosen.holder_unit_id is not None:
        found = found.filter(holder_unit_id=chosen.holder_unit_id)
    return found


def _row(row: tuple[Any, ...]) -> RegisterRow:
    return RegisterRow(row[0], row[1], procedures.version(row[2]).definition.short_name, *row[3:])


def _cursor(row: RegisterRow) -> str:
    return f"{row.received_at.timestamp():.6f}_{row.id}"


def _read(text: str) -> tuple[datetime, UUID] | None:
    try:
        moment, key = text.split("_", 1)
        return datetime.fromtimestamp(float(moment), tz=UTC), UUID(key)
    except (ValueError, OverflowError, OSError):
        return None
