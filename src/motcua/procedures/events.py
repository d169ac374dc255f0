"""What happened to a procedure version, for the rooms that listen; receivers run in the action's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VersionEvent:
    """A fact about one version of one procedure; `by_account_id` is None where the system did it."""

    version_id: UUID
    procedure_key: str
    number: str
    at: datetime
    by_account_id: UUID | None


class VersionPublished(VersionEvent): ...


class VersionWithdrawn(VersionEvent): ...


Receiver = Callable[[VersionEvent], None]
_receivers: dict[type[VersionEvent], list[Receiver]] = defaultdict(list)


def hear(event: type[VersionEvent], receiver: Receiver) -> None:
    """Have `receiver` called for every event of the type; a second time for the same pair changes nothing."""
    if receiver not in _receivers[event]:
        _receivers[event].append(receiver)


def announce(event: VersionEvent) -> None:
    """Tell every receiver of the event's type, in the order they began to listen."""
    for receiver in _receivers[type(event)]:
        receiver(event)
