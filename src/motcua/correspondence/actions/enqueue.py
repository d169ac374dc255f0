"""One fact, told to one dossier's people over every channel they can be reached by."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from uuid_utils.compat import uuid7

from ..models import Message
from ..rules.retrying import polite
from ..rules.wording import Words

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


def enqueue(dossier: Dossier, *, kind: str, words: Words, cause: str, at: datetime) -> list[Message]:
    """Write the messages of one fact in one statement, inside the caller's transaction.

    `cause` is the journal entry's id: with the channel it makes the stable key. In-app messages are delivered by being
    written; SMS and e-mail wait for the worker, outside the quiet hours.
    """
    later = polite(localtime(at))
    wanted = []
    if dossier.submitter_id is not None:
        wanted.append((Message.Channel.IN_APP, "", words.body))
    if dossier.owner_phone:
        wanted.append((Message.Channel.SMS, dossier.owner_phone, words.sms))
    if dossier.owner_email:
        wanted.append((Message.Channel.EMAIL, dossier.owner_email, words.letter))
    messages = [
        Message(
            id=uuid7(),
            unit_id=dossier.unit_id,
            dossier_id=dossier.pk,
            account_id=dossier.submitter_id,
            key=f"{cause}:{channel.value}",
            kind=kind,
            channel=channel,
            address=address,
            subject=words.subject,
            body=body,
            state=Message.State.SENT if channel is Message.Channel.IN_APP else Message.State.WAITING,
            created_at=at,
            send_after=later if channel is Message.Channel.SMS else at,
            sent_at=at if channel is Message.Channel.IN_APP else None,
        )
        for channel, address, body in wanted
    ]
    return Message.objects.bulk_create(messages) if messages else []


def enqueue_code(phone: str, *, key: str, sms: str, at: datetime, until: datetime) -> Message:
    """Write the text message with a one-time code: it leaves at once, at any hour, and never after `until`."""
    return Message.objects.create(
        key=key,
        kind="code",
        channel=Message.Channel.SMS,
        address=phone,
        body=sms,
        created_at=at,
        send_after=at,
        expires_at=until,
    )
