"""What the room asks of the outside world; adapters do it, settings name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


class TemporaryFailure(Exception):
    """It may work later."""


class PermanentFailure(Exception):
    """It will never work like this."""


class Postman(Protocol):
    """Hands a signed message to a partner's address."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send it, within a deadline of one's own. Raises TemporaryFailure or PermanentFailure."""


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
    papers: tuple[Mapping[str, Any], ...] = field(default=())


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
