"""What all offices did this month, for anybody to read: whole numbers of many dossiers, never of a few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.utils.timezone import localtime

from motcua.organisation.rules import scope

from ..models import Dossier
from ..rules.states import State

# Fewer decisions than this say too much about each of them.
FEWEST = 20
KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class MonthSoFar:
    """Dossiers decided since the first of the month, and how many of these by the promised time."""

    decided: int
    in_time: int

    @property
    def percent(self) -> float:
        return 100 * self.in_time / self.decided


def month_so_far(at: datetime) -> MonthSoFar | None:
    """Counted from the dossiers themselves, at most every ten minutes; None where there are too few to be told."""
    first = localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    key = f"month-so-far:{first:%Y-%m}"
    found = cache.get(key)
    if found is None:
        decided = Dossier.objects.filter(resolved_at__gte=first, state__in=(State.RESOLVED, State.RETURNED))
        with scope.within(scope.EVERYTHING):
            counted = decided.order_by().aggregate(
                decided=Count("pk"), in_time=Count("pk", filter=Q(resolved_at__lte=F("due_at"), counts_as_late=False))
            )
        found = (counted["decided"], counted["in_time"])
        cache.set(key, found, KEPT_SECONDS)
    return MonthSoFar(*found) if found[0] >= FEWEST else None
