"""The desk takes cash for a dossier and gives a numbered receipt."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed
from motcua.organisation.rules.authority import Authority

from ..models import CashClosing, Method, MoneyReceipt
from ..rules.refusals import DAY_CLOSED
from ..rules.rights import may_take_money
from .ledger import locked_charge, take


def take_cash(
    dossier_id: UUID, *, amount: int, payer: str = "", by: Authority, at: datetime, key: UUID
) -> MoneyReceipt:
    """Take the whole balance or a part of it; a repeat of the same key gives the same receipt.

    Raises NotFound, NotAllowed for whoever does not sit at the desk or has closed the day, Invalid for an amount that
    is not owed, Changed where the balance is not what the page showed.
    """
    with transaction.atomic():
        dossier = dossiers.locked_for_money(by, dossier_id)
        if not may_take_money(by, dossier.unit_id):
            raise NotAllowed("Chỉ bộ phận một cửa của cơ quan nhận hồ sơ mới thu tiền.")
        done = MoneyReceipt.objects.filter(payment_id=key, dossier_id=dossier.pk).first()
        if done is not None:
            return done
        charge = locked_charge(dossier)
        if charge is None or charge.balance <= 0:
            raise Changed("Hồ sơ không còn khoản nào phải nộp. Mở lại trang để xem ai đã thu.")
        if amount <= 0 or amount > charge.balance:
            raise Invalid("Số tiền chưa đúng.", errors={"amount": "Thu từ 1 đồng đến hết số còn phải nộp."})
        must_be_open(by, dossier.unit_id, at)
        return take(dossier, charge, amount=amount, method=Method.CASH, key=key, by=by, at=at, payer=payer)


def must_be_open(by: Authority, unit_id: UUID, at: datetime) -> None:
    """Raises NotAllowed where the cashier has closed the day at this office."""
    if CashClosing.objects.filter(unit_id=unit_id, cashier_id=by.account_id, day=localdate(at)).exists():
        raise NotAllowed(DAY_CLOSED)
