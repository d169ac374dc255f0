"""What the room asks of the outside world; adapters do it, settings name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class TemporaryFailure(Exception):
    """It may work later."""


class PermanentFailure(Exception):
    """It will never work like this."""


class Postman(Protocol):
    """Hands a signed message to a partner's address."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send it, within a deadline of one's own. Raises TemporaryFailure or PermanentFailure."""


@dataclass(frozen=True, slots=True)
class ToldFile:
    """A file as it is named to others: never its bytes, but what proves that they are the same."""

    id: str
    paper: str
    name: str
    size: int
    sha256: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class ToldFee:
    """Something to pay: a published fee or charge, or an obligation asked for; `amount` None where set elsewhere."""

    key: str
    name: str
    kind: str
    amount: int | None
    paid_at: datetime | None = None
    receipt_number: str = ""
    waived: bool = False


@dataclass(frozen=True, slots=True)
class ToldSupplement:
    """One request for what was missing, and what came of it."""

    id: str
    asked_by: str
    words: str
    asked_at: datetime
    answered_at: datetime | None
    answer: str
    files: tuple[ToldFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldResult:
    """The result that was issued; on paper only where it has no files."""

    id: str
    name: str
    number: str
    issued_at: datetime
    files: tuple[ToldFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the national portal is to know of a dossier at one entry of its journal; moments are aware."""

    code: str
    procedure_code: str
    procedure_name: str
    office_code: str
    office_name: str
    owner_name: str
    owner_kind: str
    owner_identity_number: str
    owner_phone: str
    owner_email: str
    owner_address: str
    channel: str
    delivery_wish: str
    state: int
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime
    resolved_at: datetime | None
    returned_at: datetime | None
    is_first: bool
    verb: str = ""
    at: datetime | None = None
    actor_name: str = ""
    actor_title: str = ""
    unit_name: str = ""
    note: str = ""
    files: tuple[ToldFile, ...] = ()
    fees: tuple[ToldFee, ...] = ()
    supplements: tuple[ToldSupplement, ...] = ()
    results: tuple[ToldResult, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownThere:
    """What the portal says it knows of a dossier: state code and moments, None where it says nothing."""

    code: str
    state: int | None
    received_at: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None


class NationalPortal(Protocol):
    """The national portal, or what stands for it."""

    def tell(self, told: Told) -> None:
        """Send the dossier as it is and the step that brought it there. Raises TemporaryFailure or PermanentFailure."""

    def looked_up(self, code: str) -> KnownThere | None:
        """What the portal knows of a dossier; None where it knows none. Raises TemporaryFailure or PermanentFailure."""
