"""The codes an authenticator shows (RFC 6238) and the recovery codes on paper."""

from __future__ import annotations

import re
import secrets
import unicodedata

PERIOD, DIGITS = 30, 6
# One step back and one ahead: people type slowly, clocks differ a little.
SLACK = 1
RECOVERY_CODES = 10
# Neither 0 and o nor 1, i and l.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def typed(text: str) -> str:
    """A code as it was typed, without spaces, hyphens and capitals."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text[:60])).casefold()


def is_recovery_code(text: str) -> bool:
    """Whether this looks like a code on paper rather than one of an authenticator."""
    return len(text) == 10 and all(sign in _LETTERS for sign in text)


def new_recovery_codes() -> list[str]:
    """Ten fresh codes, "abcde-fghjk", about 49 bits each."""
    whole = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    return [f"{one[:5]}-{one[5:]}" for one in whole]
