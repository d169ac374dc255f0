"""When a message is tried again, when it is given up, and at which hours nobody is disturbed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

MOST_ATTEMPTS = 20  # two days and a half, so that a gateway broken on Friday evening still delivers on Monday morning
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
LEASE = timedelta(minutes=5)
QUIET_FROM, QUIET_TO = time(21), time(7)


def next_attempt(attempts: int, at: datetime) -> datetime | None:
    """The time of the next try after so many failed ones, doubling from half a minute; None once it is given up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)


def is_quiet(local: datetime) -> bool:
    """Whether nobody is to be disturbed now: from nine in the evening to seven in the morning, local time."""
    return not QUIET_TO <= local.time() < QUIET_FROM


def polite(local: datetime) -> datetime:
    """The moment itself, or seven in the morning when it lies in the quiet hours (local time of the recipient)."""
    if not is_quiet(local):
        return local
    day = local.date() + timedelta(days=1) if local.time() >= QUIET_FROM else local.date()
    return datetime.combine(day, QUIET_TO, local.tzinfo)
