"""Taking away messages that were worth something for minutes only."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..models import Message


def forget_codes(at: datetime) -> int:
    """Remove messages with one-time codes a day after they ran out; how many there were. The worker calls it daily."""
    return Message.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()[0]
