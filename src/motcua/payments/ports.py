"""What the room asks of the outside world; adapters do it, settings name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class GatewayDown(Exception):
    """The gateway did not answer, or not readably; it is asked again later."""


class FalseNotice(Exception):
    """What claims to come from the gateway was not signed by it, or not for us."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the gateway is to collect: our reference, whole đồng, words without personal data, when it was begun."""

    reference: str
    amount: int
    words: str
    begun_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gateway says became of an order.

    `paid` None: not decided there yet. `code` is its own word; `transaction` its number; `told` everything it said.
    """

    reference: str
    amount: int
    paid: bool | None
    code: str
    transaction: str
    told: Mapping[str, str]


class Gateway(Protocol):
    """A payment gateway to which the payer is sent, and which tells our server what became of it."""

    def address(self, order: Order, *, back: str, payer_address: str, language: str) -> str:
        """Where the payer is sent, signed; `back` is where the gateway sends them afterwards. No network."""

    def heard(self, told: Mapping[str, str]) -> Outcome:
        """A notice or what came back with the payer, its signature proven. Raises FalseNotice. No network."""

    def asked(self, order: Order, at: datetime) -> Outcome | None:
        """What became of an order; None where the gateway knows none. Raises GatewayDown, FalseNotice."""
