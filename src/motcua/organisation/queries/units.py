"""Units and offices: by id, by role, by place, by day."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from motcua.vietnamese import Sentence, format_date, sort_key

from ..models import Succession, Unit
from ..rules.refusals import NoSuchUnit

LEVEL_OF_TIER = {"province": "province", "district": "district", "commune": "ward"}


def in_force(on: date) -> Q:
    """The rows that hold on a day, both ends included."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def unit(unit_id: UUID) -> Unit:
    """The unit with its office, open or closed. Raises NoSuchUnit."""
    try:
        return Unit.objects.select_related("office").get(pk=unit_id)
    except Unit.DoesNotExist:
        raise NoSuchUnit("Không có đơn vị này.") from None


# An office's name and calendar revision as pages show them, with the second at which they were read.
_kept: dict[UUID, tuple[float, Unit]] = {}
_names: dict[UUID, tuple[float, str]] = {}
KEPT_SECONDS = 30.0


def unit_as_shown(unit_id: UUID) -> Unit:
    """As `unit`, kept in memory for half a minute: for the frame of a page, never for a decision. Raises NoSuchUnit."""
    known = _kept.get(unit_id)
    if known is not None and time.monotonic() - known[0] < KEPT_SECONDS:
        return known[1]
    found = unit(unit_id)
    if len(_kept) > 4096:
        _kept.clear()
    _kept[unit_id] = (time.monotonic(), found)
    return found


def names_as_shown(unit_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id, kept in memory for half a minute: for pages that tell where something was, never for a decision."""
    now = time.monotonic()
    found = {one: _names[one][1] for one in set(unit_ids) if one in _names and now - _names[one][0] < KEPT_SECONDS}
    missing = set(unit_ids) - set(found)
    if missing:
        if len(_names) > 4096:
            _names.clear()
        fresh = dict(Unit.objects.filter(pk__in=missing).order_by().values_list("pk", "name"))
        _names.update({one: (now, name) for one, name in fresh.items()})
        found |= fresh
    return found


def unit_by_code(code: str, on: date) -> Unit:
    """The unit with an identifying code that is in force on a day. Raises NoSuchUnit."""
    found = Unit.objects.filter(in_force(on), code=code).order_by("-valid_from").first()
    if found is None:
        words = {"code": code, "day": format_date(on)}
        raise NoSuchUnit(Sentence("Không có đơn vị mang mã %(code)s vào ngày %(day)s.", words))
    return found


def units_of(office_id: UUID, on: date | None = None) -> list[Unit]:
    """The office itself and the parts of it, the office first; on a day, only those in force."""
    found = Unit.objects.filter(office_id=office_id).order_by("path")
    return list(found.filter(in_force(on)) if on else found)


def office_of(unit_id: UUID) -> Unit:
    """The agency a unit belongs to: itself when it is one, else the nearest above. Raises NoSuchUnit."""
    found = unit(unit_id)
    return found.office if found.office is not None else found


def units_with_role(office_id: UUID, role: str, on: date) -> list[Unit]:
    """Every part of an office that carries a role on a day, in the order of the tree."""
    return sorted((part for part in units_of(office_id, on) if role in part.roles), key=lambda part: part.path)


def unit_with_role(office_id: UUID, role: str, on: date | None = None) -> Unit:
    """The part of an office that carries a role (desk, leaders, justice…); the office itself where none does.

    Without a day, parts still in force come before closed ones. Raises NoSuchUnit.
    """
    parts = units_of(office_id, on)
    carrying = [part for part in parts if role in part.roles]
    if carrying:
        return min(carrying, key=lambda part: (part.valid_to is not None, part.is_office, part.code))
    for part in parts:
        if part.pk == office_id:
            return part
    return unit(office_id)


def offices(on: date, tier: str | None = None, within: UUID | None = None) -> list[Unit]:
    """The agencies in force on a day, of a tier, under a unit; in Vietnamese order of their names."""
    found = Unit.objects.filter(in_force(on), is_office=True)
    if tier is not None:
        found = found.filter(tier=tier)
    if within is not None:
        found = found.filter(path__startswith=unit(within).path)
    return sorted(found, key=lambda one: (sort_key(one.name), one.code))


def offices_serving(division_code: str, on: date) -> list[Unit]:
    """The agencies that serve an administrative division on a day, the lowest tier first."""
    found = Unit.objects.filter(in_force(on), is_office=True, division_code=division_code).exclude(division_code="")
    return sorted(found, key=lambda one: (-one.path.count("/"), sort_key(one.name), one.code))


def successors_of(unit_id: UUID, on: date) -> list[Unit]:
    """The units that have taken over from a unit by a day; those that were followed themselves give way to theirs.

    A unit nobody has followed yields itself.
    """
    links: dict[UUID, list[UUID]] = {}
    for predecessor, successor in Succession.objects.filter(on__lte=on).values_list("predecessor_id", "successor_id"):
        links.setdefault(predecessor, []).append(successor)
    last: set[UUID] = set()
    waiting, seen = [unit_id], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in links:
            waiting.extend(links[one])
        else:
            last.add(one)
    return sorted(Unit.objects.filter(pk__in=last), key=lambda found: (sort_key(found.name), found.code))


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division as the organisation knows it, for form fields of kind address.

    `level` is province, district or ward; `valid_to` the first day it no longer exists; `parent` and `successors` are
    division codes.
    """

    code: str
    level: str
    kind: str
    name: str
    parent: str | None
    valid_from: date
    valid_to: date | None
    successors: tuple[str, ...]


def divisions() -> list[Division]:
    """Every division that an agency of the tree serves, past and present, each once per period."""
    served = {
        one.pk: one
        for one in Unit.objects.exclude(division_code="")
        .filter(tier__in=LEVEL_OF_TIER, is_office=True)
        .order_by("path")
    }
    followers: dict[UUID, list[str]] = {}
    for predecessor, successor in Succession.objects.values_list("predecessor_id", "successor__division_code"):
        if successor:
            followers.setdefault(predecessor, []).append(successor)
    return [_division(one, served, tuple(sorted(followers.get(one.pk, ())))) for one in served.values()]


def _division(one: Unit, served: dict[UUID, Unit], successors: tuple[str, ...]) -> Division:
    above = (UUID(step) for step in reversed(one.path.strip("/").split("/")[:-1]))
    parent = next((served[step].division_code for step in above if step in served), None)
    return Division(
        code=one.division_code,
        level=LEVEL_OF_TIER[one.tier],
        kind=one.division_kind,
        name=one.division_name,
        parent=parent,
        valid_from=one.valid_from,
        valid_to=one.valid_to + timedelta(days=1) if one.valid_to else None,
        successors=successors,
    )
