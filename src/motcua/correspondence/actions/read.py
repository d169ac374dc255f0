"""A person reads their messages."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from .. import queries
from ..models import Message


def mark_read(by: Authority, dossier_id: UUID | None = None, *, at: datetime) -> int:
    """Mark one's own in-app messages, all or those about one dossier, as read; gives how many were new."""
    if by.account_id is None:
        return 0
    mine = Message.objects.filter(account_id=by.account_id, channel=Message.Channel.IN_APP, read_at=None)
    if dossier_id is not None:
        mine = mine.filter(dossier_id=dossier_id)
    queries.forget_unread(by.account_id)
    return mine.update(read_at=at)
