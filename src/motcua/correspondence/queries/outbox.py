"""Reading messages: one's own, and what waits or died in the outbox."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from ..models import Message

# What did not reach anybody: given up by us, or told by the provider not to have arrived.
FAILED = Q(state=Message.State.DEAD) | Q(state=Message.State.SENT, fate__in=[Message.Fate.FAILED, Message.Fate.EXPIRED])


@dataclass(frozen=True, slots=True)
class Outbox:
    """How the outbox stands: how many messages wait, since when the oldest, and how many were given up."""

    waiting: int
    oldest: datetime | None
    dead: int


def messages_of(by: Authority, dossier_id: UUID | None = None, size: int = 50) -> list[Message]:
    """One's own in-app messages, newest first, of all dossiers or of one."""
    if by.account_id is None:
        return []
    mine = Message.objects.filter(account_id=by.account_id, channel=Message.Channel.IN_APP)
    if dossier_id is not None:
        mine = mine.filter(dossier_id=dossier_id)
    return list(mine.order_by("-created_at", "-pk")[:size])


# How many messages of a person are unread, with the second at which they were counted.
_unread: dict[UUID, tuple[float, int]] = {}
UNREAD_AT_MOST, KEPT_SECONDS = 10, 30.0


def unread(by: Authority) -> int:
    """How many of one's in-app messages are new, at most UNREAD_AT_MOST: a badge, kept in memory for half a minute."""
    if by.account_id is None:
        return 0
    known = _unread.get(by.account_id)
    if known is not None and time.monotonic() - known[0] < KEPT_SECONDS:
        return known[1]
    new = Message.objects.filter(account_id=by.account_id, channel=Message.Channel.IN_APP, read_at=None)
    many = len(new.order_by("-created_at").values_list("pk")[:UNREAD_AT_MOST])
    if len(_unread) > 4096:
        _unread.clear()
    _unread[by.account_id] = (time.monotonic(), many)
    return many


def forget_unread(account_id: UUID) -> None:
    """Count a person's unread messages anew at the next question."""
    _unread.pop(account_id, None)


def outbox() -> Outbox:
    """How the outbox stands, for whoever runs the system."""
    rows = Message.objects.filter(state=Message.State.WAITING).order_by()
    waiting = rows.aggregate(many=Count("pk"), oldest=Min("created_at"))
    dead = Message.objects.filter(state=Message.State.DEAD).order_by().count()
    return Outbox(waiting["many"], waiting["oldest"], dead)


def dead_letters(size: int = 100) -> list[Message]:
    """Messages given up, newest first, for whoever runs the system."""
    return list(Message.objects.filter(state=Message.State.DEAD).order_by("-created_at", "-pk")[:size])


def _dead_administered(by: Authority) -> tuple[QuerySet[Message], set[UUID]]:
    offices = set(organisation.administered(by).filter(is_office=True).order_by().values_list("pk", flat=True))
    rows = Message.objects.filter(FAILED, unit_id__in=offices)
    return rows.select_related("dossier").defer("body"), offices


def dead_letter_administered(by: Authority, message_id: UUID) -> Message | None:
    """One of them."""
    found, offices = _dead_administered(by)
    with scope.also(units=offices):
        return found.filter(pk=message_id).first()
