"""A person's yes, given by a code that was sent to their phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

FRESH_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Consent:
    """That whoever holds `phone` said yes at `at`; `account_id` is theirs, None where they have no account yet.

    Only `accounts.actions` makes one, from a code that was right.
    """

    phone: str
    account_id: UUID | None
    at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether what was agreed to may still begin."""
        return now - self.at <= FRESH_FOR
