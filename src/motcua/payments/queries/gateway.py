"""How the gateway has done at an office, for its administrator; and the accounts it has collected into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from motcua.organisation.rules import scope

from ..models import CollectionAccount, GatewayAttempt

LOOKED_BACK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class GatewayStanding:
    """Attempts begun in the last 24 hours by what became of them, and what the gateway last failed to answer."""

    paid: int
    failed: int
    waiting: int
    last_error: str


def gateway_standing(unit_id: UUID, at: datetime) -> GatewayStanding:
    """Counts of an office whose administrator asks; no row leaves."""
    with scope.also(units=[unit_id]):
        found = GatewayAttempt.objects.filter(unit_id=unit_id, begun_at__gte=at - LOOKED_BACK).order_by()
        many = dict(found.values("state").annotate(many=Count("pk")).values_list("state", "many"))
        wrong = found.exclude(last_error="").order_by("-begun_at", "-pk").values_list("last_error", flat=True).first()
    return GatewayStanding(
        many.get("paid", 0), many.get("failed", 0) + many.get("expired", 0), many.get("waiting", 0), wrong or ""
    )


def accounts_of(unit_id: UUID) -> list[CollectionAccount]:
    """Every account an office has collected into, the newest first; they are shown to whoever pays."""
    return list(CollectionAccount.objects.filter(unit_id=unit_id).order_by("-valid_from", "-pk")[:50])
