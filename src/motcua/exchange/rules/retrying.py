"""When something that could not be sent is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST_ATTEMPTS = 16  # about two days and a half: from Friday evening to Monday morning
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=6)
LEASE = timedelta(minutes=5)


def next_attempt(attempts: int, at: datetime) -> datetime | None:
    """The time of the next try after so many failed ones, doubling from ten seconds; None once it is given up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)
