"""Text as the fonts of the papers can draw it: PDF/A refuses a sheet with one sign that no font has.

What a citizen typed must never keep a receipt from being printed, so a sign from elsewhere (an emoji, a Chinese
letter) becomes an empty square, and signs that are not seen at all (control, direction, zero width) are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

UNKNOWN = "□"
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Tried out sign by sign on typst's own fonts; the test of this module tries them again.
DRAWN = (
    (0x20, 0x7E),
    (0xA0, 0x377),
    (0x400, 0x4FF),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20A0, 0x20BF),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x22FF),
    (0x2500, 0x25FF),
)
_FOREIGN = re.compile("[^\n" + "".join(f"{chr(first)}-{chr(last)}" for first, last in DRAWN).replace("\\", "") + "]")


def printable(value: Any) -> Any:
    """The same value, with every text in it composed (NFC) and reduced to signs that can be drawn."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\t", " ")
        return _FOREIGN.sub(_instead, text)
    if isinstance(value, Mapping):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return value


def _instead(found: re.Match[str]) -> str:
    category = unicodedata.category(found[0])
    if category == "Zs":
        return " "
    return "" if category in UNSEEN or category.startswith("M") else UNKNOWN
