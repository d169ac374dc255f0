"""The append-only journal of changes to the organisation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..models import OrganisationChange, Unit
from ..rules.authority import Authority


def note(
    verb: str, *, by: Authority, at: datetime, unit: Unit | None, reason: str = "", **data: Any
) -> OrganisationChange:
    """Write down a change in the transaction that makes it; identifiers and dates only, never personal values."""
    return OrganisationChange.objects.create(
        verb=verb,
        unit=unit,
        at=at,
        actor_id=by.account_id,
        reason=reason[:300],
        data={name: value if isinstance(value, int | list | bool) else str(value) for name, value in data.items()},
    )
