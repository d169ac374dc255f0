"""Dossier codes of both regimes. A code is given once, never again, and never changes (DOMAIN.md §2).

2018: `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX`, four-digit daily sequence per agency (Circular 01/2018/TT-VPCP art. 19).
2025: `MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-AAXXXX`, two letters and four digits (Circular 03/2025/TT-VPCP, 04/2025/TT-VPCP).
The agency part is the unit's own opaque code in both: nothing is inferred from it.
"""

from __future__ import annotations

import secrets
from datetime import date

# Letters and digits that nobody takes for one another, read aloud or written by hand.
SPOKEN = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def dossier_code(unit_code: str, code_format: str, day: date, sequence: int) -> str:
    """The code of the day's n-th dossier (n from 1). Raises ValueError for a sequence below 1 or an unknown format."""
    if sequence < 1:
        raise ValueError("a daily sequence starts at 1")
    stamp = f"{day:%y%m%d}"
    if code_format == "2018":
        return f"{unit_code}-{stamp}-{sequence:04d}"
    if code_format == "2025":
        block, number = divmod(sequence - 1, 9999)
        if block >= len(LETTERS) ** 2:
            raise ValueError("a daily sequence ends at ZZ9999")
        first, second = divmod(block, len(LETTERS))
        return f"{unit_code}-{stamp}-{LETTERS[first]}{LETTERS[second]}{number + 1:04d}"
    raise ValueError(f"unknown code format {code_format!r}")


def normalised(text: str) -> str:
    """A code as people type it: spaces and the three dashes of phones mended, capitals."""
    return "".join(text.split()).translate(str.maketrans("–—−", "---")).upper()


def draft_code() -> str:
    """A new code for a draft: eight signs in two groups («K7M2-9QXD»), by chance, telling nothing of the draft."""
    signs = "".join(secrets.choice(SPOKEN) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def as_draft_code(text: str) -> str:
    """A draft's code as people type it, with or without the dash; empty for what cannot be one."""
    signs = "".join(one for one in text.upper() if one.isalnum())
    return f"{signs[:4]}-{signs[4:]}" if len(signs) == 8 and set(signs) <= set(SPOKEN) else ""
