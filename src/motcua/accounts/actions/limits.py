"""How often something may be asked for in a while, counted in the database: the same for every process of the house."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from ..models import RateCount
from ..rules.digests import keyed


def count(what: str, who: str, *, most: int, per: timedelta, at: datetime, many: int = 1) -> datetime | None:
    """Count one more; gives the moment from which it is allowed again where it is too often, else None.

    Windows begin with the first request and end after `per`; what is refused is counted no further.
    """
    subject = keyed(settings.SECRET_KEY, "rate", f"{what} {int(per.total_seconds())} {who}")
    with transaction.atomic():
        RateCount.objects.bulk_create([RateCount(subject=subject, until=at + per)], ignore_conflicts=True)
        row = RateCount.objects.select_for_update().get(subject=subject)
        if row.until <= at or row.until > at + per:
            row.count, row.until = 0, at + per
        if row.count + many > most:
            return row.until
        row.count += many
        row.save(update_fields=["count", "until"])
    return None


def forget_old_counts(at: datetime) -> int:
    """Remove windows that are over; how many there were. The worker calls this every hour."""
    return RateCount.objects.filter(until__lt=at).delete()[0]
