"""Moments and calendars for the tables of examples."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from motcua.working_time import VIETNAM, Calendar
from tests.working_time.specimens import real


def on(text: str) -> datetime:
    """A moment on Vietnam's clock: "16:10 9/2/2018"."""
    return datetime.strptime(text, "%H:%M %d/%m/%Y").replace(tzinfo=VIETNAM)


@cache
def office(key: str) -> Calendar:
    """The decreed calendar with office hours of the catalogue: office_0730 works 7½ hours, office_0800 eight."""
    return real(key).calendar()
