"""Who holds what on a day: posts, standing deputies of people on leave, delegations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from operator import or_
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField

from ..models import Delegation, Holding, Leave, Unit
from ..rules.authority import ANONYMOUS, Appointment, Authority, Function
from .units import in_force


class SignedIn(Protocol):
    """What is asked of an account: its id, name and kind."""

    pk: UUID
    full_name: str
    kind: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who may do a function's work at a unit on a day; `acting_for` is set for deputies and delegates."""

    account_id: UUID
    name: str
    unit_id: UUID
    title: str
    on_leave: bool
    acting_for: UUID | None = None


def _held_on(on: date) -> QuerySet[Holding]:
    """Holdings whose person, post and unit all are in force on the day."""
    return Holding.objects.filter(
        in_force(on),
        Q(post__valid_from__lte=on),
        Q(post__valid_to__isnull=True) | Q(post__valid_to__gte=on),
        Q(post__unit__valid_from__lte=on),
        Q(post__unit__valid_to__isnull=True) | Q(post__unit__valid_to__gte=on),
        account__is_active=True,
    )


def _absent_holder(on: date) -> Subquery:
    """The account of the post's holder who is on leave that day, for a deputy's row."""
    away = Leave.objects.filter(in_force(on), account=OuterRef("account"))
    return Subquery(
        Holding.objects.filter(in_force(on), Exists(away), post=OuterRef("post"), kind=Holding.Kind.HOLDER)
        .order_by("valid_from", "pk")
        .values("account")[:1],
        output_field=UUIDField(),
    )


class Row(NamedTuple):
    """A holding that is one's own or lent to one, on whatever days; `lent_*` are of the delegation, if there is one."""

    kind: str
    account_id: UUID
    is_active: bool
    valid_from: date
    valid_to: date | None
    post_id: UUID
    function: str
    title: str
    post_from: date
    post_to: date | None
    unit_id: UUID
    office_id: UUID | None
    path: str
    unit_from: date
    unit_to: date | None
    lent_to: UUID | None
    lent_from: date | None
    lent_until: date | None

    def holds_on(self, on: date, account_id: UUID) -> bool:
        """Whether person, post, unit and, where it is another's, the delegation are in force on the day."""
        periods = [(self.valid_from, self.valid_to), (self.post_from, self.post_to), (self.unit_from, self.unit_to)]
        if self.account_id != account_id:
            if self.lent_to != account_id or self.lent_from is None:
                return False
            periods.append((self.lent_from, self.lent_until))
        return self.is_active and all(first <= on and (last is None or on <= last) for first, last in periods)


_COLUMNS = (
    "kind",
    "account_id",
    "account__is_active",
    "valid_from",
    "valid_to",
    "post_id",
    "post__function",
    "post__title",
    "post__valid_from",
    "post__valid_to",
    "post__unit_id",
    "post__unit__office_id",
    "post__unit__path",
    "post__unit__valid_from",
    "post__unit__valid_to",
    "delegations__to_account_id",
    "delegations__valid_from",
    "delegations__valid_to",
)


def authority_of(account: SignedIn | None, on: date) -> Authority:
    """Everything a person holds on a day: one statement, one more for a deputy or an inspector; none for a citizen.

    Own posts count always; a standing deputy's while a holder of the post is on leave; a delegation's between its days.
    An inspector reads the offices of their unit's whole subtree. Every request asks this: the few rows of a person are
    read plainly and the day is picked here, because composing the SQL for it cost more than all the rest.
    """
    if account is None or not account.is_active:
        return ANONYMOUS
    if account.kind != "officer":
        return Authority(account_id=account.pk, name=account.full_name)
    rows = [row for row in _rows_of(account.pk) if row.holds_on(on, account.pk)]
    rows.sort(key=lambda row: (row.path, row.function))
    stands_in = _absent_holders({row.post_id for row in rows if row.kind == Holding.Kind.DEPUTY}, on)
    appointments: list[Appointment] = []
    inspected_paths: list[str] = []
    for row in rows:
        acting_for = None if row.account_id == account.pk else row.account_id
        if row.kind == Holding.Kind.DEPUTY:
            if row.post_id not in stands_in:
                continue
            acting_for = stands_in[row.post_id]
        function = Function(row.function)
        appointment = Appointment(function, row.unit_id, row.office_id or row.unit_id, row.title, acting_for)
        if appointment not in appointments:
            appointments.append(appointment)
        if function is Function.INSPECTOR:
            inspected_paths.append(row.path)
    return Authority(
        account_id=account.pk,
        name=account.full_name,
        is_officer=True,
        appointments=tuple(appointments),
        inspected_office_ids=_offices_under(inspected_paths),
    )


