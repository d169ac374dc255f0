"""The control sheet's rows from a dossier's way: every time it went from one hand to another, and whether in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

EARLY, ON_TIME, LATE, RUNNING = "Trước hạn", "Đúng hạn", "Quá hạn", ""
RECEIVED = frozenset({"accept", "receive_at_desk"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the journal as the sheet sees it: stages and units before and after, who did it, what was noted."""

    verb: str
    at: datetime
    actor: str
    stage_from: str
    stage_to: str
    unit_from: str
    unit_to: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long a stage was held, and what it was allowed; `due_on` the day its allowance ends."""

    spent: int
    allowed: int | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One hand-over: from whom, to whom, when, by whom, who took it, whether the giver was in time."""

    giver: str
    receiver: str
    at: datetime
    given_by: str
    taken_by: str
    result: str
    note: str


def steps(facts: Sequence[Fact], stages: Mapping[str, StageTime], applicant: str) -> list[Step]:
    """The hand-overs, oldest first: from the applicant to the desk, between stages or units, back to the applicant."""
    found: list[Step] = []
    for place, fact in enumerate(facts):
        if fact.verb in RECEIVED:
            found.append(Step(applicant, fact.unit_to, fact.at, applicant, fact.actor, RUNNING, fact.note))
        elif fact.verb == "hand_over":
            result = _result(stages.get(fact.stage_from), fact.at)
            found.append(Step(fact.unit_to, applicant, fact.at, fact.actor, applicant, result, fact.note))
        elif fact.stage_from and (fact.stage_from != fact.stage_to or fact.unit_from != fact.unit_to):
            result = _result(stages.get(fact.stage_from), fact.at) if fact.stage_from != fact.stage_to else RUNNING
            taken_by = next((one.actor for one in facts[place + 1 :] if one.stage_from == fact.stage_to), "")
            found.append(Step(fact.unit_from, fact.unit_to, fact.at, fact.actor, taken_by, result, fact.note))
    return found


def _result(stage: StageTime | None, left_at: datetime) -> str:
    if stage is None or stage.allowed is None:
        return RUNNING
    if stage.spent > stage.allowed:
        return LATE
    return EARLY if stage.due_on is not None and left_at.date() < stage.due_on else ON_TIME
