"""Whole numbers and amounts of money, written the Vietnamese way: dots part the thousands."""

import re
from typing import Any

from motcua.procedures.rules.kinds.kind import Kind, Option
from motcua.procedures.rules.kinds.typed import Raw, Wrong, typed
from motcua.procedures.rules.messages import Message
from motcua.vietnamese import format_money, format_number

_PLAIN = re.compile(r"-?[0-9]+\Z")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*\Z")
_DECIMAL = re.compile(r"-?[0-9. ]+,[0-9]+\Z|-?[0-9]+\.[0-9]+\Z")
_CURRENCY = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)\.?\Z", re.IGNORECASE)
_DIGITS = 15


def _bound(default: int | None) -> Option:
    return Option(lambda reader, name: reader.whole(name, least=-(10**_DIGITS)), default)


class Integer(Kind):
    """A whole number; ``1.200`` is one thousand two hundred."""

    name = "integer"
    options = {
        "min": _bound(0),
        "max": _bound(10**9),
        "unit": Option(lambda reader, name: reader.text(name), ""),
    }
    example = "1.200"

    def take(self, field: Any, raw: Raw, name: str, context: Any) -> int | None:
        text = self.prepare(typed(raw, name))
        if not text:
            return None
        if not _PLAIN.match(text) and not _GROUPED.match(text):
            raise Wrong(name, self._not_a_number(text))
        digits = re.sub(r"[., ]", "", text)
        if len(digits) > _DIGITS:
            raise Wrong(
                name,
                Message("too_big", "Số này dài %(digits)s chữ số, quá lớn. Hãy xem lại.", {"digits": len(digits)}),
            )
        number = int(digits)
        self._refuse_outside(field, number, name)
        return number

    def prepare(self, text: str) -> str:
        """Take away what people write around a number."""
        return text.strip()

    def show(self, number: int, field: Any) -> str:
        """Write the number for people."""
        return format_number(number)

    def display(self, field: Any, value: Any, context: Any) -> str:
        if value is None:
            return ""
        unit = field.option("unit")
        return f"{self.show(value, field)} {unit}".strip()

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        fits = isinstance(value, int) and not isinstance(value, bool)
        return {name: [format_number(value)] if fits else []}

    def json_schema(self, field: Any, context: Any) -> dict[str, Any]:
        return {
            "title": field.label,
            "type": "integer",
            "minimum": field.option("min"),
            "maximum": field.option("max"),
        }

    def _not_a_number(self, text: str) -> Message:
        if _DECIMAL.match(text):
            return Message(
                "not_whole", "Ô này chỉ nhận số nguyên, không có phần lẻ. Ví dụ: %(example)s.", self._params()
            )
        return Message("not_a_number", "Hãy ghi bằng chữ số, ví dụ %(example)s.", self._params())

    def _params(self) -> dict[str, str]:
        return {"example": self.example}

    def _refuse_outside(self, field: Any, number: int, name: str) -> None:
        least, most = field.option("min"), field.option("max")
        if least is not None and number < least:
            text = "Số này nhỏ quá; hãy ghi từ %(least)s trở lên."
            raise Wrong(name, Message("too_small", text, {"least": self.show(least, field)}))
        if most is not None and number > most:
            text = "Số này lớn quá; hãy ghi nhiều nhất %(most)s."
            raise Wrong(name, Message("too_big", text, {"most": self.show(most, field)}))


class Money(Integer):
    """An amount in whole đồng."""

    name = "money"
    options = {"min": _bound(0), "max": _bound(10**14)}
    example = "1.500.000"

    def prepare(self, text: str) -> str:
        return _CURRENCY.sub("", text.strip()).strip()

    def show(self, number: int, field: Any) -> str:
        return format_money(number)

    def display(self, field: Any, value: Any, context: Any) -> str:
        return "" if value is None else format_money(value)
