"""Slips between the units of an office, and what may still go on one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from motcua.dossiers.queries.passing import PassedOn, passed_on
from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation.rules.authority import Authority

from ..models import Slip, SlipLine

NO_SUCH_SLIP = "Không có phiếu này, hoặc phiếu không thuộc phạm vi của bạn."


def not_slipped(by: Authority, *, office_id: UUID, first: datetime, before: datetime) -> list[PassedOn]:
    """What was passed on in a period and is on no slip yet, the earliest first; at most 200. Raises NotFound."""
    found = passed_on(by, office_id=office_id, first=first, before=before)
    on_slips = SlipLine.objects.filter(unit_id=office_id, entry_id__in=[one.entry_id for one in found])
    taken = set(on_slips.order_by().values_list("entry_id", flat=True)) if found else set()
    return [one for one in found if one.entry_id not in taken]


def slips(
    by: Authority, office_id: UUID, *, waiting: bool = False, before: UUID | None = None, size: int = 50
) -> tuple[list[Slip], UUID | None]:
    """A page of the office's slips, the newest first, and the cursor of older ones. Raises NotFound."""
    if office_id not in by.readable_office_ids:
        raise NotFound(NO_SUCH_SLIP)
    found = Slip.objects.filter(unit_id=office_id).select_related("giver", "receiver")
    if waiting:
        found = found.filter(waiting__gt=0)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def slip_for(by: Authority, slip_id: UUID) -> Slip:
    """One slip with its units. Raises NotFound where its office is not this person's to read."""
    mine: Iterable[UUID] = by.readable_office_ids
    related = ("unit", "giver", "receiver", "made_by")
    found = Slip.objects.filter(pk=slip_id, unit_id__in=mine).select_related(*related).order_by().first()
    if found is None:
        raise NotFound(NO_SUCH_SLIP)
    return found


def lines_of(slip: Slip) -> list[SlipLine]:
    """The lines of a slip in their order; what each says stands in the slip's own data."""
    return list(SlipLine.objects.filter(slip_id=slip.pk).order_by("place"))
