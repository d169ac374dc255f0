"""A receipt written wrongly is cancelled: it keeps its number, says why, and its money is out of the book again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.organisation.rules.authority import Authority

from ..models import Method, MoneyReceipt
from ..rules.refusals import NO_SUCH_RECEIPT
from ..rules.rights import may_keep_accounts, may_take_money
from .ledger import give_back, locked_charge
from .take_cash import must_be_open


def cancel_receipt(receipt_id: UUID, *, reason: str, by: Authority, at: datetime, key: UUID) -> MoneyReceipt:
    """Cancel a cash receipt on the day it was written, by the cashier who wrote it or whoever keeps accounts.

    Later, or for money that came by bank, there is the refund. Raises NotFound, NotAllowed, Invalid.
    """
    if not reason.strip():
        raise Invalid("Chưa ghi lý do hủy.", errors={"reason": "Ghi vì sao hủy biên lai."})
    with transaction.atomic():
        known = MoneyReceipt.objects.filter(pk=receipt_id).only("dossier_id").first()
        if known is None:
            raise NotFound(NO_SUCH_RECEIPT)
        dossier = dossiers.locked_for_money(by, known.dossier_id)
        receipt = MoneyReceipt.objects.select_for_update(of=("self",)).select_related("payment").get(pk=receipt_id)
        if receipt.cancelled_at is not None:
            return receipt
        _must_be_cancellable(receipt, by, at)
        must_be_open(by, receipt.unit_id, at)
        charge = locked_charge(dossier)
        assert charge is not None
        give_back(
            dossier,
            charge,
            amount=receipt.amount,
            method=Method.CASH,
            key=key,
            by=by,
            at=at,
            note=f"Hủy biên lai {receipt.code}: {reason.strip()}",
            reverses=receipt.payment,
        )
        receipt.cancelled_at, receipt.cancelled_by_id, receipt.cancelled_name = at, by.account_id, by.name
        receipt.cancelled_reason = reason.strip()[:300]
        receipt.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_name", "cancelled_reason"])
    return receipt


def _must_be_cancellable(receipt: MoneyReceipt, by: Authority, at: datetime) -> None:
    own = receipt.payment.cashier_id == by.account_id and may_take_money(by, receipt.unit_id)
    if not own and not may_keep_accounts(by, receipt.unit_id):
        raise NotAllowed("Chỉ người thu hoặc phụ trách bộ phận một cửa hủy được biên lai.")
    if receipt.payment.method != Method.CASH:
        raise NotAllowed("Biên lai của tiền chuyển qua ngân hàng không hủy được. Lập yêu cầu hoàn tiền.")
    if localdate(receipt.issued_at) != localdate(at):
        raise NotAllowed("Chỉ hủy được trong ngày. Sang ngày khác, lập yêu cầu hoàn tiền.")
    if hasattr(receipt.payment, "refund"):
        raise NotAllowed("Khoản này đã hoàn.")
