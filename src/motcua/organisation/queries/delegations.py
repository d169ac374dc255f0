"""Work entrusted between colleagues, as one of them reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from ..models import Delegation, Holding
from .units import in_force


@dataclass(frozen=True, slots=True)
class Entrusted:
    """One delegation: whose post, to whom, between which days (both included; an open end until further notice)."""

    id: UUID
    from_account_id: UUID
    from_name: str
    to_name: str
    title: str
    unit_name: str
    valid_from: date
    valid_to: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """One post of a person's own, for choosing what to entrust; `kind` says holder or standing deputy."""

    id: UUID
    title: str
    function: str
    unit_name: str
    office_id: UUID
    kind: str


def delegations_of(account_id: UUID, on: date) -> list[Entrusted]:
    """What a person has entrusted to others or others to them, from `on` onwards, the earliest first."""
    rows = (
        Delegation.objects.filter(Q(holding__account=account_id) | Q(to_account=account_id))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        # One that was revoked before it began holds on no day.
        .exclude(valid_to__lt=F("valid_from"))
        .select_related("holding__post__unit", "holding__account", "to_account")
        .order_by("valid_from", "pk")
    )
    return [
        Entrusted(
            row.pk,
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


def holdings_of(account_id: UUID, on: date) -> list[Held]:
    """The posts a person holds in their own name on a day: what they may entrust to a colleague."""
    rows = (
        Holding.objects.filter(in_force(on), account=account_id)
        .select_related("post__unit")
        .order_by("post__unit__path", "post__function", "pk")
    )
    return [
        Held(
            row.pk,
            row.post.title,
            row.post.function,
            row.post.unit.name,
            row.post.unit.office_id or row.post.unit_id,
            row.kind,
        )
        for row in rows
    ]
