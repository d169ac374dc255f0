"""The cash book of an office, by day and cashier, and what is to be given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Sum
from django.utils.timezone import get_current_timezone

from motcua.organisation.rules.authority import Authority

from ..models import CashClosing, Method, MoneyReceipt, Payment, Refund
from ..rules.rights import may_see_books

SIZE = 50


@dataclass(frozen=True, slots=True)
class CashBook:
    """One cashier's cash of one day: what came and went, oldest first, and what should be in the drawer (đồng)."""

    cashier_id: UUID
    cashier_name: str
    rows: tuple[Payment, ...]
    total: int
    receipts: int
    closing: CashClosing | None


def cash_of(office_id: UUID, cashier_id: UUID, day: date) -> CashBook:
    """One cashier's book of a day, by the office's own clock."""
    rows = tuple(_cash(office_id, day).filter(cashier_id=cashier_id).order_by("at", "pk"))
    taken = [one.pk for one in rows if one.amount > 0]
    return CashBook(
        cashier_id=cashier_id,
        cashier_name=rows[0].cashier_name if rows else "",
        rows=rows,
        total=sum(one.amount for one in rows),
        receipts=MoneyReceipt.objects.filter(payment_id__in=taken).count(),
        closing=CashClosing.objects.filter(unit_id=office_id, cashier_id=cashier_id, day=day).first(),
    )


def cash_book(by: Authority, office_id: UUID, day: date) -> list[CashBook]:
    """Every cashier's book of a day at an office, by name; nothing for whoever may not see it."""
    if not may_see_books(by, office_id):
        return []
    cashiers = _cash(office_id, day).order_by("cashier_name").values_list("cashier_id", "cashier_name").distinct()
    closed = CashClosing.objects.filter(unit_id=office_id, day=day).values_list("cashier_id", "cashier_name")
    known = {key: name for key, name in [*cashiers, *closed] if key is not None}
    return [cash_of(office_id, key, day) for key, _name in sorted(known.items(), key=lambda one: one[1])]


def taken_by_method(office_id: UUID, day: date) -> dict[str, int]:
    """What came in on a day less what went out, by method."""
    first, before = bounds_of(day)
    rows = Payment.objects.filter(unit_id=office_id, at__gte=first, at__lt=before).order_by()
    return dict(rows.values("method").annotate(sum=Sum("amount")).values_list("method", "sum"))


def refunds(
    by: Authority, office_id: UUID, *, waiting: bool, before: UUID | None = None
) -> tuple[list[Refund], UUID | None]:
    """The office's refunds, newest first, and the mark of the next page; `waiting` leaves out what is settled."""
    if not may_see_books(by, office_id):
        return [], None
    found = Refund.objects.filter(unit_id=office_id).select_related("dossier", "payment")
    if waiting:
        found = found.filter(payment=None).exclude(approved=False)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: SIZE + 1])
    return rows[:SIZE], rows[SIZE - 1].pk if len(rows) > SIZE else None


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day and of the next, by the office's own clock."""
    first = datetime.combine(day, time(), tzinfo=get_current_timezone())
    return first, datetime.combine(day + timedelta(days=1), time(), tzinfo=get_current_timezone())


def _cash(office_id: UUID, day: date):  # type: ignore[no-untyped-def]
    first, before = bounds_of(day)
    found = Payment.objects.filter(unit_id=office_id, method=Method.CASH, at__gte=first, at__lt=before)
    return found.select_related("dossier")
