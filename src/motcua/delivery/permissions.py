"""Who sees to parcels at an office: whoever receives dossiers at its desk, and its head."""

from __future__ import annotations

from uuid import UUID

from motcua.dossiers.permissions import may_receive_at
from motcua.organisation.rules.authority import Authority


def may_see_to_parcels(by: Authority, office_id: UUID) -> bool:
    """Order again, cancel, print slips, hand over, note what was fetched."""
    return may_receive_at(by, office_id)
