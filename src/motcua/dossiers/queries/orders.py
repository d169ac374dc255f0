"""What an administrator asks before and after ordering work on many dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.organisation import queries as organisation
from motcua.organisation.permissions import must_administer
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures

from ..models import Dossier, Reckoning, Transfer
from ..rules.clock import read
from ..rules.states import OPEN, TERMINAL
from . import clocks

if TYPE_CHECKING:
    from motcua.organisation.models import Unit
    from motcua.organisation.queries import Change

COUNTED_AT_MOST = 10_000
TRIED_AT_MOST = 500


def unfinished_under(unit: Unit) -> QuerySet[Dossier]:
    """The dossiers that a unit's closing leaves to somebody: not ended, its agencies' own or in its people's hands.

    A result that waits to be handed over is not ended yet.
    """
    below = organisation.subtree(unit)
    offices = [one.pk for one in below if one.is_office]
    whose = Q(unit_id__in=offices) if offices else Q(unit_id=unit.office_id, holder_unit_id__in=[u.pk for u in below])
    return Dossier.objects.filter(whose, moving_to=None).exclude(state__in=TERMINAL)


def count_unfinished(by: Authority, unit_id: UUID) -> int:
    """How many dossiers a unit's closing would leave, as far as ten thousand. Raises NoRight."""
    unit = organisation.unit(unit_id)
    must_administer(by, unit)
    with scope.also(units=offices_of(unit)):
        return unfinished_under(unit).order_by("pk")[:COUNTED_AT_MOST].count()


def offices_of(unit: Unit) -> set[UUID]:
    """The agencies in a unit, or the one it is a part of: whose rows an administrator of it may count."""
    return {one.pk for one in organisation.subtree(unit) if one.is_office} | {unit.office_id or unit.pk}


def transfers_of(by: Authority, unit_id: UUID, size: int = 10) -> list[Transfer]:
    """What was ordered for a unit's dossiers, newest first. Raises NoRight."""
    unit = organisation.unit(unit_id)
    must_administer(by, unit)
    with scope.also(units={unit.pk}):
        return list(Transfer.objects.filter(unit=unit).select_related("to_unit").order_by("-pk")[:size])


def reckonings_of(by: Authority, unit_id: UUID, size: int = 5) -> list[Reckoning]:
    """What was ordered after a unit's calendar changed, newest first. Raises NoRight."""
    unit = organisation.unit(unit_id)
    must_administer(by, unit)
    with scope.also(units={unit.pk}):
        return list(Reckoning.objects.filter(unit=unit).order_by("-pk")[:size])


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of calendar would do: dossiers tried, those whose date moves, with (code, from, to) of some."""

    tried: int
    moved: int
    examples: tuple[tuple[str, datetime, datetime], ...]
    all_tried: bool


def effect_of(by: Authority, unit_id: UUID, change: Change, at: datetime, *, examples: int = 10) -> Effect:
    """How many promises a change of a unit's calendar would move; nothing is written.

    Tried on the open dossiers under the unit that are due next, five hundred at most. Raises NoRight.
    """
    unit = organisation.unit(unit_id)
    must_administer(by, unit)
    with scope.also(units=offices_of(unit)):
        rows = list(_affected(unit).select_related("unit").order_by("due_at", "pk")[: TRIED_AT_MOST + 1])
        tried = rows[:TRIED_AT_MOST]
        facts = clocks.facts_of_many([dossier.pk for dossier in tried])
        extensions = clocks.extensions_of([dossier.pk for dossier in tried if dossier.apology != "none"])
    calendars = organisation.calendars_with({one.unit_id: one.unit for one in tried}.values(), unit, change)
    moved = []
    for dossier in tried:
        definition = procedures.version(dossier.version_id).definition
        known = read(facts.get(dossier.pk, ()), definition.supplement.policy)
        if known.is_paused:
            continue
        due_at = clocks.due_by(dossier, definition, known, at, calendars[dossier.unit_id], extensions.get(dossier.pk))
        if due_at != dossier.due_at:
            moved.append((dossier.code, dossier.due_at, due_at))
    return Effect(len(tried), len(moved), tuple(moved[:examples]), len(rows) <= TRIED_AT_MOST)


def _affected(unit: Unit) -> QuerySet[Dossier]:
    offices = [one.pk for one in organisation.subtree(unit) if one.is_office]
    return Dossier.objects.filter(unit_id__in=offices, is_open=True, state__in=OPEN)
