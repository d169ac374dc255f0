"""How many dossiers each list holds, from kept facts: the tallies, and a bounded look where only the clock decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count

from motcua.organisation.rules.authority import Authority

from ..models import Consultation, Dossier, Tally
from ..rules.refusals import NotFound
from ..rules.states import OPEN, State
from .scope import NO_SUCH_DOSSIER, consulted_as

AT_MOST = 100
# Groups that change by the clock alone, so that they are counted so far and no further.
COUNTED_SO_FAR = frozenset({"late", "consulted"})
_TALLIES = (
    "SELECT state, is_open, is_paused, holder_unit_id, holder_function, holder_id, SUM(count) FROM dossiers_tally "
    "WHERE unit_id = %s GROUP BY state, is_open, is_paused, holder_unit_id, holder_function, holder_id"
)
# Lateness comes with the clock, not with a change: of the index of due dates at most the first hundred are looked at.
_LATE = (
    "SELECT count(*) FROM (SELECT 1 FROM dossiers_dossier WHERE unit_id = %s AND is_open AND NOT is_paused "
    "AND received_at IS NOT NULL AND due_at < %s LIMIT 100) AS first_ones"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many dossiers of an office stand at one place."""

    state: int
    is_open: bool
    is_paused: bool
    holder_unit_id: UUID
    holder_function: str
    holder_id: UUID | None
    count: int


def standings(by: Authority, office_id: UUID) -> list[Standing]:
    """Where an office's dossiers stand, and how many at each place. Raises NotFound for an office one may not read."""
    if office_id not in by.readable_office_ids:
        raise NotFound(NO_SUCH_DOSSIER)
    with connection.cursor() as cursor:
        cursor.execute(_TALLIES, [_key(office_id)])
        rows = cursor.fetchall()
    return [
        Standing(state, bool(is_open), bool(is_paused), _id(unit), function, _id(holder) if holder else None, count)
        for state, is_open, is_paused, unit, function, holder, count in rows
        if count
    ]


def counts(by: Authority, *, office_id: UUID, at: datetime) -> Mapping[str, int]:
    """How many dossiers each group of `worklist` holds; late and consulted ones are counted up to `AT_MOST`.

    Raises NotFound for an office one may not read.
    """
    found = standings(by, office_id)
    late, consulted = _late(office_id, at), _consulted(by)
    return {**{group: _tallied(group, by, office_id, found) for group in TALLIED}, "late": late, "consulted": consulted}


def count_of(group: str, by: Authority, *, office_id: UUID, at: datetime) -> int:
    """How many dossiers one group holds, in one statement; as `counts`."""
    if group == "late":
        return _late(office_id, at)
    if group == "consulted":
        return _consulted(by)
    return _tallied(group, by, office_id, standings(by, office_id))


TALLIED = ("mine", "unit", "desk", "open", "waiting", "ready", "done")


def _tallied(group: str, by: Authority, office_id: UUID, found: Iterable[Standing]) -> int:
    if group == "mine":
        mine = {by.account_id, *(a.acting_for for a in by.appointments if a.acting_for is not None)}
        return _sum(one for one in found if one.is_open and one.holder_id in mine)
    if group == "unit":
        places = set(_places(by, office_id))
        return _sum(one for one in found if one.is_open and (one.holder_function, one.holder_unit_id) in places)
    if group in STATE_OF:
        return _sum(one for one in found if one.state == STATE_OF[group])
    if group == "done":
        return _sum(one for one in found if State(one.state) not in OPEN)
    return _sum(one for one in found if one.is_open and (group == "open" or one.is_paused))


STATE_OF = {"desk": State.FILED, "ready": State.RESOLVED}


def _late(office_id: UUID, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LATE, [_key(office_id), connection.ops.adapt_datetimefield_value(at)])
        return int(cursor.fetchone()[0])


def _consulted(by: Authority) -> int:
    if not by.appointments:
        return 0
    asked = Consultation.objects.filter(consulted_unit_id__in=consulted_as(by), answered_at=None, dossier__is_open=True)
    return asked.order_by("pk")[:AT_MOST].count()


def _places(by: Authority, office_id: UUID) -> Iterable[tuple[str, UUID]]:
    from .worklist import HOLDS_AS

    for post in by.appointments:
        if post.office_id == office_id:
            for function in HOLDS_AS.get(post.function, (post.function,)):
                yield from ((function.value, post.unit_id), (function.value, office_id))


def _sum(standings: Iterable[Standing]) -> int:
    return sum(one.count for one in standings)


def _key(identifier: UUID) -> Any:
    return Dossier._meta.pk.get_db_prep_value(identifier, connection)


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def lines_to_tidy(most: int) -> list[UUID]:
    """The units with more lines in their tallies than anyone should add up at every look."""
    lines = Tally.objects.order_by().values("unit_id").annotate(lines=Count("pk")).filter(lines__gt=most)
    return sorted(lines.values_list("unit_id", flat=True))
