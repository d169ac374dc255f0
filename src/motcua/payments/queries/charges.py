"""One dossier's money: lines, payments, receipts, refunds, and where to pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from motcua.dossiers.queries import dossier_for
from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation.rules.authority import Authority

from ..models import Charge, ChargeLine, CollectionAccount, GatewayAttempt, MoneyReceipt, Payment, Refund
from ..rules.refusals import NO_SUCH_RECEIPT

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class Money:
    """What one dossier owes and has paid; every list is oldest first."""

    charge: Charge
    lines: tuple[ChargeLine, ...]
    payments: tuple[Payment, ...]
    receipts: tuple[MoneyReceipt, ...]
    refunds: tuple[Refund, ...]
    attempts: tuple[GatewayAttempt, ...]


def money_of(by: Authority, dossier: Dossier) -> Money | None:
    """The money of a dossier the person has read; None where nothing was ever owed."""
    charge = Charge.objects.filter(dossier_id=dossier.pk).first()
    if charge is None:
        return None
    of_it = {"dossier_id": dossier.pk}
    receipts = MoneyReceipt.objects.filter(**of_it).select_related("payment")
    return Money(
        charge=charge,
        lines=tuple(ChargeLine.objects.filter(charge_id=charge.pk).order_by("place")),
        payments=tuple(Payment.objects.filter(**of_it).order_by("at", "pk")),
        receipts=tuple(receipts.order_by("issued_at", "pk")),
        refunds=tuple(Refund.objects.filter(**of_it).order_by("asked_at", "pk")),
        attempts=tuple(GatewayAttempt.objects.filter(**of_it).order_by("begun_at", "pk")),
    )


def paid_in_full(dossier_id: UUID) -> MoneyReceipt | None:
    """The last receipt of a dossier that owes nothing any more, for the rooms that tell others; None while it owes."""
    charge = Charge.objects.filter(dossier_id=dossier_id).first()
    if charge is None or charge.balance > 0:
        return None
    kept = MoneyReceipt.objects.filter(dossier_id=dossier_id, cancelled_at=None)
    return kept.order_by("-issued_at", "-pk").first()


def receipt_for(by: Authority, receipt_id: UUID) -> MoneyReceipt:
    """One receipt of a dossier the person may read. Raises NotFound."""
    found = MoneyReceipt.objects.filter(pk=receipt_id).select_related("payment").first()
    if found is None:
        raise NotFound(NO_SUCH_RECEIPT)
    dossier_for(by, found.dossier_id)
    return found


def account_at(unit_id: UUID, on: date) -> CollectionAccount | None:
    """The account into which an office collects on a day."""
    holds = CollectionAccount.objects.filter(unit_id=unit_id, valid_from__lte=on)
    return holds.filter(Q(valid_to=None) | Q(valid_to__gte=on)).order_by("-valid_from", "-pk").first()
