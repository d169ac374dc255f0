"""Phone numbers and e-mail addresses."""

import re
from typing import Any

import phonenumbers

from motcua.procedures.rules.kinds.kind import Kind
from motcua.procedures.rules.kinds.typed import Raw, Wrong, typed
from motcua.procedures.rules.messages import Message

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}\Z")
_PHONE = re.compile(r"[0-9+(). /-]+\Z")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\Z")


class Phone(Kind):
    """A phone number, Vietnamese unless it starts with ``+``; kept in the international form ``+84912345678``."""

    name = "phone"

    def take(self, field: Any, raw: Raw, name: str, context: Any) -> str:
        text = typed(raw, name, most=40)
        if not text:
            return ""
        try:
            # Letters would be read as the keys they stand on.
            number = phonenumbers.parse(text, "VN") if _PHONE.match(text) else None
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise Wrong(
                name,
                Message(
                    "phone",
                    "«%(typed)s» chưa phải là số điện thoại. Số di động có 10 chữ số, ví dụ 0912 345 678.",
                    {"typed": text},
                ),
            )
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        return {name: [self.display(field, value, None)] if value else []}

    def display(self, field: Any, value: Any, context: Any) -> str:
        if not value:
            return ""
        try:
            number = phonenumbers.parse(str(value), "VN")
        except phonenumbers.NumberParseException:
            return str(value)
        home = number.country_code == 84
        style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return str(phonenumbers.format_number(number, style))

    def json_schema(self, field: Any, context: Any) -> dict[str, Any]:
        return {"title": field.label, "type": "string", "pattern": r"^\+[1-9][0-9]{6,14}$"}


class Email(Kind):
    """An e-mail address."""

    name = "email"

    def take(self, field: Any, raw: Raw, name: str, context: Any) -> str:
        text = typed(raw, name, most=254)
        if not text:
            return ""
        local, at, domain = text.rpartition("@")
        if not at:
            raise Wrong(name, Message("email", "Địa chỉ thư phải có dấu @, ví dụ ten@example.vn."))
        labels = domain.split(".")
        if len(labels) < 2 or not all(_LABEL.match(label) for label in labels) or labels[-1].isdigit():
            text = "Phần sau dấu @ chưa đúng. Hãy xem lại, ví dụ ten@example.vn."
            raise Wrong(name, Message("email", text))
        if not _LOCAL.match(local) or local.startswith(".") or local.endswith(".") or ".." in local:
            text = "Phần trước dấu @ chưa đúng; không có dấu cách, dấu phẩy hay chữ có dấu. Ví dụ ten@example.vn."
            raise Wrong(name, Message("email", text))
        return f"{local}@{domain.lower()}"

    def json_schema(self, field: Any, context: Any) -> dict[str, Any]:
        return {"title": field.label, "type": "string", "format": "email"}
