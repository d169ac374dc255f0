"""A cashier closes the day: what should be in the drawer beside what was counted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers.actions.counting import next_number
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.organisation.rules.authority import Authority

from ..models import CashClosing
from ..queries.books import cash_of
from ..rules.rights import may_take_money


def close_day(office_id: UUID, *, day: date, counted: int, note: str = "", by: Authority, at: datetime) -> CashClosing:
    """Close one's own cash of a day at an office; a difference needs words. Raises NotAllowed, Invalid."""
    if not may_take_money(by, office_id):
        raise NotAllowed("Chỉ người thu tiền ở cơ quan này khóa sổ quỹ của mình.")
    if day > localdate(at):
        raise Invalid("Ngày chưa tới.", errors={"day": "Chỉ khóa sổ hôm nay hoặc ngày đã qua."})
    if counted < 0:
        raise Invalid("Số tiền chưa đúng.", errors={"counted": "Ghi số tiền đếm được, bằng đồng."})
    with transaction.atomic():
        # The counter's row makes whoever takes a receipt number at this moment wait, and this wait for them.
        next_number(office_id, "cash_closing", date(day.year, 1, 1))
        known = CashClosing.objects.filter(unit_id=office_id, cashier_id=by.account_id, day=day).first()
        if known is not None:
            return known
        book = cash_of(office_id, by.signed_in_id, day)
        if counted != book.total and not note.strip():
            raise Invalid("Số đếm khác số trong sổ.", errors={"note": "Ghi vì sao thừa hoặc thiếu."})
        return CashClosing.objects.create(
            unit_id=office_id,
            day=day,
            cashier_id=by.signed_in_id,
            cashier_name=by.name,
            expected=book.total,
            counted=counted,
            receipts=book.receipts,
            note=note.strip()[:300],
            closed_at=at,
        )
