"""Today's work of some offices: how much of it, with whom, and the dossiers behind every number.

A number and its list are one condition (`_of`), so they cannot differ. Counting reads at most AT_MOST dossiers of the
index of the open ones, whatever is in the archive, in one statement; where more are open, nothing is counted and
somebody has to choose an office.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Case, Q, QuerySet, Value, When

from motcua.organisation.queries import Overseen
from motcua.procedures import queries as procedures

from ..models import Dossier
from ..rules.states import State

AT_MOST = 20_000
SIZE = 50
OPEN_GROUPS = ("open", "late", "soon", "waiting", "filed", "unanswered")
DAY_GROUPS = ("received", "returned")


@dataclass(frozen=True, slots=True)
class Hours:
    """The moments that divide dossiers into groups: now, what is soon, and when today began."""

    at: datetime
    soon: datetime
    today: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the offices' dossiers: a group, and optionally one part of an office, one person, one procedure."""

    group: str = "open"
    holder_unit_id: UUID | None = None
    holder_id: UUID | None = None
    nobodys: bool = False
    procedure_key: str = ""


class Pile(NamedTuple):
    """How many open dossiers of one procedure one person holds at one place, and how they stand."""

    office_id: UUID
    holder_unit_id: UUID
    holder_id: UUID | None
    procedure_key: str
    open: int
    late: int
    soon: int
    waiting: int
    filed: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All piles; `is_too_much` where more is open than is counted in one go (then there are none)."""

    piles: tuple[Pile, ...] = ()
    is_too_much: bool = False
    received: dict[UUID, int] = field(default_factory=dict)
    returned: dict[UUID, int] = field(default_factory=dict)


class Row(NamedTuple):
    """One dossier as its manager sees it: where it stands and with whom; nothing personal of the applicant."""

    id: UUID
    office_id: UUID
    code: str
    procedure_key: str
    state: State
    stage_name: str
    holder_id: UUID | None
    holder_name: str
    holder_unit_name: str
    holder_function: str
    due_at: datetime
    stage_due_at: datetime | None
    is_paused: bool
    consultation: str
    apology: str
    counts_as_late: bool
    resolved_at: datetime | None
    lock: int

    @property
    def is_late(self) -> bool:
        """Whether its result came after the promise."""
        return self.resolved_at is not None and (self.counts_as_late or self.resolved_at > self.due_at)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, the most urgent first, and the cursors of the pages before and after."""

    rows: tuple[Row, ...]
    next: str | None = None
    previous: str | None = None


def overview(offices: Collection[Overseen], hours: Hours) -> Overview:
    """How much work the offices have today, by office, place, person and procedure. Three statements."""
    if not offices:
        return Overview()
    piles = _piles(offices, hours)
    return Overview(
        piles=tuple(piles),
        is_too_much=sum(pile.open for pile in piles) > AT_MOST,
        received=_counted_by_office(_dossiers(offices).filter(_of("received", hours)), "received_at"),
        returned=_counted_by_office(_dossiers(offices).filter(_of("returned", hours)), "returned_at"),
    )


