"""Failed messages in an administrator's hands: sent again, or given up for good. Both are kept in the record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.organisation.actions.journal import note
from motcua.organisation.permissions import must_administer
from motcua.organisation.queries import unit as unit_by_id
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from ..models import Message
from ..queries import dead_letter_administered
from .resend import resend


@transaction.atomic
def resend_administered(message_id: UUID, *, by: Authority, at: datetime, reason: str) -> bool:
    """Put one failed message of the administrator's offices back; whether it was still failed. Raises NoRight."""
    message = _mine(by, message_id)
    if message is None:
        return False
    with scope.also(units={message.unit_id}):
        again = resend([message.pk], who=by.name or str(by.account_id), reason=reason, at=at)
    note("resend_message", by=by, at=at, unit=unit_by_id(message.unit_id), reason=reason, message=message.pk)
    return bool(again)


@transaction.atomic
def give_up(message_id: UUID, *, by: Authority, at: datetime, reason: str) -> bool:
    """Let a failed message be: it is kept and no longer listed. Whether it was still failed. Raises NoRight."""
    message = _mine(by, message_id)
    if message is None:
        return False
    with scope.also(units={message.unit_id}):
        rows = Message.objects.filter(pk=message.pk, state=Message.State.DEAD)
        gone = rows.update(state=Message.State.GIVEN_UP)
    note("give_up_message", by=by, at=at, unit=unit_by_id(message.unit_id), reason=reason, message=message.pk)
    return bool(gone)


def _mine(by: Authority, message_id: UUID) -> Message | None:
    message = dead_letter_administered(by, message_id)
    if message is not None:
        must_administer(by, unit_by_id(message.unit_id))
    return message
