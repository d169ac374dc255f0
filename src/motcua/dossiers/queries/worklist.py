"""Officers' lists: fifty rows a page, by key and never by offset, most urgent first; plain values, no model per row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.organisation.rules.authority import Authority, Function
from motcua.procedures import queries as procedures

from ..models import Consultation, Dossier
from ..rules.clock import is_late
from ..rules.refusals import NotFound
from ..rules.states import State
from .counting import AT_MOST, COUNTED_SO_FAR, count_of
from .matching import MOST, matching, words_of
from .scope import NO_SUCH_DOSSIER, consulted_as

GROUPS = ("mine", "unit", "desk", "open", "waiting", "late", "ready", "done", "consulted")
SIZE = 50
# A desk head works at the receivers' stages; no stage is the desk head's own.
HOLDS_AS = {Function.DESK_HEAD: (Function.RECEIVER,)}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a group is wanted; an empty value asks for nothing. `due_before` cuts off what is due at or after it.

    `procedures` are keys, None for all; `function` the function at whose stage it lies, `holder_id` who has it.
    """

    procedures: frozenset[str] | None = None
    channel: str = ""
    function: str = ""
    holder_id: UUID | None = None
    due_before: datetime | None = None

    def of(self, dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
        if self.procedures is not None:
            dossiers = dossiers.filter(procedure_key__in=sorted(self.procedures))
        if self.channel:
            dossiers = dossiers.filter(channel=self.channel)
        if self.function:
            dossiers = dossiers.filter(holder_function=self.function)
        if self.holder_id is not None:
            dossiers = dossiers.filter(holder_id=self.holder_id)
        if self.due_before is not None:
            dossiers = dossiers.filter(due_at__lt=self.due_before, is_paused=False)
        return dossiers


class WorklistRow(NamedTuple):
    """One dossier in a list; `stage_name` and `procedure` come from its own procedure version."""

    id: UUID
    code: str
    procedure: str
    title: str
    owner_name: str
    state: State
    stage_name: str
    holder_name: str
    unit_name: str
    due_at: datetime
    stage_due_at: datetime | None
    is_paused: bool
    is_late: bool
    apology: str
    channel: str
    submitted_at: datetime
    resolved_at: datetime | None
    lock: int


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """Rows in order, and the cursors of the pages before and after (None where there is none).

    `is_cut` says that more was found by the typed words than is looked through: other words find the rest.
    """

    rows: tuple[WorklistRow, ...]
    next: str | None
    previous: str | None
    is_cut: bool = False


COLUMNS = (
    "id",
    "code",
    "version_id",
    "title",
    "owner_name",
    "state",
    "stage_key",
    "holder__full_name",
    "holder_unit__short_name",
    "due_at",
    "stage_due_at",
    "is_paused",
    "apology",
    "channel",
    "submitted_at",
    "resolved_at",
    "lock",
)


def worklist(
    by: Authority,
    *,
    office_id: UUID,
    at: datetime,
    group: str = "mine",
    text: str = "",
    narrowed: Narrowing | None = None,
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
) -> WorklistPage:
    """One page of a group of an office's dossiers. Raises NotFound for an office that is not this person's to read.

    `text` finds by words of code, owner's name, title, phone and identity number, marks or no marks, the last begun. A
    cursor that cannot be read starts from the beginning.
    """
    found, is_cut = _found(by, office_id, group, at, text, narrowed)
    page = _page(found, _order(group), after=after, before=before, size=min(size, 200), at=at)
    return replace(page, is_cut=is_cut)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The dossiers before and after one in the order of a list, None at its ends.

    `place` of `total` is where it stands, from 1; both are 0 where it has left the list or telling would mean to count
    more than `COUNTED_AT_MOST`.
    """

    previous: UUID | None
    next: UUID | None
    place: int = 0
    total: int = 0


# As many entries of an index as may be run over to say a place: a tenth of a millisecond.
COUNTED_AT_MOST = 1000


def neighbours(
    by: Authority,
    dossier: Dossier,
    *,
    office_id: UUID,
    at: datetime,
    group: str,
    text: str = "",
    narrowed: Narrowing | None = None,
) -> Neighbours:
    """What stands beside a dossier in a list, also once it has left that list: by its place in the order.

    Raises NotFound for an office that is not this person's to read.
    """
    found, _cut = _found(by, office_id, group, at, text, narrowed)
    column = _order(group).lstrip("-")
    moment = getattr(dossier, column)
    if moment is None:
        return Neighbours(None, None)
    place, falling = (moment, dossier.pk), _order(group).startswith("-")
    before = _in_order(_beyond(found, column, place, falling=not falling), column, falling=not falling)
    # From the dossier on: whether it stands there itself is seen on the way.
    onward = list(_in_order(_beyond(found, column, place, falling=falling, itself=True), column, falling=falling)[:2])
    is_in = dossier.pk in onward
    following = next((one for one in onward if one != dossier.pk), None)
    total = _total(by, office_id, group, at, found, is_whole=not text.strip() and narrowed is None) if is_in else 0
    if not 0 < total <= COUNTED_AT_MOST:
        return Neighbours(before.first(), following)
    return Neighbours(before.first(), following, before.order_by().count() + 1, total)


def _in_order(found: QuerySet[Dossier], column: str, *, falling: bool) -> QuerySet[Dossier, UUID]:
    sign = "-" if falling else ""
    return found.order_by(f"{sign}{column}", f"{sign}pk").values_list("pk", flat=True)


def _total(
    by: Authority, office_id: UUID, group: str, at: datetime, found: QuerySet[Dossier], *, is_whole: bool
) -> int:
    """How many a list holds, 0 where nobody knows without running over more than `COUNTED_AT_MOST`.

    A whole group is read off the tallies; what is narrowed is counted within a group small enough.
    """
    known = count_of(group, by, office_id=office_id, at=at)
    if group in COUNTED_SO_FAR and known >= AT_MOST:
        return 0
    return known if is_whole or not 0 < known <= COUNTED_AT_MOST else found.order_by().count()


def _order(group: str) -> str:
    return "-resolved_at" if group == "done" else "due_at"


def _found(
    by: Authority, office_id: UUID, group: str, at: datetime, text: str, narrowed: Narrowing | None
) -> tuple[QuerySet[Dossier], bool]:
    if office_id not in by.readable_office_ids:
        raise NotFound(NO_SUCH_DOSSIER)
    found = (narrowed or Narrowing()).of(_group(by, office_id, group, at))
    if not text.strip():
        return found, False
    if group == "consulted":  # other offices' dossiers, a handful
        return found.filter(reduce(and_, (Q(search_key__contains=word) for word in words_of(text)), Q())), False
    keys = matching(text, office_id, is_open=None if group == "ready" else group != "done")
    return found.filter(pk__in=keys), len(keys) >= MOST


def waiting_for_signature(by: Authority, *, office_id: UUID, at: datetime, size: int = SIZE) -> WorklistPage:
    """The dossiers at a signer's stage that this person may sign."""
    if office_id not in by.office_ids:
        raise NotFound(NO_SUCH_DOSSIER)
    mine = Q(holder_id=by.account_id) | Q(holder_id__in=_acted_for(by)) | Q(holder_id=None)
    units = by.unit_ids_for(Function.APPROVER, office_id) | {office_id}
    found = Dossier.objects.filter(
        mine, unit_id=office_id, is_open=True, is_paused=False, holder_function="approver", holder_unit_id__in=units
    )
    return _page(found, "due_at", after=None, before=None, size=size, at=at)


def _acted_for(by: Authority) -> list[UUID]:
    return [a.acting_for for a in by.appointments if a.acting_for is not None]


def _group(by: Authority, office_id: UUID, group: str, at: datetime) -> QuerySet[Dossier]:
    if group == "consulted":
        asked = Consultation.objects.filter(consulted_unit_id__in=consulted_as(by), answered_at=None)
        return Dossier.objects.filter(pk__in=asked.values("dossier_id"), is_open=True)
    dossiers = Dossier.objects.filter(unit_id=office_id)
    if group == "done":
        return dossiers.filter(resolved_at__isnull=False)
    if group == "ready":
        return dossiers.filter(state=State.RESOLVED)
    dossiers = dossiers.filter(is_open=True)
    if group == "mine":
        return dossiers.filter(holder_id__in=[by.account_id, *_acted_for(by)])
    if group == "unit":
        return dossiers.filter(_of_my_units(by, office_id))
    if group == "desk":
        return dossiers.filter(state=State.FILED)
    if group == "waiting":
        return dossiers.filter(is_paused=True)
    if group == "late":
        return dossiers.filter(is_paused=False, received_at__isnull=False, due_at__lt=at)
    return dossiers


def _of_my_units(by: Authority, office_id: UUID) -> Q:
    places = [
        Q(holder_function__in=HOLDS_AS.get(a.function, (a.function,)), holder_unit_id__in={a.unit_id, office_id})
        for a in by.appointments
        if a.office_id == office_id
    ]
    return reduce(or_, places) if places else Q(pk__in=[])


def _page(
    found: QuerySet[Dossier], order: str, *, after: str | None, before: str | None, size: int, at: datetime
) -> WorklistPage:
    descending, column = order.startswith("-"), order.lstrip("-")
    cursor = _read_cursor(after or before)
    backwards = cursor is not None and not after
    falling = descending != backwards
    if cursor is not None:
        found = _beyond(found, column, cursor, falling=falling)
    sign = "-" if falling else ""
    rows = list(found.order_by(f"{sign}{column}", f"{sign}pk").values_list(*COLUMNS)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    place = COLUMNS.index(column)
    marks = [_cursor(row[place], row[0]) for row in (rows[0], rows[-1])] if rows else ["", ""]
    return WorklistPage(
        rows=tuple(_row(row, at) for row in rows),
        next=marks[1] if rows and (more or backwards) else None,
        previous=marks[0] if rows and (more if backwards else cursor is not None) else None,
    )


def _beyond(
    found: QuerySet[Dossier], column: str, place: tuple[datetime, UUID], *, falling: bool, itself: bool = False
) -> QuerySet[Dossier]:
    moment, key = place
    side = "lt" if falling else "gt"
    # The first condition lets the index find the place; the second tells rows of the same moment apart.
    return found.filter(**{f"{column}__{side}e": moment}).filter(
        Q(**{f"{column}__{side}": moment}) | Q(**{column: moment, f"pk__{side}{'e' if itself else ''}": key})
    )


def _cursor(moment: datetime, key: UUID) -> str:
    return f"{moment.timestamp():.6f}_{key}"


def _read_cursor(text: str | None) -> tuple[datetime, UUID] | None:
    try:
        moment, key = (text or "").split("_", 1)
        return datetime.fromtimestamp(float(moment), tz=UTC), UUID(key)
    except (ValueError, OverflowError, OSError):
        return None


def _row(row: tuple[Any, ...], at: datetime) -> WorklistRow:
    (id_, code, version_id, title, owner, state, stage_key, holder, unit, due_at, stage_due_at, paused, apology) = row[
        :13
    ]
    channel, submitted_at, resolved_at, lock = row[13:]
    definition = procedures.version(version_id).definition
    stage = definition.stage(stage_key)
    return WorklistRow(
        id_,
        code,
        definition.short_name,
        title,
        owner,
        State(state),
        stage.name if stage else "",
        holder or "",
        unit or "",
        due_at,
        stage_due_at,
        paused,
        is_late(State(state), due_at, at, is_paused=paused, resolved_at=resolved_at),
        apology,
        channel,
        submitted_at,
        resolved_at,
        lock,
    )