def overseen(
    offices: Collection[Overseen],
    wanted: Wanted,
    hours: Hours,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
) -> Page:
    """One page of the offices' dossiers that are wanted, by due date."""
    found = wanted_of(offices, wanted, hours)
    cursor = _read_cursor(after or before)
    backwards = cursor is not None and not after
    if cursor is not None:
        moment, key = cursor
        side = "lt" if backwards else "gt"
        found = found.filter(**{f"due_at__{side}e": moment}).filter(
            Q(**{f"due_at__{side}": moment}) | Q(due_at=moment, **{f"pk__{side}": key})
        )
    sign = "-" if backwards else ""
    rows = list(found.order_by(f"{sign}due_at", f"{sign}pk").values_list(*COLUMNS)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    shown = tuple(_row(row) for row in rows)
    return Page(
        rows=shown,
        next=_cursor(shown[-1]) if shown and (more or backwards) else None,
        previous=_cursor(shown[0]) if shown and (more if backwards else cursor is not None) else None,
    )


def named(offices: Collection[Overseen], dossier_ids: Collection[UUID]) -> tuple[Row, ...]:
    """These dossiers where they belong to the offices, by due date; others do not exist here."""
    found = _dossiers(offices).filter(pk__in=list(dossier_ids)[:200]).order_by("due_at", "pk")
    return tuple(_row(row) for row in found.values_list(*COLUMNS))


def wanted_of(offices: Collection[Overseen], wanted: Wanted, hours: Hours) -> QuerySet[Dossier]:
    """The offices' dossiers that are wanted."""
    found = _dossiers(offices).filter(_of(wanted.group, hours))
    if wanted.holder_unit_id is not None:
        found = found.filter(holder_unit_id=wanted.holder_unit_id)
    if wanted.holder_id is not None or wanted.nobodys:
        found = found.filter(holder_id=None if wanted.nobodys else wanted.holder_id)
    return found.filter(procedure_key=wanted.procedure_key) if wanted.procedure_key else found


COLUMNS = (
    "id",
    "unit_id",
    "code",
    "procedure_key",
    "state",
    "stage_key",
    "holder_id",
    "holder__full_name",
    "holder_unit__short_name",
    "holder_function",
    "due_at",
    "stage_due_at",
    "is_paused",
    "consultation",
    "apology",
    "counts_as_late",
    "resolved_at",
    "lock",
    "version_id",
)


def _dossiers(offices: Collection[Overseen]) -> QuerySet[Dossier]:
    return Dossier.objects.filter(unit_id__in=[office.id for office in offices])


def _of(group: str, hours: Hours) -> Q:
    """What a group means: of the number and of its list."""
    running = Q(is_open=True, is_paused=False, received_at__isnull=False)
    filed = Q(is_open=True, is_paused=False, state=State.FILED)
    if group == "late":
        return running & Q(due_at__lt=hours.at)
    if group == "soon":
        return running & Q(due_at__gte=hours.at, due_at__lte=hours.soon)
    if group == "waiting":
        return Q(is_open=True, is_paused=True)
    if group == "filed":
        return filed
    if group == "unanswered":
        return filed & Q(channel="online", stage_due_at__lt=hours.at)
    if group == "received":
        return Q(received_at__gte=hours.today)
    if group == "returned":
        return Q(returned_at__gte=hours.today)
    return Q(is_open=True)


def _piles(offices: Collection[Overseen], hours: Hours) -> list[Pile]:
    flags = {
        name: Case(When(_of(name, hours), then=Value(1)), default=Value(0)) for name in OPEN_GROUPS if name != "open"
    }
    places = ("unit_id", "holder_unit_id", "holder_id", "procedure_key")
    names = tuple(flags)
    # In the order of the index of open dossiers: nothing is sorted, and nothing else is read.
    inner = _dossiers(offices).filter(_of("open", hours)).order_by("unit_id", "due_at").annotate(**flags)
    sql, params = inner.values_list(*places, *names)[: AT_MOST + 1].query.sql_with_params()
    sums = ", ".join(f'SUM("{name}")' for name in names)
    with connection.cursor() as cursor:
        grouped = f"SELECT {', '.join(places)}, COUNT(*), {sums} FROM ({sql}) found GROUP BY {', '.join(places)}"  # noqa: S608 - names of ours
        cursor.execute(grouped, params)
        rows = cursor.fetchall()
    return [Pile(_uuid(row[0]), _uuid(row[1]), _uuid(row[2]), *row[3:]) for row in rows]  # type: ignore[arg-type]


def _counted_by_office(found: QuerySet[Dossier], moment: str) -> dict[UUID, int]:
    sql, params = found.order_by("unit_id", moment).values_list("unit_id")[: AT_MOST + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unit_id, COUNT(*) FROM ({sql}) found GROUP BY unit_id", params)  # noqa: S608 - ours
        return {_uuid(office): many for office, many in cursor.fetchall()}  # type: ignore[misc]


def _uuid(value: Any) -> UUID | None:
    # SQLite keeps identifiers as text.
    return UUID(value) if isinstance(value, str) else value


def _row(values: Sequence[Any]) -> Row:
    *first, version_id = values
    row = Row(*first)
    stage = procedures.version(version_id).definition.stage(row.stage_name)
    return row._replace(
        state=State(row.state),
        stage_name=stage.name if stage else "",
        holder_name=row.holder_name or "",
        holder_unit_name=row.holder_unit_name or "",
    )


def _cursor(row: Row) -> str:
    return f"{row.due_at.timestamp():.6f}_{row.id}"


def _read_cursor(text: str | None) -> tuple[datetime, UUID] | None:
    try:
        moment, key = (text or "").split("_", 1)
        return datetime.fromtimestamp(float(moment), tz=UTC), UUID(key)
    except (ValueError, OverflowError, OSError):
        return None
