"""What proves to a partner that a message comes from us and is not an old one: HMAC-SHA256 over moment and body."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "Motcua-Signature"


def signature(secret: str, body: bytes, moment: int) -> str:
    """The header's value: `t=<unix seconds>,v1=<hex>`."""
    said = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={said}"
