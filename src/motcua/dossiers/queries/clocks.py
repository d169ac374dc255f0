"""Due dates as they follow from the journal: promise, stage, and the state a pause returns to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import localdate

from motcua.organisation import queries as organisation
from motcua.procedures import queries as procedures
from motcua.procedures.rules.limits import as_limit, limit_for
from motcua.working_time import Calendar, DueRule, Explanation, due

from ..models import Dossier, Extension, JournalEntry
from ..rules import clock as rules
from ..rules.clock import ClockFact, ClockFacts, read
from ..rules.states import Clock, State, Verb
from .answering import answering_limit

if TYPE_CHECKING:
    from motcua.procedures.rules.definition import Definition, Stage

FACT_COLUMNS = ("clock", "verb", "at")


def facts_of(dossier: Dossier, policy: str, also: Iterable[ClockFact] = ()) -> ClockFacts:
    """The clock's history from the journal, with facts of this very moment that are not written yet."""
    rows = (
        JournalEntry.objects.filter(dossier_id=dossier.pk)
        .exclude(clock=Clock.NONE)
        .order_by(dossier.journal_order)
        .values_list(*FACT_COLUMNS)
    )
    facts = [ClockFact(Clock(clock), Verb(verb), at) for clock, verb, at in rows]
    return read([*facts, *also], policy)


def facts_of_many(dossier_ids: Collection[UUID]) -> dict[UUID, list[ClockFact]]:
    """The clock's history of several dossiers in one statement, oldest first."""
    found: dict[UUID, list[ClockFact]] = {}
    rows = JournalEntry.objects.filter(dossier_id__in=dossier_ids).exclude(clock=Clock.NONE).order_by("at", "id")
    for dossier_id, clock, verb, at in rows.values_list("dossier_id", *FACT_COLUMNS):
        found.setdefault(dossier_id, []).append(ClockFact(Clock(clock), Verb(verb), at))
    return found


def extensions_of(dossier_ids: Collection[UUID]) -> dict[UUID, Extension]:
    """The apology of each that has one."""
    return {one.dossier_id: one for one in Extension.objects.filter(dossier_id__in=dossier_ids).order_by()}


def first_promise(dossier: Dossier, definition: Definition) -> Explanation:
    """The promise at receipt, or as if received when filed."""
    rule = limit_for(definition, channel=dossier.channel, case=dossier.case)
    facts = ClockFacts(dossier.received_at, (), None, None)
    return rules.promise(facts, rule, organisation.calendar_of(dossier.unit), filed_at=dossier.submitted_at)


def explanation_of(dossier: Dossier, at: datetime) -> Explanation:
    """Why the due date is what it is: received, rule, pauses, holidays — recomputed from journal and calendars."""
    definition = procedures.version(dossier.version_id).definition
    return explained(dossier, definition, facts_of(dossier, definition.supplement.policy), at)


def explained(dossier: Dossier, definition: Definition, facts: ClockFacts, at: datetime) -> Explanation:
    """The same from facts already read; with an apology, also the date it promised."""
    rule = limit_for(definition, channel=dossier.channel, case=dossier.case)
    calendar = organisation.calendar_of(dossier.unit)
    now = at if facts.is_paused else None
    reckoned = rules.promise(facts, rule, calendar, filed_at=dossier.submitted_at, now=now)
    return replace(reckoned, extended_to=dossier.due_at) if dossier.apology != "none" else reckoned


def due_now(dossier: Dossier, definition: Definition, facts: ClockFacts, at: datetime) -> datetime:
    """The due date with everything that moved it; an extension holds from its own date, plus pauses since it was
    granted, unless the whole limit began anew after it.
    """
    extension = Extension.objects.filter(dossier_id=dossier.pk).first() if dossier.apology != "none" else None
    return due_by(dossier, definition, facts, at, organisation.calendar_of(dossier.unit), extension)


def due_by(
    dossier: Dossier,
    definition: Definition,
    facts: ClockFacts,
    at: datetime,
    calendar: Calendar,
    extension: Extension | None,
) -> datetime:
    """The same by a calendar and from facts that are already known, so that a change of either can be tried."""
    begun_anew = extension is not None and facts.restarted_at is not None and facts.restarted_at > extension.granted_at
    if extension is None or begun_anew:
        rule = limit_for(definition, channel=dossier.channel, case=dossier.case)
        now = at if facts.is_paused else None
        return rules.promise(facts, rule, calendar, filed_at=dossier.submitted_at, now=now).due_at
    due_at, spent = extension.to_due_at, 0
    for pause in facts.pauses:
        if (
            extension.granted_at <= pause.start < due_at
        ):  # one that begins after the promise is broken gives nothing back
            spent += calendar.minutes_between(pause.start, pause.end or at)
            due_at = calendar.add_minutes(extension.to_due_at, spent)
    return due_at


def resume(dossier: Dossier, definition: Definition, verb: Verb, at: datetime) -> None:
    """Let the clock run again and move both due dates by the pause; nested pauses end with the outermost."""
    facts = facts_of(dossier, definition.supplement.policy, [ClockFact(Clock.RESUME, verb, at)])
    dossier.is_paused = facts.is_paused
    if facts.is_paused:
        return
    if facts.received_at is None:
        dossier.stage_due_at = acknowledgement_due(dossier, at)
        return
    dossier.due_at = due_now(dossier, definition, facts, at)
    dossier.stage_due_at = stage_due_now(dossier, definition, facts)


def stage_due_now(dossier: Dossier, definition: Definition, facts: ClockFacts) -> datetime | None:
    """When the present stage's allowance ends, with everything that moved it; None for a stage without one."""
    stage = next(stage for stage in definition.stages if stage.key == dossier.stage_key)
    return _stage_due(dossier, stage, dossier.stage_entered_at, facts)


def acknowledgement_due(dossier: Dossier, since: datetime) -> datetime:
    """By when the desk answers a filing, or what the citizen added before it was received."""
    limit = answering_limit(localdate(since))
    return due(since, DueRule(limit, None), organisation.calendar_of(dossier.unit)).due_at


def stage_due(dossier: Dossier, stage: Stage, entered_at: datetime) -> datetime | None:
    """When the stage's own allowance ends if nothing pauses it; None for a stage without one."""
    return _stage_due(dossier, stage, entered_at, ClockFacts(entered_at, (), None, None))


def _stage_due(dossier: Dossier, stage: Stage, entered_at: datetime, facts: ClockFacts) -> datetime | None:
    span = stage.allowance_for(dossier.case)
    if not span.amount:
        return None
    pauses = tuple(pause for pause in facts.pauses if pause.end is not None and pause.start >= entered_at)
    calendar = organisation.calendar_of(dossier.unit)
    return due(entered_at, DueRule(as_limit(span), None), calendar, pauses).due_at


def state_before_pause(dossier: Dossier) -> State:
    """Where the open pause returns to: the state from which the newest pause into the present state was begun."""
    entry = (
        JournalEntry.objects.filter(dossier_id=dossier.pk, clock=Clock.PAUSE, state_to=dossier.state)
        .order_by(f"-{dossier.journal_order}")
        .values_list("state_from", flat=True)
        .first()
    )
    if entry is None:
        raise LookupError("no pause in the journal leads to this state")
    return State(entry)