def _rows_of(account_id: UUID) -> list[Row]:
    """Every holding of a person and every one ever lent to them, by a statement composed once per kind of database."""
    connection = connections[Holding.objects.db]
    sql, count = _statement(connection.vendor)
    asked = Holding._meta.get_field("account").get_db_prep_value(account_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked] * count)
        return [_row(values) for values in cursor.fetchall()]


@cache
def _statement(vendor: str) -> tuple[str, int]:
    """The SQL for this kind of database, and how many times it asks for the account."""
    nobody = UUID(int=0)
    found = Holding.objects.filter(Q(account=nobody) | Q(delegations__to_account=nobody))
    sql, params = found.order_by("pk").values_list(*_COLUMNS).query.sql_with_params()
    return sql, len(params)


def _row(values: tuple[Any, ...]) -> Row:
    # SQLite keeps identifiers and days as text.
    return Row(*(_READ[name](value) if name in _READ and isinstance(value, str) else value
                 for name, value in zip(Row._fields, values, strict=True)))  # fmt: skip


_READ: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("account_id", "post_id", "unit_id", "office_id", "lent_to"), UUID),
    **dict.fromkeys(
        ("valid_from", "valid_to", "post_from", "post_to", "unit_from", "unit_to", "lent_from", "lent_until"),
        date.fromisoformat,
    ),
}


def _absent_holders(post_ids: set[UUID], on: date) -> dict[UUID, UUID]:
    """The holder on leave that day of each post that has one: their deputies act for them."""
    if not post_ids:
        return {}
    away = Leave.objects.filter(in_force(on), account=OuterRef("account"))
    holders = Holding.objects.filter(in_force(on), Exists(away), post__in=post_ids, kind=Holding.Kind.HOLDER)
    # The longest-serving of several absent holders: later ones are written over.
    return dict(holders.order_by("-valid_from", "-pk").values_list("post_id", "account_id"))


def _offices_under(paths: list[str]) -> frozenset[UUID]:
    if not paths:
        return frozenset()
    below = reduce(or_, (Q(path__startswith=path) for path in paths))
    return frozenset(Unit.objects.filter(below, is_office=True).values_list("pk", flat=True))


def holders_of(office_id: UUID, function: Function | str, on: date) -> list[Holder]:
    """Everybody who may do a function's work in an office on a day, for the list of colleagues to hand work to.

    A deputy appears while a holder is away, a delegate between the days of the delegation; `on_leave` says who is away.
    """
    away = Leave.objects.filter(in_force(on), account=OuterRef("account"))
    rows = (
        _held_on(on)
        .filter(post__unit__office=office_id, post__function=str(function))
        .annotate(away=Exists(away), stands_in=_absent_holder(on))
        .select_related("post", "account")
        .order_by("account__sort_key", "pk")
    )
    found: list[Holder] = []
    for row in rows:
        if row.kind == Holding.Kind.DEPUTY and row.stands_in is None:
            continue
        acting_for = row.stands_in if row.kind == Holding.Kind.DEPUTY else None
        post = row.post
        found.append(Holder(row.account_id, row.account.full_name, post.unit_id, post.title, row.away, acting_for))
    return found + _delegates(office_id, str(function), on)


def _delegates(office_id: UUID, function: str, on: date) -> list[Holder]:
    away = Leave.objects.filter(in_force(on), account=OuterRef("to_account"))
    rows = (
        Delegation.objects.filter(in_force(on), holding__in=_held_on(on), to_account__is_active=True)
        .filter(holding__post__unit__office=office_id, holding__post__function=function)
        .annotate(away=Exists(away))
        .select_related("holding__post", "to_account")
        .order_by("to_account__sort_key", "pk")
    )
    return [
        Holder(
            row.to_account_id,
            row.to_account.full_name,
            row.holding.post.unit_id,
            row.holding.post.title,
            row.away,
            row.holding.account_id,
        )
        for row in rows
    ]
