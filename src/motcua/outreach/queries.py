"""Teams of an office with what they have, and who was trained in what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Function

from .models import Attendance, Equipment, Training

MOST = 100


@dataclass(frozen=True, slots=True)
class Team:
    """One team on a day: its unit, the unit it stands under, how many members, how many machines by kind."""

    id: UUID
    name: str
    place: str
    members: tuple[tuple[UUID, str], ...]
    equipment: dict[str, int]


def teams_of(office_id: UUID, on: date) -> list[Team]:
    """The teams an office runs, in the order of the tree; four statements however many there are."""
    units = organisation.units_with_role(office_id, "advisory_team", on)
    members: dict[UUID, list[tuple[UUID, str]]] = {}
    for holder in organisation.holders_of(office_id, Function.ADVISER, on):
        members.setdefault(holder.unit_id, []).append((holder.account_id, holder.name))
    counted = equipment_of([one.pk for one in units], on)
    names = organisation.names_of(one.parent_id for one in units if one.parent_id)
    return [
        Team(
            one.pk,
            one.name,
            names.get(one.parent_id, "") if one.parent_id else "",
            tuple(members.get(one.pk, ())),
            counted.get(one.pk, {}),
        )
        for one in units
    ]


def equipment_of(team_ids: Iterable[UUID], on: date) -> dict[UUID, dict[str, int]]:
    """Machines by team and kind on a day: the newest count of each."""
    found: dict[UUID, dict[str, int]] = {}
    rows = Equipment.objects.filter(team_id__in=list(team_ids), since__lte=on).order_by("since", "pk")
    for team_id, kind, count in rows.values_list("team_id", "kind", "count"):
        found.setdefault(team_id, {})[kind] = count
    return found


def trainings_of(office_id: UUID) -> list[Training]:
    """The office's courses, newest first, each with who was there (`attendances.all()`); at most 100."""
    rows = Training.objects.filter(unit_id=office_id).prefetch_related("attendances")
    return list(rows.order_by("-held_on", "-pk")[:MOST])


def trainings_attended(account_id: UUID) -> list[Training]:
    """The courses one member attended, newest first; at most 100."""
    rows = Attendance.objects.filter(account_id=account_id).select_related("training")
    return [one.training for one in rows.order_by("-training__held_on", "-pk")[:MOST]]


def kind_words(kind: str) -> str:
    """What a kind of machine is called, in the language of the page."""
    return str(Equipment.Kind(kind).label)


def kinds() -> list[tuple[str, str]]:
    """Every kind of machine with its name, for a form."""
    return [(one.value, str(one.label)) for one in Equipment.Kind]
