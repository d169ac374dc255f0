"""Putting dead letters back into the outbox, with a trace of who did it and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ..models import Campaign, Message, Resending
from ..queries.outbox import FAILED

BATCH = 500


def resend(message_ids: Iterable[UUID] | None = None, *, who: str, reason: str, at: datetime) -> int:
    """Let dead messages be tried anew, those named or all, under their old keys; gives how many there were.

    Dead are those given up, and those of which the provider told that they did not arrive. `who` is the person at the
    machine, `reason` what was mended; both are kept with the error and the number of attempts until now. A message that
    is not dead is left alone.
    """
    if not who.strip() or not reason.strip():
        raise ValueError("a resending names who and why")
    wanted = None if message_ids is None else list(message_ids)
    done = 0
    while True:
        with transaction.atomic():
            dead = Message.objects.select_for_update().filter(FAILED, expires_at=None)
            if wanted is not None:
                dead = dead.filter(pk__in=wanted)
            messages = list(dead.order_by("pk")[:BATCH])
            Resending.objects.bulk_create(_traces(messages, who=who, reason=reason, at=at))
            Message.objects.filter(pk__in=[message.pk for message in messages]).update(
                state=Message.State.WAITING,
                attempts=0,
                send_after=at,
                leased_until=None,
                fate=Message.Fate.NONE,
                fate_at=None,
                reference="",  # a late report of the first time says nothing of the second
                report_due_at=None,
            )
            _count_again(messages)
        done += len(messages)
        if len(messages) < BATCH:
            return done


def _count_again(messages: list[Message]) -> None:
    """What is tried anew has neither left nor failed, as its campaign counts."""
    counted = Counter(
        (one.campaign_id, "failed" if one.state == Message.State.DEAD else "sent")
        for one in messages
        if one.campaign_id is not None
    )
    for (campaign_id, what), many in counted.items():
        gone = {what: F(what) - many}
        if what == "sent":
            gone["undelivered"] = F("undelivered") - many
        Campaign.objects.filter(pk=campaign_id).update(**gone)


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
