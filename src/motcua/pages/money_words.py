"""Lines, payments and ways of paying as pages show them, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import cited, format_moment, format_money, said

METHODS: dict[str, str | Promise] = {
    "cash": gettext_lazy("Tiền mặt"),
    "transfer": gettext_lazy("Chuyển khoản"),
    "gateway": gettext_lazy("Cổng thanh toán"),
    "on_delivery": gettext_lazy("Bưu chính thu hộ"),
}


def lines_shown(lines: Iterable[Any]) -> list[dict[str, Any]]:
    """Every line with its amount, why, and on which source."""
    return [
        {
            "name": said(one.name),
            "amount": signed_money(one.amount),
            "why": as_typed(one.explanation),
            "source": cited(one.source),
            "who": f"{one.by_name}, {format_moment(localtime(one.at))}" if one.by_name else "",
        }
        for one in lines
    ]


def payments_shown(payments: Iterable[Any]) -> list[dict[str, Any]]:
    """What came in and went out, with when and how."""
    return [
        {
            "amount": signed_money(one.amount),
            "method": str(METHODS[one.method]),
            "at": format_moment(localtime(one.at)),
            "who": one.cashier_name,
            "note": one.note,
            "reference": one.reference,
        }
        for one in payments
    ]


def signed_money(amount: int) -> str:
    """An amount with its sign where it is below zero."""
    return format_money(amount) if amount >= 0 else _("−%s") % format_money(-amount)
