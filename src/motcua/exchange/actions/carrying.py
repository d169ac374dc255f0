"""Taking what waits, on a lease; sending it outside any transaction; noting what became of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import F, Q

from ..models import Parcel
from ..ports import PermanentFailure, TemporaryFailure
from ..rules.retrying import FIRST_PAUSE, LEASE, MOST_ATTEMPTS, next_attempt

logger = logging.getLogger("motcua.exchange")
BATCH = 20
P = TypeVar("P", bound=Parcel)


def carry(
    kind: type[P],
    at: datetime,
    send: Callable[[P], None],
    *,
    order: Sequence[str] = ("send_after", "pk"),
    lane: Callable[[P], Any] = lambda one: None,
    only: Any = None,
) -> int:
    """Try the parcels whose time has come, and give how many left.

    At least once: a worker killed between sending and noting sends again after the lease. One whose receiver failed
    holds up nobody but its own `lane` for the rest of this round; `only` narrows what may be taken. After the last
    attempt a parcel is dead and stays.
    """
    began, sent = time.monotonic(), 0
    down: set[Any] = set()
    parcels = _leased(kind, at, order, only)
    for number, parcel in enumerate(parcels):
        if time.monotonic() - began > LEASE.total_seconds() / 2:
            _given_back(kind, parcels[number:])
            break
        if lane(parcel) in down:
            _given_back(kind, [parcel], send_after=at + FIRST_PAUSE)
            continue
        why, for_good = _tried(parcel, send)
        if why is None:
            done = {"state": Parcel.State.SENT, "sent_at": at, "leased_until": None, "last_error": ""}
            _rows(kind).filter(pk=parcel.pk).update(**done)
            sent += 1
            continue
        _failed(kind, parcel, why, at, for_good=for_good)
        if not for_good:
            down.add(lane(parcel))
    return sent


def _tried(parcel: P, send: Callable[[P], None]) -> tuple[str | None, bool]:
    if parcel.attempts >= MOST_ATTEMPTS:
        return "đã thử quá số lần mà không lần nào xong", True
    try:
        send(parcel)
    except PermanentFailure as failure:
        return str(failure), True
    except TemporaryFailure as failure:
        return str(failure), False
    except Exception as failure:
        # Only the kind: what a driver says may hold an address or a person's data.
        logger.exception("%s failed: %s", type(parcel).__name__, type(failure).__name__)
        return type(failure).__name__, False
    return None, False


def _rows(kind: type[Parcel]) -> Any:
    return kind._default_manager


def _leased(kind: type[P], at: datetime, order: Sequence[str], only: Any) -> list[P]:
    due = _rows(kind).filter(Q(leased_until=None) | Q(leased_until__lt=at), state=Parcel.State.WAITING)
    if only is not None:
        due = due.filter(only)
    with transaction.atomic():
        chosen = due.filter(send_after__lte=at).order_by(*order)
        if connection.features.has_select_for_update_skip_locked:
            chosen = chosen.select_for_update(skip_locked=True)
        found: list[P] = list(chosen[:BATCH])
        if found:
            _rows(kind).filter(pk__in=[one.pk for one in found]).update(
                leased_until=at + LEASE, attempts=F("attempts") + 1
            )
    return found


def _given_back(kind: type[P], parcels: Sequence[P], send_after: datetime | None = None) -> None:
    rows = _rows(kind).filter(pk__in=[one.pk for one in parcels], state=Parcel.State.WAITING)
    rows.update(leased_until=None, attempts=F("attempts") - 1, send_after=send_after or F("send_after"))


def _failed(kind: type[P], parcel: P, why: str, at: datetime, *, for_good: bool) -> None:
    again = None if for_good else next_attempt(parcel.attempts + 1, at)
    _rows(kind).filter(pk=parcel.pk).update(
        state=Parcel.State.DEAD if again is None else Parcel.State.WAITING,
        send_after=again or parcel.send_after,
        leased_until=None,
        last_error=why[:300],
    )
