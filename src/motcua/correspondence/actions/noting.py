"""Writing down what came of messages that were tried: sent, put off, given up, or sent another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from .. import loading
from ..models import Campaign, DeliveryReport, Message
from ..rules.retrying import FIRST_PAUSE, next_attempt, polite
from .reporting import apply_reports
from .routing import Outcome


def note(tried: Sequence[tuple[Message, Outcome]], at: datetime) -> int:
    """Note a group in one transaction; how many of them left."""
    sent: list[tuple[Message, Outcome]] = []
    counted: Counter[tuple[Any, str]] = Counter()
    with transaction.atomic():
        for message, outcome in tried:
            if outcome.why is None:
                _sent(message, outcome, at)
                sent.append((message, outcome))
                what = "sent"
            elif outcome.provider is None and outcome.by_channel:
                give_back([message], send_after=at + FIRST_PAUSE)
                continue
            else:
                what = "failed" if _failed(message, outcome.why, at, for_good=outcome.for_good) else ""
            if message.campaign_id is not None and what:
                counted[message.campaign_id, what] += 1
        for (campaign_id, what), many in sorted(counted.items(), key=str):
            Campaign.objects.filter(pk=campaign_id).update(**{what: F(what) + many})
        _reports_before(sent)
    return len(sent)


def give_back(messages: Sequence[Message], send_after: datetime | None = None) -> None:
    """Let go of messages that were not tried; it does not count as an attempt."""
    rows = Message.objects.filter(pk__in=[message.pk for message in messages], state=Message.State.WAITING)
    rows.update(leased_until=None, attempts=F("attempts") - 1, send_after=send_after or F("send_after"))


def _sent(message: Message, outcome: Outcome, at: datetime) -> None:
    provider = outcome.provider
    awaited = provider is not None and provider.reports_within is not None and bool(outcome.reference)
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENT,
        sent_at=at,
        leased_until=None,
        last_error="",
        provider=provider.name if provider else "",
        reference=outcome.reference[:100],
        report_due_at=at + provider.reports_within if awaited and provider and provider.reports_within else None,
        **_forgotten(message),
    )


def _failed(message: Message, why: str, at: datetime, *, for_good: bool) -> bool:
    """Put it off or give it up; whether it was given up."""
    if for_good and message.channel == Message.Channel.ZALO:
        _as_text(message, at)
        return False
    again = None if for_good else next_attempt(message.attempts + 1, at)
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.DEAD if again is None else Message.State.WAITING,
        send_after=again or message.send_after,
        leased_until=None,
        last_error=why[:300],
        **(_forgotten(message) if again is None else {}),
    )
    return again is None


def _as_text(message: Message, at: datetime) -> None:
    """Whoever cannot be reached over Zalo gets the same words as a text message."""
    local = localtime(at)
    Message.objects.filter(pk=message.pk).update(
        channel=Message.Channel.SMS,
        send_after=polite(local, loading.sending(local.date())),
        attempts=0,
        leased_until=None,
        last_error="",
    )


def _forgotten(message: Message) -> dict[str, str]:
    """A code is written nowhere any more once it has left or never will."""
    return {"body": ""} if message.expires_at is not None else {}


def _reports_before(sent: Sequence[tuple[Message, Outcome]]) -> None:
    """A report can be quicker than our note of the message it is about."""
    told = {
        (outcome.provider.name, outcome.reference)
        for _, outcome in sent
        if outcome.provider is not None and outcome.provider.reports_within is not None and outcome.reference
    }
    if told:
        waiting = DeliveryReport.objects.filter(message=None, reference__in=[reference for _, reference in told])
        apply_reports([one for one in waiting.order_by("at", "pk") if (one.provider, one.reference) in told])
