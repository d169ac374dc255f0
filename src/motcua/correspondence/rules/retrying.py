"""When a message is tried again, when it is given up, and at which hours nobody is disturbed."""

from __future__ import annotations

from datetime import datetime, timedelta

from .sending import Sending

MOST_ATTEMPTS = 20  # two days and a half, so that a gateway broken on Friday evening still delivers on Monday morning
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
LEASE = timedelta(minutes=5)


def next_attempt(attempts: int, at: datetime) -> datetime | None:
    """The time of the next try after so many failed ones, doubling from half a minute; None once it is given up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)


def is_quiet(local: datetime, rules: Sending) -> bool:
    """Whether nobody is to be disturbed now: from nine in the evening to seven in the morning, as the rules say."""
    return not rules.quiet_to <= local.time() < rules.quiet_from


def polite(local: datetime, rules: Sending) -> datetime:
    """The moment itself, or the end of the quiet hours when it lies in them (local time of the recipient)."""
    if not is_quiet(local, rules):
        return local
    day = local.date() + timedelta(days=1) if local.time() >= rules.quiet_from else local.date()
    return datetime.combine(day, rules.quiet_to, local.tzinfo)
