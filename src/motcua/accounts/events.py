"""What happened to an account that other rooms must carry out of the house.

Receivers run inside the action's transaction and only write rows (an outbox message); `hear` is called once per
receiver when the listening room's app is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """A one-time code was made for a phone. Only here it is written in clear: carry it, forget it."""

    id: UUID
    phone: str
    code: str = field(repr=False)
    purpose: str
    at: datetime
    until: datetime
    about: Mapping[str, str] = field(default_factory=dict)  # what the message has to name besides, by purpose


Receiver = Callable[[CodeIssued], None]
_receivers: list[Receiver] = []


def hear(receiver: Receiver) -> None:
    """Have `receiver` called for every code that is issued; a second time changes nothing."""
    if receiver not in _receivers:
        _receivers.append(receiver)


def announce(event: CodeIssued) -> None:
    """Tell every receiver, in the order they began to listen."""
    for receiver in _receivers:
        receiver(event)
