"""The chain of a unit's journal: each entry's hash covers its facts and the hash before it.

Free text is covered by its own digest, so that a text may one day be erased for privacy without breaking the chain; the
identifiers, times and states stay. Heads are anchored outside the database (`motcua journal anchor`), because cutting
off a
tail is visible only against such an anchor (RULES.md 13).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64


def digest_of(text: str) -> str:
    """SHA-256 of a free text, empty for an empty one."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def canonical(facts: Mapping[str, Any]) -> bytes:
    """The one byte string by which facts are hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()


def chained(previous: str, facts: Mapping[str, Any]) -> str:
    """The hash of an entry: SHA-256 over the previous hash and the entry's canonical facts, in hexadecimal."""
    return hashlib.sha256(previous.encode() + canonical(facts)).hexdigest()
