"""What is kept instead of a code, a phone number or an address: a digest under a key."""

from __future__ import annotations

import hashlib
import hmac


def keyed(key: str, purpose: str, text: str) -> str:
    """The digest of a text for one purpose, 64 hexadecimal digits."""
    derived = hashlib.sha256(f"motcua.accounts.{purpose}:{key}".encode()).digest()
    return hmac.new(derived, text.encode(), hashlib.sha256).hexdigest()
