"""The only way rows of money are written: lines and payments are added, the charge's two sums move with them.

Whoever calls holds the dossier's row (`dossiers.actions.locked_for_money`, or a move under way), then the charge's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max
from uuid_utils.compat import uuid7

from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.states import PAID, PAID_BACK, State
from motcua.organisation.rules.authority import SYSTEM, Authority

from .. import events
from ..models import Charge, ChargeLine, MoneyReceipt, Payment
from ..rules.charging import Line
from .receipting import give_receipt

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


def locked_charge(dossier: Dossier) -> Charge | None:
    """The dossier's charge, its row locked till the transaction ends; None where nothing was ever owed."""
    return Charge.objects.select_for_update(of=("self",)).filter(dossier_id=dossier.pk).order_by().first()


def charge_for(dossier: Dossier, at: datetime) -> Charge:
    """The same, begun where there is none; the dossier's own row keeps two from beginning it."""
    return locked_charge(dossier) or Charge.objects.create(unit_id=dossier.unit_id, dossier=dossier, made_at=at)


def add_lines(
    charge: Charge, lines: Sequence[Line], *, by: Authority, at: datetime, exemption: str = ""
) -> list[ChargeLine]:
    """Append lines and keep the sum; what stood there stays."""
    last = ChargeLine.objects.filter(charge_id=charge.pk).aggregate(last=Max("place"))["last"] or 0
    added = _written(charge, lines, last, by=by, at=at, exemption=exemption)
    charge.due += sum(one.amount for one in lines)
    charge.save(update_fields=["due", "waiting_for"])
    return added


def begin(dossier: Dossier, lines: Sequence[Line], *, waiting_for: list[str], at: datetime) -> None:
    """The charge of a dossier that has none, with its first lines: one statement each."""
    due = sum(one.amount for one in lines)
    told = {"unit_id": dossier.unit_id, "dossier": dossier, "made_at": at, "due": due, "waiting_for": waiting_for}
    charge = Charge(**told)
    charge.save(force_insert=True)
    if lines:
        _written(charge, lines, 0, by=SYSTEM, at=at)


def _written(
    charge: Charge, lines: Sequence[Line], last: int, *, by: Authority, at: datetime, exemption: str = ""
) -> list[ChargeLine]:
    return ChargeLine.objects.bulk_create(
        ChargeLine(
            unit_id=charge.unit_id,
            charge=charge,
            dossier_id=charge.dossier_id,
            place=place,
            key=one.key,
            name=one.name[:300],
            kind=one.kind,
            amount=one.amount,
            explanation=one.explanation[:600],
            source=one.source[:300],
            exemption=exemption,
            at=at,
            by_id=by.account_id if by.is_officer else None,
            by_name=by.name if by.is_officer else "",
        )
        for place, one in enumerate(lines, start=last + 1)
    )


def written_lines(charge: Charge) -> tuple[Line, ...]:
    """The lines as the rules reckon with them, oldest first."""
    rows = ChargeLine.objects.filter(charge_id=charge.pk).order_by("place")
    return tuple(Line(one.key, one.name, one.kind, one.amount, one.explanation, one.source) for one in rows)


def take(
    dossier: Dossier,
    charge: Charge,
    *,
    amount: int,
    method: str,
    key: UUID,
    by: Authority,
    at: datetime,
    payer: str = "",
    reference: str = "",
    note: str = "",
) -> MoneyReceipt:
    """Money came in: payment, receipt with the next number, journal, event; the obligation it pays is confirmed.

    `key` becomes the payment's id, so that a repeat is found; callers look for it first.
    """
    payment = Payment.objects.create(
        id=key,
        unit_id=dossier.unit_id,
        charge=charge,
        dossier=dossier,
        method=method,
        amount=amount,
        at=at,
        reference=reference,
        note=note[:300],
        cashier_id=by.account_id if by.is_officer else None,
        cashier_name=by.name if by.is_officer else "",
    )
    charge.paid += amount
    charge.save(update_fields=["paid"])
    receipt = give_receipt(dossier, payment, written_lines(charge), payer=payer, at=at, balance=charge.balance)
    data = {"amount": amount, "method": method, "receipt": receipt.code, "balance": charge.balance}
    dossiers.record_money(dossier, PAID, by=by, at=at, key=uuid7(), data=data)
    tell_dossier(dossier, charge)
    if dossier.state == State.AWAITING_OBLIGATION and charge.balance <= 0:
        dossiers.confirm_obligation(dossier.pk, by=SYSTEM, at=at, key=uuid7(), receipt_number=receipt.code)
        dossier.refresh_from_db()
    events.announce(events.PaymentReceived(dossier, payment, receipt, charge.balance))
    return receipt


def give_back(
    dossier: Dossier,
    charge: Charge,
    *,
    amount: int,
    method: str,
    key: UUID,
    by: Authority,
    at: datetime,
    reference: str = "",
    note: str = "",
    reverses: Payment | None = None,
) -> Payment:
    """Money went out again: a payment below zero, journal, event."""
    payment = Payment.objects.create(
        id=key,
        unit_id=dossier.unit_id,
        charge=charge,
        dossier=dossier,
        method=method,
        amount=-amount,
        at=at,
        reference=reference,
        note=note[:300],
        cashier_id=by.account_id if by.is_officer else None,
        cashier_name=by.name if by.is_officer else "",
        reverses=reverses,
    )
    charge.paid -= amount
    charge.save(update_fields=["paid"])
    data = {"amount": amount, "method": method, "balance": charge.balance}
    dossiers.record_money(dossier, PAID_BACK, by=by, at=at, key=uuid7(), data=data)
    tell_dossier(dossier, charge)
    events.announce(events.PaymentReturned(dossier, payment, charge.balance))
    return payment


def tell_dossier(dossier: Dossier, charge: Charge) -> None:
    """Keep in the dossier's row how it stands: asked for, paid, let off, or nothing to pay."""
    if charge.balance > 0 and charge.due > 0:
        standing = "requested"
    elif charge.paid > 0:
        standing = "paid"
    else:
        standing = "waived" if ChargeLine.objects.filter(charge_id=charge.pk).exists() else "none"
    dossiers.mark_payment(dossier, standing)
