"""What all offices did lately and have in hand, for anybody to read: whole numbers of many dossiers, never of a few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.utils.timezone import localtime

from motcua.organisation.rules import scope

from ..models import Dossier
from ..rules.states import State

# Fewer decisions than this say too much about each of them.
FEWEST = 20
DAYS = 30
KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Lately:
    """Dossiers decided from the day `since` on and how many of these by the promised time; those open now.

    `open` were taken in and are not decided; `late` of these are past their promise, which does not run for a pause.
    """

    since: date
    decided: int
    in_time: int
    open: int
    late: int

    @property
    def percent(self) -> float:
        """Decided in time, of a hundred."""
        return 100 * self.in_time / self.decided


def lately(at: datetime) -> Lately | None:
    """Counted from the dossiers themselves, at most every ten minutes; None where there are too few to be told."""
    since = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
    key = f"lately:{since:%Y-%m-%d}"
    found: Lately | None = cache.get(key)
    if found is None:
        with scope.within(scope.EVERYTHING):
            found = Lately(since.date(), **_decided(since), **_open(at))
        cache.set(key, found, KEPT_SECONDS)
    return found if found.decided >= FEWEST else None


def _decided(since: datetime) -> dict[str, int]:
    decided = Dossier.objects.filter(resolved_at__gte=since, state__in=(State.RESOLVED, State.RETURNED))
    return decided.order_by().aggregate(
        decided=Count("pk"), in_time=Count("pk", filter=Q(resolved_at__lte=F("due_at"), counts_as_late=False))
    )


def _open(at: datetime) -> dict[str, int]:
    taken_in = Dossier.objects.filter(is_open=True, received_at__isnull=False)
    return taken_in.order_by().aggregate(open=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at, is_paused=False)))
