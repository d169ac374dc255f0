"""The promise to the citizen as a function of journal facts: what started, paused, restarted and ended the clock.

Nothing counts down. From the entries of the journal this module reads the facts; `working_time.due` turns facts, rule
and
calendar into the due date and its explanation. So a newly decreed holiday repairs every open dossier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.working_time import Calendar, DueRule, Explanation, Pause, due

from .states import Clock, State, Verb

PAUSE, RESTART = "pause", "restart"  # supplement policies of a procedure version


@dataclass(frozen=True, slots=True)
class ClockFact:
    """One journal entry as the clock sees it; `at` is aware."""

    clock: Clock
    verb: Verb
    at: datetime


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """When the clock started, its pauses (an open one has no end), when it restarted and when it stopped.

    `is_paused` also before receipt, when there is no clock yet to pause: the desk still waits for the citizen. `waits`
    are all stretches in which the citizen was awaited, those before receipt too: they move no promise, but they are
    nobody's working time.
    """

    received_at: datetime | None
    pauses: tuple[Pause, ...]
    restarted_at: datetime | None
    stopped_at: datetime | None
    is_paused: bool = False
    waits: tuple[Pause, ...] = ()


REASONS = {
    Verb.REQUEST_SUPPLEMENT: "chờ người dân bổ sung giấy tờ",
    Verb.REQUEST_FURTHER_SUPPLEMENT: "chờ người dân bổ sung giấy tờ lần hai",
    Verb.REQUEST_OBLIGATION: "chờ người dân nộp tiền",
    Verb.WITHDRAW: "chờ trả lời đề nghị rút hồ sơ",
}


def read(facts: Iterable[ClockFact], policy: str = PAUSE) -> ClockFacts:
    """The clock's history from the journal, oldest entry first.

    Pauses nest (a citizen may ask to withdraw while a supplement is open): the clock runs again when the last one
    ends. With
    policy `restart` an answered supplement starts the whole limit anew (Decree 61/2018 art. 19); otherwise the
    citizen's time
    is left out (Decision 766/QĐ-TTg).
    """
    received = stopped = restarted = opened = None
    waits: list[Pause] = []
    depth, reason = 0, ""
    for fact in facts:
        if fact.clock is Clock.START:
            if opened is not None:
                waits.append(Pause(opened, fact.at, reason))
            received, depth, opened = fact.at, 0, None
        elif fact.clock is Clock.PAUSE:
            depth += 1
            if depth == 1:
                opened, reason = fact.at, REASONS.get(fact.verb, "")
        elif fact.clock is Clock.RESUME and depth:
            depth -= 1
            if depth == 0 and opened is not None:
                waits.append(Pause(opened, fact.at, reason))
                opened = None
            if fact.verb is Verb.ANSWER_SUPPLEMENT and policy == RESTART and received is not None:
                restarted = fact.at
        elif fact.clock is Clock.STOP:
            stopped = fact.at
    if opened is not None:
        waits.append(Pause(opened, stopped, reason))
    pauses = tuple(wait for wait in waits if received is not None and wait.start >= received)
    return ClockFacts(received, pauses, restarted, stopped, opened is not None and stopped is None, tuple(waits))


def is_late(
    state: State, due_at: datetime, at: datetime, *, is_paused: bool = False, resolved_at: datetime | None = None
) -> bool:
    """Whether the promise was or is broken: decided after it, or open past it and not waiting for the citizen.

    What was refused, stopped or withdrawn broke no promise (report form II.06a counts it as on time).
    """
    if state in (State.REFUSED, State.STOPPED):
        return False
    if resolved_at is not None:
        return resolved_at > due_at
    return state is not State.FILED and not is_paused and at > due_at


def promise(
    facts: ClockFacts, rule: DueRule, calendar: Calendar, *, filed_at: datetime, now: datetime | None = None
) -> Explanation:
    """The due date and why; before receipt, as if it were received when filed. `now` evaluates an open pause."""
    start = facts.received_at or filed_at
    return due(start, rule, calendar, facts.pauses, restart_from=facts.restarted_at, at=now)
