"""What this room needs of the outside world: who keeps keys and signs with them, and who vouches for the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


class SigningFailure(Exception):
    """No signature was made; the message is plain Vietnamese for the person at the screen."""


class NoKey(SigningFailure):
    """The holder has no certificate that may be used now: none at all, expired, or not theirs."""


class SignerUnavailable(SigningFailure):
    """The keeper of the keys could not be reached in time, or answered nonsense; try again later."""


class SigningRefused(SigningFailure):
    """The keeper of the keys, or the person on their telephone, said no."""


class StillWaiting(SigningFailure):
    """The request was taken; the signature comes when its holder has confirmed. `reference` finds it again."""

    def __init__(self, message: str, reference: str) -> None:
        super().__init__(message)
        self.reference = reference


class NoStamp(SigningFailure):
    """The authority for time stamps could not be reached in time, refused, or answered what does not hold."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key: a person by login, or an office by its code (`is_office`); the names stand in the certificate."""

    key: str
    name: str
    office: str
    is_office: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """A certificate as DER, and those between it and the root."""

    certificate: bytes
    others: tuple[bytes, ...] = ()


class Signer(Protocol):
    """Keeps keys and signs with them. `name` stands in the journal; a remote one is asked over a network."""

    name: str
    is_remote: bool

    def chain(self, holder: Holder) -> Chain:
        """The holder's certificate. Raises NoKey or SignerUnavailable within a deadline of the signer's own."""
        ...

    def sign(self, holder: Holder, message: bytes, *, key: UUID, reference: str = "") -> bytes:
        """The signature over SHA-256 of `message`: DER for an elliptic key, PKCS#1 v1.5 for RSA.

        The same `key` asks for the same signature again, never for a second one; `reference` is what StillWaiting
        gave. Raises NoKey, SignerUnavailable, SigningRefused or StillWaiting within a deadline of the signer's own.
        """
        ...


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp of an authority (RFC 3161): the token as DER, the moment it vouches for, the authority's name."""

    token: bytes
    at: datetime
    by: str


class TimeStamps(Protocol):
    """Somebody outside who vouches that a digest existed at a moment."""

    def stamp(self, digest: bytes) -> Stamp:
        """A stamp over a SHA-256 digest, checked. Raises NoStamp within a deadline of its own."""
        ...
