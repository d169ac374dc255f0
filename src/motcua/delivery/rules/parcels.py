"""Where a parcel is, from what the public post says of it, and when the post is asked or tried again.

The words of the post are mapped to few: taken, under way, done, failed. A word that comes late or twice never leads
backwards: what is done stays done.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

MOST_ATTEMPTS = 16
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
ASKED_EVERY = timedelta(minutes=30)


class OrderState(StrEnum):
    """Where an order stands; the last three are ends."""

    WAITING = "waiting"  # to be told to the post
    TAKEN = "taken"  # the post knows it and gave its codes
    UNDER_WAY = "under_way"  # the parcel is in its hands
    DONE = "done"  # delivered, or the papers are at the desk
    FAILED = "failed"  # came back, or the post refused the order
    CANCELLED = "cancelled"


ENDS = frozenset({OrderState.DONE, OrderState.FAILED, OrderState.CANCELLED})
# How the port's words move an order; every other word is only shown.
_LEADS_TO = {
    "picked_up": OrderState.UNDER_WAY,
    "in_transit": OrderState.UNDER_WAY,
    "out_for_delivery": OrderState.UNDER_WAY,
    "delivered": OrderState.DONE,
    "returned": OrderState.FAILED,
}
WORDS = frozenset({"accepted", *_LEADS_TO, "attempted"})


def state_after(state: OrderState, word: str) -> OrderState:
    """Where an order stands after a word of the post; an end, once reached, stays."""
    return state if state in ENDS else _LEADS_TO.get(word, state)


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When a failed question is put again, doubling from half a minute; None once it is given up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + min(FIRST_PAUSE * (1 << max(attempts - 1, 0)), LONGEST_PAUSE)
