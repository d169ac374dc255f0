"""Work entrusted between colleagues, as one of them reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from ..models import Delegation


@dataclass(frozen=True, slots=True)
class Entrusted:
    """One delegation: whose post, to whom, between which days (both included; an open end until further notice)."""

    from_account_id: UUID
    from_name: str
    to_name: str
    title: str
    unit_name: str
    valid_from: date
    valid_to: date | None
    reason: str


def delegations_of(account_id: UUID, on: date) -> list[Entrusted]:
    """What a person has entrusted to others or others to them, from `on` onwards, the earliest first."""
    rows = (
        Delegation.objects.filter(Q(holding__account=account_id) | Q(to_account=account_id))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("holding__post__unit", "holding__account", "to_account")
        .order_by("valid_from", "pk")
    )
    return [
        Entrusted(
            row.holding.account_id,
            row.holding.account.full_name,
            row.to_account.full_name,
            row.holding.post.title,
            row.holding.post.unit.name,
            row.valid_from,
            row.valid_to,
            row.reason,
        )
        for row in rows
    ]
