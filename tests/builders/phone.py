"""The phone in somebody's hand: the texts that were sent to it."""

from __future__ import annotations

import re

from motcua.correspondence.models import Message


def newest_code(phone: str = "") -> str:
    """The code in the newest text message (to `phone`, written +84…), as its holder reads it."""
    texts = Message.objects.filter(kind="code")
    if phone:
        texts = texts.filter(address=phone)
    newest = texts.order_by("-created_at", "-pk").first()
    assert newest is not None, "no code was sent"
    found = re.search(r"\b\d{6}\b", newest.body)
    assert found is not None, newest.body
    return found[0]
