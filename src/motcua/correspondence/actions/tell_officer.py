"""One fact, told to one officer: in their list of messages, and by e-mail where they should not miss it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from .. import queries
from ..models import Message
from ..rules.wording import Words

if TYPE_CHECKING:
    from uuid import UUID

    from motcua.dossiers.models import Dossier


def tell_officer(
    dossier: Dossier, account_id: UUID, *, kind: str, words: Words, cause: str, at: datetime, email: str = ""
) -> list[Message]:
    """Write the messages inside the caller's transaction; `cause` (the journal entry's id) makes the stable key."""
    queries.forget_unread(account_id)
    wanted = [(Message.Channel.IN_APP, "", words.body)]
    if email:
        wanted.append((Message.Channel.EMAIL, email, words.letter))
    return Message.objects.bulk_create(
        Message(
            id=uuid7(),
            unit_id=dossier.unit_id,
            dossier_id=dossier.pk,
            account_id=account_id,
            key=f"{cause}:officer:{channel.value}",
            kind=kind,
            channel=channel,
            address=address,
            subject=words.subject,
            body=body,
            state=Message.State.SENT if channel is Message.Channel.IN_APP else Message.State.WAITING,
            created_at=at,
            send_after=at,
            sent_at=at if channel is Message.Channel.IN_APP else None,
        )
        for channel, address, body in wanted
    )
