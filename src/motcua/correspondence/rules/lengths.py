"""How long a text message is on the air: its alphabet, its parts, and the bytes of each part.

GSM 03.38 (GSM-7): 160 signs in one part, 153 in each of several; the signs of the extension table count two. UCS-2: 70
and 67 units of 16 bits. A part begins with six bytes that say which of how many it is (3GPP TS 23.040 §9.2.3.24.1).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# The order is the alphabet's own: the place of a sign is its value. `\x1b` leads to the extension table.
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = {"\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40,
             "€": 0x65}  # fmt: skip
ESCAPE = 0x1B
VALUES = {sign: value for value, sign in enumerate(BASIC) if value != ESCAPE}
ONE_GSM, MANY_GSM, ONE_UCS2, MANY_UCS2 = 160, 153, 70, 67
MOST_PARTS = 10


@dataclass(frozen=True, slots=True)
class Length:
    """What a text costs: its alphabet (`gsm7` or `ucs2`), units used, units that the last part still has, parts."""

    alphabet: str
    units: int
    left: int
    parts: int


def composed(text: str) -> str:
    """The text with each mark joined to its letter (NFC): apart they would cost a sign each."""
    return unicodedata.normalize("NFC", text)


def is_gsm(text: str) -> bool:
    """Whether every sign stands in the GSM alphabet or its extension."""
    return all(sign in VALUES or sign in EXTENSION for sign in text)


def measured(text: str) -> Length:
    """The length of a text as it would leave."""
    text = composed(text)
    pieces, alphabet = _pieces(text)
    one, many = (ONE_GSM, MANY_GSM) if alphabet == "gsm7" else (ONE_UCS2, MANY_UCS2)
    wide = 1 if alphabet == "gsm7" else 2
    units = sum(map(len, pieces)) // wide
    filled = [sum(map(len, part)) // wide for part in _parts(pieces, one * wide, many * wide)]
    room = one if len(filled) == 1 else many
    return Length(alphabet, units, room - filled[-1], len(filled))


def cut(text: str) -> tuple[str, list[bytes]]:
    """The alphabet and the bytes of each part, one septet in a byte for GSM-7 (gateways pack them themselves)."""
    pieces, alphabet = _pieces(composed(text))
    one, many = (ONE_GSM, MANY_GSM) if alphabet == "gsm7" else (ONE_UCS2 * 2, MANY_UCS2 * 2)
    return alphabet, [b"".join(part) for part in _parts(pieces, one, many)]


def _pieces(text: str) -> tuple[list[bytes], str]:
    """One piece of bytes for each sign: never cut through."""
    if is_gsm(text):
        return [bytes([VALUES[s]]) if s in VALUES else bytes([ESCAPE, EXTENSION[s]]) for s in text], "gsm7"
    return [sign.encode("utf-16-be") for sign in text], "ucs2"


def _parts(pieces: list[bytes], one: int, many: int) -> list[list[bytes]]:
    if sum(map(len, pieces)) <= one:
        return [pieces]
    parts: list[list[bytes]] = [[]]
    filled = 0
    for piece in pieces:
        if filled + len(piece) > many:
            parts.append([])
            filled = 0
        parts[-1].append(piece)
        filled += len(piece)
    return parts


def read_gsm(data: bytes) -> str:
    """Text of unpacked GSM-7 bytes; what is no sign becomes a question mark."""
    back = {value: sign for sign, value in EXTENSION.items()}
    said, escaped = [], False
    for value in data:
        if value == ESCAPE and not escaped:
            escaped = True
            continue
        sign = back.get(value, "?") if escaped else (BASIC[value] if value < len(BASIC) else "?")
        said.append(sign)
        escaped = False
    return "".join(said)
