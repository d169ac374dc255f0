"""The receipt for one payment: the office's next number of the year, and everything that is printed on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from motcua.dossiers.actions.counting import next_number
from motcua.procedures import queries as procedures
from motcua.vietnamese import format_date, format_money, format_time, money_in_words

from ..models import Method, MoneyReceipt, Payment
from ..rules.charging import Line

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

WAYS = {
    Method.CASH: "Tiền mặt",
    Method.TRANSFER: "Chuyển khoản",
    Method.GATEWAY: "Cổng thanh toán trực tuyến",
    Method.ON_DELIVERY: "Bưu chính thu hộ",
}


def give_receipt(
    dossier: Dossier, payment: Payment, lines: Sequence[Line], *, payer: str, at: datetime, balance: int
) -> MoneyReceipt:
    """Write the receipt inside the caller's transaction; the PDF is drawn from it when somebody asks."""
    local = localtime(at)
    year = local.year
    number = next_number(dossier.unit_id, "money_receipt", date(year, 1, 1))
    receipt = MoneyReceipt(
        unit_id=dossier.unit_id,
        dossier=dossier,
        payment=payment,
        year=year,
        number=number,
        amount=payment.amount,
        issued_at=at,
    )
    receipt.data = _says(dossier, payment, lines, payer=payer, at=local, code=receipt.code, balance=balance)
    receipt.save(force_insert=True)
    return receipt


def printed(receipt: MoneyReceipt) -> dict[str, Any]:
    """Everything that stands on a receipt; a cancelled one says so, with when and why."""
    data = dict(receipt.data)
    if receipt.cancelled_at is not None:
        at = localtime(receipt.cancelled_at)
        when = f"{format_time(at)}, {format_date(at)}"
        data["cancelled"] = f"ĐÃ HỦY lúc {when}. Lý do: {receipt.cancelled_reason}"
    return data


def _says(
    dossier: Dossier,
    payment: Payment,
    lines: Sequence[Line],
    *,
    payer: str,
    at: datetime,
    code: str,
    balance: int,
) -> dict[str, Any]:
    unit = dossier.unit
    return {
        "office": unit.name,
        "office_address": unit.address,
        "office_phone": unit.phone,
        "place": unit.division_name or unit.short_name,
        "date": {"day": f"{at.day:02d}", "month": f"{at.month:02d}", "year": str(at.year)},
        "number": f"{code}/BL",
        "code": dossier.code,
        "procedure": procedures.version(dossier.version_id).definition.name,
        "payer": payer.strip() or dossier.owner_name,
        "address": dossier.owner_address,
        "lines_of_charge": [{"name": one.name, "amount": format_money(one.amount)} for one in lines],
        "amount": format_money(payment.amount),
        "in_words": money_in_words(payment.amount),
        "method": WAYS[Method(payment.method)],
        "reference": payment.reference.partition("/")[0],  # the gateway's own number, without our order
        "balance": format_money(balance) if balance > 0 else "",
        "paid_at": f"{format_time(at)}, {format_date(at)}",
        "officer": payment.cashier_name,
        "online": not payment.cashier_name,
    }
