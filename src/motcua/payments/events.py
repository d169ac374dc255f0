"""What happened to money, for the rooms that listen; receivers run inside the transaction and only write rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

    from .models import MoneyReceipt, Payment


@dataclass(frozen=True, slots=True)
class PaymentReceived:
    """Money came in for a dossier; `balance` is what is still to be paid, below zero what was paid too much."""

    dossier: Dossier
    payment: Payment
    receipt: MoneyReceipt
    balance: int


@dataclass(frozen=True, slots=True)
class PaymentReturned:
    """Money went back to whoever paid: a refund, or a receipt cancelled with its money."""

    dossier: Dossier
    payment: Payment
    balance: int


MoneyEvent = PaymentReceived | PaymentReturned
_receivers: dict[type[MoneyEvent], list[Callable[[MoneyEvent], None]]] = defaultdict(list)


def hear(event: type[MoneyEvent], receiver: Callable[[MoneyEvent], None]) -> None:
    """Have `receiver` called for every event of the type; a second time for the same pair changes nothing."""
    if receiver not in _receivers[event]:
        _receivers[event].append(receiver)


def announce(event: MoneyEvent) -> None:
    """Tell every receiver of the event's type, in the order they began to listen."""
    for receiver in _receivers[type(event)]:
        receiver(event)
