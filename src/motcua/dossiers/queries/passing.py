"""Which dossiers one unit of an office has passed on to others, for the slips that go with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..models import Dossier, JournalEntry
from ..rules.refusals import NotFound
from .scope import NO_SUCH_DOSSIER, visible_to


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A dossier that lies with `to_unit_id` since `at`, and the journal entry by which `from_unit_id` let it go."""

    dossier: Dossier
    entry_id: UUID
    at: datetime
    from_unit_id: UUID
    to_unit_id: UUID


def passed_on(by: Authority, *, office_id: UUID, first: datetime, before: datetime, size: int = 200) -> list[PassedOn]:
    """What came to its present unit from another one in a period, the earliest first. Two statements.

    Raises NotFound for an office that is not this person's to read.
    """
    if office_id not in by.readable_office_ids:
        raise NotFound(NO_SUCH_DOSSIER)
    came = visible_to(by).filter(unit_id=office_id, stage_entered_at__gte=first, stage_entered_at__lt=before)
    dossiers = {one.pk: one for one in came.order_by("stage_entered_at", "pk")[:size]}
    rows = JournalEntry.objects.filter(dossier_id__in=dossiers).order_by("at", "pk")
    units: dict[UUID, UUID] = {}
    found: dict[UUID, PassedOn] = {}
    for dossier_id, entry_id, at, unit_id in rows.values_list("dossier_id", "pk", "at", "holder_unit_id"):
        before_it = units.get(dossier_id)
        if unit_id is None or unit_id == before_it:
            continue
        units[dossier_id] = unit_id
        if before_it is not None:
            found[dossier_id] = PassedOn(dossiers[dossier_id], entry_id, at, before_it, unit_id)
    return [found[one] for one in dossiers if one in found and found[one].to_unit_id == dossiers[one].holder_unit_id]
