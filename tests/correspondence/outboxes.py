"""Messages laid into the outbox without a dossier, and carriers that do what a test wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection

from motcua.correspondence.models import Message
from motcua.organisation.models import Unit
from tests.builders.office import MORNING


def laid(number: int = 0, *, channel: str = "sms", at: datetime = MORNING, **fields: Any) -> Message:
    """A waiting message; `number` makes its address."""
    address = f"+8491200{number:04d}" if channel == "sms" else f"nguoi{number}@example.vn"
    unit = Unit.objects.filter(is_office=True).order_by("code")[0]
    told: dict[str, Any] = {
        "unit": unit,
        "key": f"{uuid4()}:{channel}",
        "kind": "accepted",
        "channel": channel,
        "address": address,
        "subject": "Đã nhận hồ sơ",
        "body": "Xin chào",
        "created_at": at,
        "send_after": at,
    }
    return Message.objects.create(**{**told, **fields})


@dataclass
class Carried:
    """A carrier that notes what it was given, then does what it is told to."""

    does: Callable[[str], None] = lambda address: None
    keys: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    inside_a_transaction: list[bool] = field(default_factory=list)

    def send(self, *, key: str, address: str, subject: str, body: str, tag: str = "") -> None:
        self.keys.append(key)
        self.addresses.append(address)
        self.inside_a_transaction.append(connection.in_atomic_block)
        self.does(address)


def raising(failure: Exception, *, only: str = "") -> Callable[[str], None]:
    """What a carrier does that fails, for everybody or for one address only."""

    def does(address: str) -> None:
        if not only or address == only:
            raise failure

    return does
