"""Carrying messages out of the outbox: lease, send outside any transaction, note the outcome."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from ..models import Message
from ..ports import Carrier, PermanentFailure, TemporaryFailure
from ..rules.retrying import FIRST_PAUSE, LEASE, MOST_ATTEMPTS, is_quiet, next_attempt

logger = logging.getLogger("motcua.correspondence")
BATCH = 20


def deliver(at: datetime, carriers: Mapping[str, Carrier] | None = None) -> int:
    """Try the messages whose time has come, oldest first, and give how many left.

    At least once: a worker killed between sending and noting sends again after the lease, with the same key. A
    carrier's failure delays its message only, and the carrier's other messages of this round wait half a minute, so
    that a dead gateway holds up nobody else's. After the last attempt the message is dead and stays for somebody to
    look at. No SMS leaves in the quiet hours, however it came to be tried then.
    """
    known = carriers if carriers is not None else _configured()
    began, sent = time.monotonic(), 0
    down: set[str] = set()
    messages = _leased(at)
    for number, message in enumerate(messages):
        if time.monotonic() - began > LEASE.total_seconds() / 2:
            _given_back(messages[number:])  # before another worker may think that this one died
            break
        if message.channel in down:
            _given_back([message], send_after=at + FIRST_PAUSE)
            continue
        why, for_good = _carried(known.get(message.channel), message, at)
        if why is None:
            _noted_sent(message, at)
            sent += 1
            continue
        _failed(message, why, at, for_good=for_good)
        if not for_good:
            down.add(message.channel)
    return sent


def _carried(carrier: Carrier | None, message: Message, at: datetime) -> tuple[str | None, bool]:
    """Hand one message over: why it failed (None when it did not), and whether that is for good."""
    if message.expires_at is not None and message.expires_at <= at:
        return "quá giờ dùng được", True
    if carrier is None:
        return f"không có nhà cung cấp cho {message.channel}", True
    if message.attempts >= MOST_ATTEMPTS:
        return "đã thử quá số lần mà không lần nào xong", True
    try:
        carrier.send(key=message.key, address=message.address, subject=message.subject, body=message.body)
    except PermanentFailure as failure:
        return str(failure), True
    except TemporaryFailure as failure:
        return str(failure), False
    except Exception as failure:
        # Only the kind: what a driver says may hold the address or the words of the message.
        logger.error("carrier of %s failed: %s", message.channel, type(failure).__name__)
        return type(failure).__name__, False
    return None, False


def _leased(at: datetime) -> list[Message]:
    """What is to be tried now: what somebody waits for at a screen before everything else, at any hour."""
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    due = Message.objects.filter(free, state=Message.State.WAITING, send_after__lte=at).order_by("send_after", "pk")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    urgent, others = due.filter(expires_at__isnull=False), due.filter(expires_at=None)
    if is_quiet(localtime(at)):
        others = others.exclude(channel=Message.Channel.SMS)
    with transaction.atomic():
        messages = list(urgent[:BATCH])
        messages += others[: BATCH - len(messages)]
        if messages:
            Message.objects.filter(pk__in=[m.pk for m in messages]).update(
                leased_until=at + LEASE, attempts=F("attempts") + 1
            )
    return messages


def _noted_sent(message: Message, at: datetime) -> None:
    rows = Message.objects.filter(pk=message.pk)
    rows.update(state=Message.State.SENT, sent_at=at, leased_until=None, last_error="", **_forgotten(message))


def _given_back(messages: Sequence[Message], send_after: datetime | None = None) -> None:
    """Let go of messages that were not tried; it does not count as an attempt."""
    rows = Message.objects.filter(pk__in=[message.pk for message in messages], state=Message.State.WAITING)
    rows.update(leased_until=None, attempts=F("attempts") - 1, send_after=send_after or F("send_after"))


def _failed(message: Message, why: str, at: datetime, *, for_good: bool = False) -> None:
    again = None if for_good else next_attempt(message.attempts + 1, at)
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.DEAD if again is None else Message.State.WAITING,
        send_after=again or message.send_after,
        leased_until=None,
        last_error=why[:300],
        **(_forgotten(message) if again is None else {}),
    )


def _forgotten(message: Message) -> dict[str, str]:
    """A code is written nowhere any more once it has left or never will."""
    return {"body": ""} if message.expires_at is not None else {}


def _configured() -> dict[str, Carrier]:
    return {channel: import_string(path)() for channel, path in settings.CARRIERS.items()}
