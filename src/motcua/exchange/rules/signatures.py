"""What proves to a partner that a message comes from us and is not an old one: HMAC-SHA256 over moment and body."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "Motcua-Signature"
TOLERANCE_SECONDS = 300


def signature(secret: str, body: bytes, moment: int) -> str:
    """The header's value: `t=<unix seconds>,v1=<hex>`."""
    said = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={said}"


def is_genuine(header: str, secret: str, body: bytes, now: int) -> bool:
    """What a receiver does: the signature is ours and not older than five minutes."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    moment = parts.get("t", "")
    if not (moment.isascii() and moment.isdigit()) or abs(now - int(moment)) > TOLERANCE_SECONDS:
        return False
    return hmac.compare_digest(signature(secret, body, int(moment)), header)
