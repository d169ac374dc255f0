"""Where a dossier is on its way: stages with holders and clocks, as officers and as the public see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from django.db import connection

from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.procedures import queries as procedures
from motcua.working_time import Explanation, sentences

from ..models import Dossier, JournalEntry
from ..rules import clock
from ..rules.clock import ClockFact, ClockFacts, read
from ..rules.numbering import normalised
from ..rules.states import Clock, State, Verb
from . import clocks

if TYPE_CHECKING:
    from motcua.procedures.rules.definition import Definition


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of one dossier: who holds or held it, from when to when, working minutes spent and allowed."""

    key: str
    name: str
    citizen_words: str
    function: str
    unit_name: str
    holder_name: str
    status: Literal["done", "current", "next"]
    entered_at: datetime | None
    left_at: datetime | None
    spent_minutes: int
    allowance_minutes: int | None


@dataclass(frozen=True, slots=True)
class PublicProgress:
    """What anyone with the code may know: procedure, office, state, stages, promise and why. No personal data."""

    code: str
    procedure_name: str
    office_name: str
    office_address: str
    office_phone: str
    state: State
    is_paused: bool
    is_late: bool
    counts_as_late: bool
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime
    original_due_at: datetime | None
    resolved_at: datetime | None
    returned_at: datetime | None
    holder_unit_name: str
    stages: tuple[StageView, ...]
    explanation: Explanation
    due_sentences: tuple[str, ...]
    apology: str
    minutes_left: int
    """Working minutes of the office from the look-up to the promise, negative once it is broken."""


def public_progress(code: str, at: datetime) -> PublicProgress | None:
    """The public side of the dossier with this code, or None. In three statements, whatever its length of life."""
    with scope.also(code=normalised(code)):
        return _progress_of(code, at)


def _progress_of(code: str, at: datetime) -> PublicProgress | None:
    # In plain statements, here and below: composing them from models cost more than the whole page.
    found = Dossier.objects.raw('SELECT * FROM "dossiers_dossier" WHERE code = %s', [normalised(code)])
    dossier = next(iter(found), None)
    if dossier is None:
        return None
    definition = procedures.version(dossier.version_id).definition
    journal = journal_of(dossier)
    held = {entry.holder_unit_id for entry in journal if entry.holder_unit_id is not None}
    units = organisation.units_by_id({dossier.unit_id, dossier.holder_unit_id} | held)
    dossier.unit, dossier.holder_unit = units[dossier.unit_id], units[dossier.holder_unit_id]
    names = {unit_id: unit.name for unit_id, unit in units.items()}
    facts = facts_in(journal, definition.supplement.policy)
    explanation = clocks.explained(dossier, definition, facts, at)
    return PublicProgress(
        code=dossier.code,
        procedure_name=definition.name,
        office_name=dossier.unit.name,
        office_address=dossier.unit.address,
        office_phone=dossier.unit.phone,
        state=State(dossier.state),
        is_paused=dossier.is_paused,
        is_late=is_late(dossier, at),
        counts_as_late=dossier.counts_as_late,
        submitted_at=dossier.submitted_at,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        original_due_at=dossier.original_due_at,
        resolved_at=dossier.resolved_at,
        returned_at=dossier.returned_at,
        holder_unit_name=dossier.holder_unit.name if dossier.is_open or dossier.state == State.RESOLVED else "",
        stages=stages_of(dossier, definition, journal, facts, at, named=False, units=names),
        explanation=explanation,
        due_sentences=tuple(sentences(explanation)),
        apology=dossier.apology,
        minutes_left=organisation.calendar_of(dossier.unit).minutes_between(at, dossier.due_at),
    )


def is_late(dossier: Dossier, at: datetime) -> bool:
    """Whether the promise was or is broken: decided after it, or open past it and not waiting for the citizen."""
    return clock.is_late(
        State(dossier.state), dossier.due_at, at, is_paused=dossier.is_paused, resolved_at=dossier.resolved_at
    )


def journal_of(dossier: Dossier) -> list[JournalEntry]:
    """The dossier's journal, oldest entry first."""
    key = Dossier._meta.pk.get_db_prep_value(dossier.pk, connection)
    sql = 'SELECT * FROM "dossiers_journalentry" WHERE dossier_id = %s ORDER BY ' + dossier.journal_order  # noqa: S608 - our own column
    return list(JournalEntry.objects.raw(sql, [key]))


def facts_in(journal: Sequence[JournalEntry], policy: str) -> ClockFacts:
    """The clock's history in a journal already read."""
    moved = [ClockFact(Clock(e.clock), Verb(e.verb), e.at) for e in journal if e.clock != Clock.NONE]
    return read(moved, policy)


def stages_of(
    dossier: Dossier,
    definition: Definition,
    journal: Sequence[JournalEntry],
    facts: ClockFacts,
    at: datetime,
    *,
    named: bool,
    units: Mapping[UUID, str] | None = None,
) -> tuple[StageView, ...]:
    """Every stage of the version with its time; officers' names only when `named`, `units` the names already known."""
    spans = _spans(dossier, journal, named=named)
    calendar = organisation.calendar_of(dossier.unit)
    ended = dossier.returned_at or (None if dossier.is_open or dossier.state == State.RESOLVED else journal[-1].at)
    if units is None:
        units = organisation.names_as_shown({unit for visits in spans.values() for _, _, unit, _ in visits if unit})
    found: list[StageView] = []
    for stage in definition.stages:
        visits = spans.get(stage.key, [])
        is_current = stage.key == dossier.stage_key and ended is None
        spent = 0
        for entered, left, _, _ in visits:
            until = left or ended or at
            spent += calendar.minutes_between(entered, until) if until > entered else 0
            for pause in facts.pauses:
                start, end = max(pause.start, entered), min(pause.end or at, until)
                spent -= calendar.minutes_between(start, end) if end > start else 0
        allowed_until = clocks.stage_due(dossier, stage, visits[0][0]) if visits else None
        allowance = calendar.minutes_between(visits[0][0], allowed_until) if allowed_until else None
        last = visits[-1] if visits else None
        found.append(
            StageView(
                key=stage.key,
                name=stage.name,
                citizen_words=stage.citizen_words,
                function=stage.function,
                unit_name=units.get(last[2], "") if last and last[2] else "",
                holder_name=(last[3] if last and named else ""),
                status="current" if is_current else "done" if visits else "next",
                entered_at=visits[0][0] if visits else None,
                left_at=(last[1] or ended) if last else None,
                spent_minutes=max(spent, 0),
                allowance_minutes=allowance,
            )
        )
    return tuple(found)


Visit = tuple[datetime, datetime | None, UUID | None, str]


def _spans(dossier: Dossier, journal: Sequence[JournalEntry], *, named: bool) -> dict[str, list[Visit]]:
    """Per stage, each stay there: entered, left (None while there), the unit that held it, the officer who ended it."""
    spans: dict[str, list[Visit]] = {}
    stage, entered, unit = "", None, None
    for entry in journal:
        if entry.stage_to == stage:
            unit = entry.holder_unit_id or unit
            continue
        if entered is not None:
            spans.setdefault(stage, []).append((entered, entry.at, unit, entry.actor_name))
        stage, entered, unit = entry.stage_to, entry.at, entry.holder_unit_id
    if entered is not None:
        holder = dossier.holder.full_name if named and dossier.holder is not None else ""
        spans.setdefault(stage, []).append((entered, None, unit, holder))
    return spans
