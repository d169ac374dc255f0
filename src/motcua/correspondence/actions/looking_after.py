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
from ..queries.outbox import FAILED
from .resend import resend


@transaction.atomic
def resend_administered(message_id: UUID, *, by: Authority, at: datetime, reason: str) -> bool:
    """Put one failed message of the administrator's offices back; whether it was still failed. Raises NoRight."""
    found = _mine(by, message_id)
    if found is None:
        return False
    message, unit_id = found
    with scope.also(units={unit_id}):
        again = resend([message.pk], who=by.name or str(by.account_id), reason=reason, at=at)
    note("resend_message", by=by, at=at, unit=unit_by_id(unit_id), reason=reason, message=message.pk)
    return bool(again)


@transaction.atomic
def give_up(message_id: UUID, *, by: Authority, at: datetime, reason: str) -> bool:
    """Let a failed message be: it is kept and no longer listed. Whether it was still failed. Raises NoRight."""
    found = _mine(by, message_id)
    if found is None:
        return False
    message, unit_id = found
    with scope.also(units={unit_id}):
        rows = Message.objects.filter(FAILED, pk=message.pk)
        gone = rows.update(state=Message.State.GIVEN_UP)
    note("give_up_message", by=by, at=at, unit=unit_by_id(unit_id), reason=reason, message=message.pk)
    return bool(gone)


def _mine(by: Authority, message_id: UUID) -> tuple[Message, UUID] | None:
    """The message and its office; a one-time code is of no office and nobody's to look after."""
    message = dead_letter_administered(by, message_id)
    if message is None or message.unit_id is None:
        return None
    must_administer(by, unit_by_id(message.unit_id))
    return message, message.unit_id
