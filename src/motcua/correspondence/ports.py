"""What this room needs of the outside world: somebody who carries a message."""

from __future__ import annotations

from typing import Protocol


class TemporaryFailure(Exception):
    """The carrier could not now; the message is tried again later."""


class PermanentFailure(Exception):
    """The carrier never will (a wrong number, a refused address); the message goes to the dead letters."""


class Carrier(Protocol):
    """Carries one message over one channel. `key` is stable over retries, so that the far side can drop a repeat."""

    def send(self, *, key: str, address: str, subject: str, body: str) -> None:
        """Hand the message over within a deadline of the carrier's own. Raises TemporaryFailure or PermanentFailure."""
        ...
