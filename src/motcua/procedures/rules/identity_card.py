"""The QR of a citizen's identity card, as a scanner types it into a page.

Fields in one line, parted by "|": number, older number or nothing, full name, birth as ddmmyyyy, sex, address, day of
issue as ddmmyyyy; newer cards add more, which is left alone (cards since 2021; Circular 06/2021/TT-BCA as built). A
scanner is a keyboard: its letters pass through the machine's keyboard layout, so the bars may come as another sign and
the letters of the name broken. What can be told for certain is taken; a name that cannot is left to be typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from motcua.procedures.rules.identity_numbers import problem_with
from motcua.procedures.rules.messages import Message

LONGEST = 1000
FEWEST_FIELDS = 5
SEXES = {"nam": "male", "nu": "female"}
_NUMBER = re.compile(r"[^0-9]*([0-9]{12})(.)", re.DOTALL)
_SPACES = re.compile(r"\s+")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.\-][^\W\d_]+)*")
# Two letters of UTF-8 read as one of Windows' western letters each: "Vũ" comes as "VÅ©".
_BROKEN = re.compile("[\u00c2-\u00c6\u00e1][\u0080-\u00bf\u0152-\u0178\u2013-\u2122\u0192\u02c6\u02dc]")


class CardNotRead(ValueError):
    """What was scanned is no identity card; the message says so in plain words."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


@dataclass(frozen=True, slots=True)
class Card:
    """A person as their card names them. What could not be read is empty; `sex` is male, female or empty."""

    number: str
    name: str
    birth: date | None
    sex: str
    address: str
    issued: date | None
    old_number: str = ""


def read_card(scanned: str, *, today: date) -> Card:
    """Read a scanned card. Raises CardNotRead where it is none, or its number cannot be right."""
    fields = _fields(unicodedata.normalize("NFC", scanned[: LONGEST + 1]))
    number, old, name, born, sex, address, issued = (*fields, "", "", "")[:7]
    birth, kind = _day(born), SEXES.get(_bare(sex), "")
    if birth is None or birth > today:
        raise CardNotRead(Message("card_birth", "Ngày sinh trên mã không đọc được. Quét lại, hoặc gõ theo thẻ."))
    if problem_with(number, today=today, sex=kind or None, birth={"year": birth.year}) is not None:
        raise CardNotRead(Message("card_number", "Số trên mã không hợp với ngày sinh, giới tính. Quét lại."))
    return Card(
        number=number,
        name=_readable(name, most=120),
        birth=birth,
        sex=kind,
        address=_SPACES.sub(" ", _mended(address)).strip()[:300],
        issued=_day(issued),
        old_number=old.strip() if old.strip().isascii() and old.strip().isdigit() else "",
    )


def _fields(text: str) -> tuple[str, ...]:
    found = _NUMBER.match(text)
    if found is None or len(text) > LONGEST:
        raise CardNotRead(Message("card", "Đây không phải mã trên thẻ căn cước. Quét mã vuông ở mặt trước của thẻ."))
    # The sign after the number is the bar, whatever the keyboard layout made of it.
    fields = text[found.start(1) :].strip("\r\n").split(found[2])
    if found[2].isalnum() or found[2].isspace() or len(fields) < FEWEST_FIELDS:
        raise CardNotRead(Message("card_cut", "Mã quét được chưa đủ. Đưa thẻ thẳng trước máy rồi quét lại."))
    return tuple(fields)


def _day(text: str) -> date | None:
    digits = text.strip()
    if len(digits) != 8 or not digits.isascii() or not digits.isdigit():
        return None
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _readable(name: str, *, most: int) -> str:
    """The name if it is one: letters of a name and nothing a layout put in their place."""
    mended = _SPACES.sub(" ", _mended(name)).strip()
    return mended if len(mended) <= most and _NAME.fullmatch(mended) and not _BROKEN.search(mended) else ""


def _mended(text: str) -> str:
    if not _BROKEN.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return unicodedata.normalize("NFC", text.encode(encoding).decode())
        except UnicodeError:
            continue
    return text


def _bare(sex: str) -> str:
    # "Nữ" with or without its marks, whole or broken: its first letter and its length tell it from "Nam".
    word = "".join(sign for sign in unicodedata.normalize("NFD", _mended(sex)) if sign.isascii() and sign.isalpha())
    return {"n": "nu"}.get(word.casefold(), word.casefold())
