"""Joining the lines of a unit's tally, so that adding them up stays cheap."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from ..models import Tally
from ..queries.counting import lines_to_tidy

LINES_AT_MOST = 500
PLACE = ("state", "is_open", "is_paused", "holder_unit_id", "holder_function", "holder_id")


def tidy_tallies(at: datetime, *, most: int = LINES_AT_MOST) -> int:
    """Make one line per place of every unit that has more than `most`; how many units. Nothing that is read changes.

    Lines added meanwhile stay as they are: only those read here are joined.
    """
    units = lines_to_tidy(most)
    for unit_id in units:
        with transaction.atomic():
            lines = list(Tally.objects.select_for_update().filter(unit_id=unit_id).order_by("pk"))
            sums: Counter[tuple[object, ...]] = Counter()
            for line in lines:
                sums[tuple(getattr(line, name) for name in PLACE)] += line.count
            for first in range(0, len(lines), 500):
                Tally.objects.filter(pk__in=[line.pk for line in lines[first : first + 500]]).delete()
            joined = [
                Tally(unit_id=unit_id, count=count, **dict(zip(PLACE, place, strict=True)))
                for place, count in sums.items()
                if count
            ]
            Tally.objects.bulk_create(joined, batch_size=100)
    return 0
