"""Carrying messages out of the outbox: lease, send outside any transaction, note the outcome."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localtime

from .. import loading
from ..models import Message
from ..ports import Carrier
from ..rules.retrying import LEASE, MOST_ATTEMPTS, is_quiet
from . import noting, routing
from .routing import Outcome, Route

BATCH = 20
ROUNDS = 8  # of a route's window, leased at once
MOST_OFFICES = 16
DISTURBING = (Message.Channel.SMS, Message.Channel.ZALO)


def deliver(at: datetime, carriers: Mapping[str, Carrier] | None = None) -> int:
    """Try the messages whose time has come, and give how many left.

    What somebody waits for at a screen goes first, then what concerns dossiers, then what goes to many; of each the
    oldest first, and where much waits, so many of each office in turn. At least once: a worker killed between sending
    and noting sends again after the lease, with the same key. Where a provider fails the next is asked; where none is
    left the channel's other messages wait half a minute, so that a dead gateway holds up nobody else's. After the last
    attempt the message is dead and stays for somebody to look at. No text leaves in the quiet hours, however it came
    to be tried then, but for codes.
    """
    if carriers is not None:
        return _round(at, routing.of_carriers(carriers), _leased(at, None, BATCH))
    return sum(deliver_over(channel, at) for channel in routing.routes())


def deliver_over(channel: str, at: datetime) -> int:
    """The same for one channel: another's slow provider delays nothing here."""
    route = routing.routes()[channel]
    if not route.is_open(at):
        return 0
    size = BATCH if route.window == 1 else max(BATCH, ROUNDS * route.window)
    return _round(at, {channel: route}, _leased(at, route, size))


def deliver_texts(at: datetime) -> int:
    """Text messages; the worker calls it."""
    return deliver_over("sms", at)


def deliver_letters(at: datetime) -> int:
    """E-mail; the worker calls it."""
    return deliver_over("email", at)


def deliver_zalo(at: datetime) -> int:
    """Zalo; the worker calls it."""
    return deliver_over("zalo", at)


def _round(at: datetime, routes: Mapping[str, Route], messages: list[Message]) -> int:
    if not messages:
        return 0
    one_by_one = [one for one in messages if (route := routes.get(one.channel)) is None or route.window == 1]
    sent = 0
    for group in _in_turn(at, routes, one_by_one):
        sent += noting.note(group, at)
    for channel, route in routes.items():
        mine = [one for one in messages if one.channel == channel and route.window > 1]
        for group in _at_once(at, route, mine):
            sent += noting.note(group, at)
    return sent


Tried = tuple[Message, Outcome]


def _in_turn(at: datetime, routes: Mapping[str, Route], messages: Sequence[Message]) -> Iterator[list[Tried]]:
    """One after the other, each noted as it leaves."""
    began = time.monotonic()
    for number, message in enumerate(messages):
        if time.monotonic() - began > LEASE.total_seconds() / 2:
            noting.give_back(messages[number:])  # before another worker may think that this one died
            return
        yield [(message, _carried(routes.get(message.channel), message, at))]


def _at_once(at: datetime, route: Route, messages: Sequence[Message]) -> Iterator[list[Tried]]:
    """As many under way as the route takes, noted in groups as they come back.

    The next is handed over only after one has been noted: a worker that is killed repeats no more than the window.
    """
    waiting = list(reversed(messages))
    under_way: dict[Future[Outcome], Message] = {}
    until = time.monotonic() + LEASE.total_seconds() / 2
    while waiting or under_way:
        while waiting and len(under_way) < route.window and time.monotonic() < until:
            message = waiting.pop()
            under_way[route.pool.submit(_carried, route, message, at)] = message
        done, _ = wait(under_way, timeout=max(0.0, until - time.monotonic()), return_when=FIRST_COMPLETED)
        if not done:
            # Who has not begun is let go; who hangs keeps the lease, and is tried again when it ends.
            begun = [message for future, message in under_way.items() if future.cancel()]
            noting.give_back([*waiting, *begun])
            return
        yield [(under_way.pop(future), future.result()) for future in done]


def _carried(route: Route | None, message: Message, at: datetime) -> Outcome:
    """Hand one message over, unless there is no sense in it any more. Touches no database: threads call it."""
    if message.expires_at is not None and message.expires_at <= at:
        return Outcome(why="quá giờ dùng được", for_good=True)
    if route is None:
        return Outcome(why=f"không có nhà cung cấp cho {message.channel}", for_good=True)
    if message.attempts >= MOST_ATTEMPTS:
        return Outcome(why="đã thử quá số lần mà không lần nào xong", for_good=True)
    return route.hand_over(message, at)


def _leased(at: datetime, route: Route | None, size: int) -> list[Message]:
    """What is to be tried now, marked as being under way."""
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    due = Message.objects.filter(free, state=Message.State.WAITING, send_after__lte=at)
    if route is not None:
        due = due.filter(channel=route.channel)
    if is_quiet(localtime(at), loading.sending(localtime(at).date())):
        due = due.filter(Q(rank=Message.Rank.CODE) | ~Q(channel__in=DISTURBING))
    with transaction.atomic():
        messages = list(_locked(due.order_by("rank", "send_after", "pk"))[:size])
        if len(messages) == size and route is not None:
            messages = _fairly(due, messages, route)
        if messages:
            Message.objects.filter(pk__in=[m.pk for m in messages]).update(
                leased_until=at + LEASE, attempts=F("attempts") + 1
            )
    return messages


def _locked(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_for_update(skip_locked=True) if connection.features.has_select_for_update_skip_locked else rows


def _fairly(due: QuerySet[Message], first: list[Message], route: Route) -> list[Message]:
    """More waits than one round takes: of the last rank that fits, as many of each office in turn.

    One office's campaign then delays no other office's, however old its messages are.
    """
    last = first[-1].rank
    kept = [one for one in first if one.rank < last]
    same_rank = due.filter(rank=last).exclude(unit=None)
    offices = _offices(same_rank, route)
    if len(offices) < 2:
        return first
    room = len(first) - len(kept)
    share = -(-room // len(offices))
    found: list[Message] = []
    for office in offices:
        if room > len(found):
            rows = _locked(same_rank.filter(unit=office).order_by("send_after", "pk"))
            found += rows[: min(share, room - len(found))]
            route.unit_after = office
    # An office that had less than its share leaves room for the oldest of all.
    taken = {one.pk for one in found}
    found += [one for one in first if one.rank == last and one.pk not in taken][: room - len(found)]
    return kept + found


def _offices(rows: QuerySet[Message], route: Route) -> list[UUID]:
    """Some of the offices that have something waiting, going round from where the last time ended."""
    ids = rows.order_by("unit_id").values_list("unit_id", flat=True)
    seen: list[UUID] = []
    after = route.unit_after
    for wrapped in (False, True):
        while len(seen) < MOST_OFFICES:
            found = (ids.filter(unit__gt=after) if after is not None else ids)[:1]
            office = next(iter(found), None)
            if office is None or office in seen:
                break
            seen.append(office)
            after = office
        if wrapped or route.unit_after is None:
            break
        after = None
    return seen
