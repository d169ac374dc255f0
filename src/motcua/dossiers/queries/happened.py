"""What happened in an office, entry by entry, for programs that follow it: without personal values.

The journal's numbers are dense per office, and whoever writes the next one waits for the one before to be committed
(`ChainHead`). So whoever has read up to a number misses nothing that comes later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..models import Attachment, ChainHead, Dossier, FinancialObligation, JournalEntry, Result, SupplementRequest
from ..rules.refusals import NotFound

NO_SUCH_OFFICE = "Không có cơ quan này, hoặc cơ quan không thuộc phạm vi của bạn."


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of an office's journal: which dossier, which verb, from and to which state and stage, until when."""

    id: UUID
    sequence: int
    dossier_id: UUID
    code: str
    procedure_key: str
    verb: str
    at: datetime
    actor_function: str
    state_from: int | None
    state_to: int
    stage_to: str
    due_at: datetime | None


_COLUMNS = (
    "id",
    "sequence",
    "dossier_id",
    "dossier__code",
    "dossier__procedure_key",
    "verb",
    "at",
    "actor_function",
    "state_from",
    "state_to",
    "stage_to",
    "due_at",
)


def happened(by: Authority, office_id: UUID, *, after: int, size: int = 100) -> list[Happening]:
    """The entries of an office's journal after a number, in their order. Raises NotFound."""
    if not by.is_system and office_id not in by.readable_office_ids:
        raise NotFound(NO_SUCH_OFFICE)
    rows = JournalEntry.objects.filter(unit_id=office_id, sequence__gt=after).order_by("sequence")
    return [Happening(*row) for row in rows.values_list(*_COLUMNS)[:size]]


def heads_of(by: Authority, office_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The number of the newest entry of each office's journal that the person may read; 0 where nothing happened."""
    wanted = set(office_ids) if by.is_system else set(office_ids) & by.readable_office_ids
    known = dict(ChainHead.objects.filter(unit_id__in=wanted).values_list("unit_id", "sequence"))
    return {one: known.get(one, 0) for one in wanted}


def entry_of(by: Authority, entry_id: UUID) -> JournalEntry:
    """One entry with its dossier, for the system alone: what is told to the national portal. Raises NotFound."""
    found = (
        JournalEntry.objects.select_related("dossier__unit", "dossier__mandate__enterprise").filter(pk=entry_id).first()
        if by.is_system
        else None
    )
    if found is None:
        raise NotFound(NO_SUCH_OFFICE)
    return found


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What lies in a dossier: its files but the office's own, what was asked for, and the result once it is issued."""

    files: tuple[Attachment, ...]
    supplements: tuple[SupplementRequest, ...]
    obligations: tuple[FinancialObligation, ...]
    result: Result | None


def enclosed_in(by: Authority, dossier_id: UUID) -> Enclosed:
    """Everything that lies in a dossier, for the system alone: what is told to the national portal. Raises NotFound."""
    if not by.is_system:
        raise NotFound(NO_SUCH_OFFICE)
    result = Result.objects.filter(dossier_id=dossier_id, issued_at__isnull=False).first()
    files = Attachment.objects.filter(dossier_id=dossier_id, removed_at=None).exclude(stream="office")
    asked = SupplementRequest.objects.filter(dossier_id=dossier_id).select_related("requested_by")
    return Enclosed(
        # A result that is not issued yet is nobody's but the office's.
        files=tuple(one for one in files.order_by("uploaded_at", "pk") if result or one.stream != "result"),
        supplements=tuple(asked.order_by("ordinal")),
        obligations=tuple(FinancialObligation.objects.filter(dossier_id=dossier_id).order_by("requested_at", "pk")),
        result=result,
    )


def touched_since(by: Authority, since: datetime, *, size: int = 10_000) -> list[Dossier]:
    """The dossiers to which something happened since a moment, for the system alone: what is compared with others."""
    if not by.is_system:
        return []
    touched = JournalEntry.objects.filter(at__gte=since).values("dossier_id")
    return list(Dossier.objects.select_related("unit").filter(pk__in=touched).order_by("pk")[:size])
