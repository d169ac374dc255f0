"""Numbers, percentages and money in digits: a dot between thousands, a comma before decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal

from motcua.vietnamese.reading import NotUnderstood, plain

_PLAIN_INTEGER = re.compile(r"[+\-]?\d+", re.ASCII)
_GROUPED_INTEGER = re.compile(r"[+\-]?\d{1,3}(?:([. ])\d{3})(?:\1\d{3})*", re.ASCII)


def format_number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """A number for reading: 9200 → "9.200", 1234567.5 → "1.234.567,5".

    `decimals` fixes the places after the comma, rounding half up as the ministries' forms do;
    without it a number shows the places it has.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def format_percent(percent: int | float | Decimal, decimals: int = 1) -> str:
    """A percentage that is already one: 99.4239 → "99,4%"."""
    return f"{format_number(percent, decimals)}%"


def format_money(amount: int) -> str:
    """An amount in đồng: 8000 → "8.000 đồng"."""
    return f"{format_number(amount)} đồng"


def parse_integer(typed: str) -> int:
    """Read a whole number typed by a person: "9.200", "9 200" and "9200" are the same.

    A comma is refused, because "9,200" may mean 9.2 or 9200. Refused with `NotUnderstood`.
    """
    text = plain(typed, at_most=30)
    if _PLAIN_INTEGER.fullmatch(text):
        return int(text)
    if _GROUPED_INTEGER.fullmatch(text):
        return int(text.replace(".", "").replace(" ", ""))
    if "," in text:
        raise NotUnderstood("Hãy nhập số nguyên, không có dấu phẩy, ví dụ 9200 hoặc 9.200.")
    raise NotUnderstood("Hãy nhập bằng chữ số, ví dụ 9200 hoặc 9.200.")


def parse_decimal(typed: str) -> Decimal:
    """Read a number with a decimal comma: "1.234,5" → 1234.5. Refused with `NotUnderstood`.

    A single dot before one or two digits ("12.5") is read as the decimal mark too: it cannot be a
    thousands mark.
    """
    text = plain(typed, at_most=30)
    whole, comma, fraction = text.partition(",")
    if comma:
        if fraction.isascii() and fraction.isdigit():
            sign = "-" if whole.startswith("-") else ""
            return Decimal(f"{sign}{abs(parse_integer(whole or '0'))}.{fraction}")
        raise NotUnderstood("Sau dấu phẩy phải là chữ số, ví dụ 12,5.")
    if re.fullmatch(r"[+\-]?\d+\.\d{1,2}", text, re.ASCII):
        return Decimal(text)
    return Decimal(parse_integer(text))
