"""What the public post collects on delivery: how much there is to collect, and that it was collected."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.organisation.rules.authority import SYSTEM

from ..models import Charge, Method, MoneyReceipt, Payment
from .ledger import charge_for, take

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


def balance_of(dossier_id: UUID) -> int:
    """What a dossier still owes (đồng), below zero what was paid too much."""
    found = Charge.objects.filter(dossier_id=dossier_id).first()
    return found.balance if found is not None else 0


def collected_on_delivery(
    dossier: Dossier, *, amount: int, reference: str, key: UUID, at: datetime
) -> MoneyReceipt | None:
    """The post collected an amount for a parcel, whose tracking code is the reference; a second time changes nothing.

    The caller holds the dossier's row.
    """
    if Payment.objects.filter(unit_id=dossier.unit_id, method=Method.ON_DELIVERY, reference=reference).exists():
        return None
    charge = charge_for(dossier, at)
    return take(
        dossier, charge, amount=amount, method=Method.ON_DELIVERY, key=key, by=SYSTEM, at=at, reference=reference
    )
