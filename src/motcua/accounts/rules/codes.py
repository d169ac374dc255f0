"""One-time codes sent to a phone: how long, how many tries, how often."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a code proves a phone for; a code for one purpose is worth nothing for another."""

    SIGN_IN = "sign_in"
    CHANGE_PHONE = "change_phone"
    RECOVER = "recover"
    CONFIRM = "confirm"
    ASSIST = "assist"  # a helper may fill in one dossier
    FILE = "file"  # the citizen files it at the helper's machine


GOOD_FOR = timedelta(minutes=5)
TRIES = 5
NEXT_AFTER = timedelta(seconds=60)
# Per phone, so that nobody's phone is made to ring all day; per network address, so that nobody tries all phones. Many
# people share an address (a ward's desk, a telephone network): there the bound is on what texts may cost in a day.
PER_PHONE = ((5, timedelta(minutes=30)), (10, timedelta(hours=24)))
PER_ADDRESS = ((60, timedelta(minutes=10)), (1000, timedelta(hours=24)))
# Tries of codes from one address, over all phones.
TRIES_PER_ADDRESS = (200, timedelta(minutes=10))


def new_code() -> str:
    """Six digits, each as likely as any other."""
    return f"{secrets.randbelow(1_000_000):06d}"


def typed(text: str) -> str:
    """A code as it was typed or pasted, without spaces and dots; empty for what is no code."""
    digits = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text[:40]))
    return digits if re.fullmatch(r"[0-9]{6}", digits) else ""
