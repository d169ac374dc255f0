"""What this room needs of the outside world: somebody who knows people by another way (VNeID, an OpenID provider)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest


class OutsideFailure(Exception):
    """The provider does not answer, or what it says cannot be believed. The message is for the log, not the screen."""


class OutsideRefusal(Exception):
    """The person turned back at the provider."""


@dataclass(frozen=True, slots=True)
class OutsidePerson:
    """Whom a provider vouches for; name family-name first, identity number empty where it told none."""

    provider: str
    subject: str
    full_name: str
    identity_number: str = ""


class OutsideProvider(Protocol):
    """Vouches for people."""

    def begin(self, request: HttpRequest, callback: str) -> str:
        """The address to which the browser goes; what must be remembered lies in the session. Raises OutsideFailure."""
        ...

    def finish(self, request: HttpRequest) -> OutsidePerson:
        """Whom the provider vouches for, when the browser comes back. Raises OutsideFailure, OutsideRefusal."""
        ...
