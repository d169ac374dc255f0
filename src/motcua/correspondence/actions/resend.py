"""Putting dead letters back into the outbox, with a trace of who did it and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from ..models import Message, Resending

BATCH = 500


def resend(message_ids: Iterable[UUID] | None = None, *, who: str, reason: str, at: datetime) -> int:
    """Let dead messages be tried anew, those named or all, under their old keys; gives how many there were.

    `who` is the person at the machine, `reason` what was mended; both are kept with the error and the number of
    attempts until now. A message that is not dead is left alone.
    """
    if not who.strip() or not reason.strip():
        raise ValueError("a resending names who and why")
    wanted = None if message_ids is None else list(message_ids)
    done = 0
    while True:
        with transaction.atomic():
            dead = Message.objects.select_for_update().filter(state=Message.State.DEAD, expires_at=None)
            if wanted is not None:
                dead = dead.filter(pk__in=wanted)
            messages = list(dead.order_by("pk")[:BATCH])
            Resending.objects.bulk_create(_traces(messages, who=who, reason=reason, at=at))
            Message.objects.filter(pk__in=[message.pk for message in messages]).update(
                state=Message.State.WAITING, attempts=0, send_after=at, leased_until=None
            )
        done += len(messages)
        if len(messages) < BATCH:
            return done


def _traces(messages: list[Message], *, who: str, reason: str, at: datetime) -> list[Resending]:
    return [
        Resending(
            unit_id=cast("UUID", message.unit_id),  # only codes are of no office, and they are never resent
            message=message,
            at=at,
            who=who.strip()[:150],
            reason=reason.strip()[:300],
            attempts=message.attempts,
            error=message.last_error,
        )
        for message in messages
    ]
