"""What this room needs of the outside world: somebody who carries a message, and tells what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


class TemporaryFailure(Exception):
    """The carrier could not now; another carrier is asked, or the message is tried again later."""


class Slower(TemporaryFailure):
    """The carrier is well but wants fewer messages in a second; it is left alone for a moment."""


class RecipientAway(TemporaryFailure):
    """This one recipient cannot be reached now (a full box); nothing is wrong with the carrier."""


class PermanentFailure(Exception):
    """The carrier never will (a wrong number, a refused address); the message goes to the dead letters."""


class Carrier(Protocol):
    """Carries one message over one channel. `key` is stable over retries, so that the far side can drop a repeat."""

    def send(self, *, key: str, address: str, subject: str, body: str, tag: str = "") -> str | None:
        """Hand the message over within a deadline of the carrier's own; the far side's name for it, if it gives one.

        Raises TemporaryFailure or PermanentFailure.
        """
        ...


@runtime_checkable
class Probed(Protocol):
    """A carrier that can be asked whether it is well without sending anything."""

    def probe(self) -> None:
        """Return if it is well. Raises TemporaryFailure."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message: `reference` is the far side's name for it, `fate` delivered, failed or expired."""

    reference: str
    fate: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text message from somebody's phone. `reference` is the same when the far side tells it twice."""

    reference: str
    sender: str
    text: str


Heard = Report | Incoming


@runtime_checkable
class Listener(Protocol):
    """A carrier that hears reports and incoming texts on its own line."""

    def heard(self) -> Sequence[tuple[object, Heard]]:
        """What was heard and not yet acknowledged, each with a token for `acknowledge`; opens the line if need be."""
        ...

    def acknowledge(self, token: object) -> None:
        """Say to the far side that it is written down; until then it would be told again."""
        ...
