"""What an office takes: from a day on, until a day, and after it has closed what its successors take in its place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.organisation import queries as organisation
from motcua.organisation.actions.journal import note
from motcua.organisation.rules.authority import Authority

from ..models import Offering, Procedure
from ..permissions import must_offer_at
from ..queries import forget
from ..rules.refusals import NotInState


@transaction.atomic
def offer(
    procedure_key: str,
    office_id: UUID,
    *,
    by: Authority,
    at: datetime,
    valid_from: date,
    valid_to: date | None = None,
    reason: str = "",
) -> Offering:
    """Let an office take a procedure in a period; one that already covers its beginning is given back unchanged.

    Raises NotAllowed, NotInState.
    """
    must_offer_at(by, office_id)
    if valid_to is not None and valid_to < valid_from:
        raise NotInState("Ngày cuối nhận thủ tục không thể trước ngày đầu.")
    procedure = Procedure.objects.filter(key=procedure_key).first()
    if procedure is None:
        raise NotInState("Không có thủ tục này.")
    held = _covering(office_id, valid_from).filter(procedure=procedure).order_by("valid_from").first()
    if held is not None:
        return held
    made = Offering.objects.create(unit_id=office_id, procedure=procedure, valid_from=valid_from, valid_to=valid_to)
    _noted("offer", office_id, by=by, at=at, reason=reason, procedure=procedure_key, first=valid_from)
    return made


@transaction.atomic
def stop_offering(
    procedure_key: str, office_id: UUID, *, by: Authority, at: datetime, last: date, reason: str = ""
) -> bool:
    """Let an office take a procedure until a day and no longer; whether it took it. Filed dossiers go on.

    One that has not begun by then never does. Raises NotAllowed.
    """
    must_offer_at(by, office_id)
    mine = Offering.objects.filter(unit_id=office_id, procedure__key=procedure_key)
    gone = mine.filter(valid_from__gt=last).delete()[0]
    ended = mine.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last)).update(valid_to=last)
    if gone or ended:
        _noted("stop_offering", office_id, by=by, at=at, reason=reason, procedure=procedure_key, last=last)
    return bool(gone or ended)


@transaction.atomic
def pass_on_offers(office_id: UUID, to_ids: Iterable[UUID], *, by: Authority, at: datetime, last: date) -> int:
    """When an office closes: it takes nothing after its last day, its successors take from the next day what it took.

    How many procedures there were. Raises NotAllowed.
    """
    must_offer_at(by, office_id)
    taken = _covering(office_id, last + timedelta(days=1)).order_by("procedure__key")
    keys = list(taken.values_list("procedure__key", flat=True).distinct())
    for successor in to_ids:
        for key in keys:
            offer(key, successor, by=by, at=at, valid_from=last + timedelta(days=1))
    for key in keys:
        stop_offering(key, office_id, by=by, at=at, last=last)
    return len(keys)


def _covering(office_id: UUID, on: date) -> QuerySet[Offering]:
    ends = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return Offering.objects.filter(ends, unit_id=office_id, valid_from__lte=on)


def _noted(verb: str, office_id: UUID, *, by: Authority, at: datetime, reason: str, **data: str | date) -> None:
    note(verb, by=by, at=at, unit=organisation.unit(office_id), reason=reason, **data)
    forget()
    transaction.on_commit(forget)
