"""Have an office take a procedure from a day on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.organisation.rules.authority import Authority

from ..models import Offering, Procedure
from ..permissions import must_publish
from ..queries import forget


@transaction.atomic
def offer(
    procedure_key: str, office_id: UUID, *, by: Authority, valid_from: date, valid_to: date | None = None
) -> Offering:
    """Let an office take a procedure in a period; one that already covers its beginning is given back unchanged.

    Raises NotAllowed.
    """
    must_publish(by)
    procedure = Procedure.objects.get(key=procedure_key)
    covering = Offering.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from),
        unit_id=office_id,
        procedure=procedure,
        valid_from__lte=valid_from,
    )
    held = covering.order_by("valid_from").first()
    if held is not None:
        return held
    made = Offering.objects.create(unit_id=office_id, procedure=procedure, valid_from=valid_from, valid_to=valid_to)
    forget()
    transaction.on_commit(forget)
    return made
