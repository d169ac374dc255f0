"""How a gateway's word about an attempt is answered, and what it changes (the answer codes VNPay publishes).

A notice may come twice, late, or after another that contradicts it. Money that was taken counts whenever it is heard
of; a failure never undoes a payment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

EXPIRES_AFTER = timedelta(minutes=15)
FIRST_QUESTION, LONGEST_PAUSE = timedelta(minutes=2), timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=48)


class Answer(StrEnum):
    """What the gateway's server is answered."""

    CONFIRMED = "00"
    UNKNOWN_ORDER = "01"
    ALREADY_CONFIRMED = "02"
    WRONG_AMOUNT = "04"
    FALSE_SIGNATURE = "97"
    FAULT = "99"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, and what the attempt becomes: paid, failed, or nothing new."""

    answer: Answer
    becomes: str = ""


def verdict(*, state: str, owed: int, said: int, paid: bool | None) -> Verdict:
    """Judge a word about an attempt in a state for an amount; both amounts are whole đồng."""
    if said != owed:
        return Verdict(Answer.WRONG_AMOUNT)
    if state == "paid":
        return Verdict(Answer.ALREADY_CONFIRMED)
    if paid:
        return Verdict(Answer.CONFIRMED, "paid")  # also where it was thought to have failed or run out
    if paid is None:
        return Verdict(Answer.CONFIRMED)
    if state == "failed":
        return Verdict(Answer.ALREADY_CONFIRMED)
    return Verdict(Answer.CONFIRMED, "failed")


def next_question(*, begun_at: datetime, asked: int, at: datetime) -> datetime | None:
    """When the gateway is asked about an attempt next, doubling from two minutes; None once there is no use in it."""
    if at - begun_at >= GIVE_UP_AFTER:
        return None
    return at + min(FIRST_QUESTION * (1 << min(asked, 10)), LONGEST_PAUSE)
