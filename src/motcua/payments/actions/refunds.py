"""Giving money back: one asks, a second person decides, the desk or the bank pays out once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.organisation.rules.authority import Authority

from ..models import Method, Refund
from ..rules.refusals import NO_SUCH_REFUND
from ..rules.rights import may_keep_accounts, may_take_money
from .ledger import give_back, locked_charge
from .take_cash import must_be_open


def ask_refund(dossier_id: UUID, *, amount: int, reason: str, by: Authority, at: datetime, key: UUID) -> Refund:
    """Ask that an amount be given back; a repeat of the key gives the same request.

    Raises NotFound, NotAllowed, Invalid.
    """
    if not reason.strip():
        raise Invalid("Chưa ghi lý do.", errors={"reason": "Ghi vì sao hoàn tiền."})
    with transaction.atomic():
        dossier = dossiers.locked_for_money(by, dossier_id)
        if not (may_take_money(by, dossier.unit_id) or may_keep_accounts(by, dossier.unit_id)):
            raise NotAllowed("Chỉ bộ phận một cửa và lãnh đạo cơ quan lập được yêu cầu hoàn tiền.")
        known = Refund.objects.filter(pk=key, dossier_id=dossier.pk).first()
        if known is not None:
            return known
        charge = locked_charge(dossier)
        under_way = Refund.objects.filter(dossier_id=dossier.pk, payment=None).exclude(approved=False)
        asked = under_way.aggregate(sum=Sum("amount"))["sum"] or 0
        left = (charge.paid if charge is not None else 0) - asked
        if charge is None or not 0 < amount <= left:
            raise Invalid(
                "Số tiền chưa đúng.", errors={"amount": "Hoàn nhiều nhất bằng số đã nộp, trừ phần đang chờ hoàn."}
            )
        return Refund.objects.create(
            id=key,
            unit_id=dossier.unit_id,
            charge=charge,
            dossier=dossier,
            amount=amount,
            reason=reason.strip()[:300],
            asked_at=at,
            asked_by_id=by.signed_in_id,
            asked_name=by.name,
        )


def decide_refund(refund_id: UUID, *, approve: bool, note: str = "", by: Authority, at: datetime) -> Refund:
    """Say yes or no, by somebody who keeps accounts and did not ask for it. Raises NotFound, NotAllowed, Invalid."""
    if not approve and not note.strip():
        raise Invalid("Chưa ghi lý do.", errors={"note": "Ghi vì sao không hoàn."})
    with transaction.atomic():
        refund = _locked(refund_id, by)
        if not may_keep_accounts(by, refund.unit_id):
            raise NotAllowed("Chỉ phụ trách bộ phận một cửa hoặc lãnh đạo duyệt hoàn tiền.")
        if refund.asked_by_id == by.account_id:
            raise NotAllowed("Người lập không tự duyệt được: nhờ người thứ hai.")
        if refund.decided_at is not None:
            return refund
        refund.approved, refund.decided_at, refund.decided_by_id = approve, at, by.account_id
        refund.decided_name, refund.decided_note = by.name, note.strip()[:300]
        refund.save(update_fields=["approved", "decided_at", "decided_by", "decided_name", "decided_note"])
    return refund


def pay_refund(refund_id: UUID, *, method: str, reference: str = "", by: Authority, at: datetime, key: UUID) -> Refund:
    """Pay out what was approved, in cash or by transfer with the bank's reference; once.

    Raises NotFound, NotAllowed, Invalid.
    """
    if method not in (Method.CASH, Method.TRANSFER):
        raise Invalid("Chưa chọn cách trả.", errors={"method": "Chọn tiền mặt hoặc chuyển khoản."})
    if method == Method.TRANSFER and not reference.strip():
        raise Invalid("Chưa ghi số giao dịch.", errors={"reference": "Ghi số giao dịch của ngân hàng."})
    with transaction.atomic():
        found = Refund.objects.filter(pk=refund_id).only("dossier_id").first()
        if found is None:
            raise NotFound(NO_SUCH_REFUND)
        dossier = dossiers.locked_for_money(by, found.dossier_id)
        refund = _locked(refund_id, by)
        if refund.payment_id is not None:
            return refund
        if refund.approved is not True:
            raise NotAllowed("Yêu cầu này chưa được duyệt.")
        if not may_take_money(by, refund.unit_id):
            raise NotAllowed("Chỉ bộ phận một cửa chi được tiền hoàn.")
        if method == Method.CASH:
            must_be_open(by, refund.unit_id, at)
        charge = locked_charge(dossier)
        assert charge is not None
        if refund.amount > charge.paid:
            raise NotAllowed("Số đã nộp nay ít hơn số được duyệt hoàn. Mở hồ sơ để xem lại.")
        refund.payment = give_back(
            dossier,
            charge,
            amount=refund.amount,
            method=method,
            key=key,
            by=by,
            at=at,
            reference=reference.strip()[:120],
            note=refund.reason,
        )
        refund.save(update_fields=["payment"])
    return refund


def _locked(refund_id: UUID, by: Authority) -> Refund:
    found = Refund.objects.select_for_update(of=("self",)).filter(pk=refund_id, unit_id__in=by.readable_office_ids)
    refund = found.order_by().first()
    if refund is None:
        raise NotFound(NO_SUCH_REFUND)
    return refund
