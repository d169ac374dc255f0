"""A person reads their messages."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..models import Message


def mark_read(by: Authority, dossier_id: UUID, *, at: datetime) -> int:
    """Mark one's own in-app messages about a dossier as read; gives how many were new."""
    if by.account_id is None:
        return 0
    mine = Message.objects.filter(account_id=by.account_id, dossier_id=dossier_id, channel=Message.Channel.IN_APP)
    return mine.filter(read_at=None).update(read_at=at)
