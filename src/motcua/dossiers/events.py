"""What happened to a dossier, for the rooms that listen.

Receivers run inside the action's transaction and only write rows (an outbox message, a receipt to print); telling the
world
happens after commit, by a worker. `hear` is called once per receiver when the listening room's app is ready.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Dossier, JournalEntry


@dataclass(frozen=True, slots=True)
class DossierEvent:
    """A fact: the dossier as it is now and the journal entry that says who did what, when."""

    dossier: Dossier
    entry: JournalEntry


class DossierSubmitted(DossierEvent): ...


class DossierAccepted(DossierEvent): ...


class DossierRefused(DossierEvent): ...


class SupplementRequested(DossierEvent): ...


class SupplementAnswered(DossierEvent): ...


class ObligationRequested(DossierEvent): ...


class ObligationConfirmed(DossierEvent): ...


class DossierMoved(DossierEvent):
    """Assigned, forwarded, sent back, consulted, submitted, signed, sent for redo, reassigned."""


class DossierResolved(DossierEvent): ...


class DossierReturned(DossierEvent): ...


class WithdrawalAsked(DossierEvent): ...


class WithdrawalDeclined(DossierEvent): ...


class DossierStopped(DossierEvent): ...


class DossierExtended(DossierEvent): ...


class DossierCorrected(DossierEvent): ...


class ResultRevoked(DossierEvent):
    """A result that was issued is taken back, or another stands in its place; the dossier's state stays."""


class HolderReminded(DossierEvent):
    """A leader asked whoever holds the dossier to see to it."""


class DossierTakenOver(DossierEvent):
    """Another agency has followed the one that took the dossier in."""


Receiver = Callable[[DossierEvent], None]
_receivers: dict[type[DossierEvent], list[Receiver]] = defaultdict(list)


def hear(event: type[DossierEvent], receiver: Receiver) -> None:
    """Have `receiver` called for every event of the type; a second time for the same pair changes nothing."""
    if receiver not in _receivers[event]:
        _receivers[event].append(receiver)


def announce(event: DossierEvent) -> None:
    """Tell every receiver of the event's type, in the order they began to listen."""
    for receiver in _receivers[type(event)]:
        receiver(event)
