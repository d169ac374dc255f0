"""What an administrator sees: their own subtree and nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet

from motcua.vietnamese import search_key

from ..models import CalendarDay, Delegation, Holding, Leave, OrganisationChange, Post, Unit, UnitName, WeeklyHours
from ..rules.authority import Authority, Function
from ..rules.refusals import NoSuchUnit
from .units import in_force

PAGE = 50
R = TypeVar("R", bound=Model)


@dataclass(frozen=True, slots=True)
class Rows(Generic[R]):
    """One page of rows, and the mark under which the next begins, empty where there is none."""

    rows: tuple[R, ...]
    next: str


def roots_of(by: Authority) -> set[UUID]:
    """The topmost units somebody administers: the agencies of their posts as administrator."""
    return {one.office_id for one in by.appointments if one.function is Function.ADMINISTRATOR}


def administers(by: Authority) -> bool:
    """Whether the person is an administrator anywhere: asks nothing of the database."""
    return any(one.function is Function.ADMINISTRATOR for one in by.appointments)


def administers_a_whole_tree(by: Authority) -> bool:
    """Whether they administer something with nothing above it: the installation is theirs to look after."""
    return Unit.objects.filter(pk__in=roots_of(by), parent=None).exists()


def administered(by: Authority) -> QuerySet[Unit]:
    """Every unit, open or closed, of a person's subtrees; none for whoever administers nothing."""
    paths = list(Unit.objects.filter(pk__in=roots_of(by)).order_by().values_list("path", flat=True))
    if not paths:
        return Unit.objects.none()
    return Unit.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths)))


def administered_unit(by: Authority, unit_id: UUID) -> Unit:
    """One unit of the subtree, with its office and parent. Raises NoSuchUnit for what is not theirs."""
    found = administered(by).select_related("office", "parent").filter(pk=unit_id).first()
    if found is None:
        raise NoSuchUnit("Không có đơn vị này, hoặc đơn vị không thuộc phạm vi quản trị của bạn.")
    return found


def subtree(unit: Unit) -> list[Unit]:
    """The unit and everything under it, open or closed, parents first."""
    return list(Unit.objects.filter(path__startswith=unit.path).order_by("path"))


def units_administered(
    by: Authority, *, on: date, text: str = "", closed: bool = False, offices: bool = False, after: str = ""
) -> Rows[Unit]:
    """The subtree in the order of the tree, found by words of the name or the beginning of the code."""
    found = administered(by)
    if not closed:
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    if offices:
        found = found.filter(is_office=True)
    found = _matching(found, text, "search_key", "code")
    rows = list(found.filter(path__gt=after[:1000]).order_by("path")[: PAGE + 1])
    return _page(rows, lambda one: one.path)


def posts_of(unit: Unit, *, closed: bool = False, on: date) -> list[Post]:
    """The posts of one unit with how many hold each that day; ended ones only where asked."""
    held = Count("holdings", filter=in_force_as("holdings__", on))
    found = Post.objects.filter(unit=unit).annotate(held=held)
    if not closed:
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return list(found.order_by("function", "title", "pk")[:200])


def in_force_as(before: str, on: date) -> Q:
    """As `in_force`, for columns reached by a relation."""
    ends = Q(**{f"{before}valid_to__isnull": True}) | Q(**{f"{before}valid_to__gte": on})
    return Q(**{f"{before}valid_from__lte": on}) & ends


def post_of(by: Authority, post_id: UUID) -> Post:
    """One post in the subtree, with its unit. Raises NoSuchUnit."""
    found = Post.objects.select_related("unit__office").filter(pk=post_id, unit__in=administered(by)).first()
    if found is None:
        raise NoSuchUnit("Không có vị trí này.")
    return found


def holding_of(by: Authority, holding_id: UUID) -> Holding:
    """One holding in the subtree. Raises NoSuchUnit."""
    rows = Holding.objects.select_related("post__unit__office", "account")
    found = rows.filter(pk=holding_id, post__unit__in=administered(by)).first()
    if found is None:
        raise NoSuchUnit("Không có việc giữ vị trí này.")
    return found


def holdings_in(unit: Unit, *, on: date, ended: bool = False) -> list[Holding]:
    """Who holds the posts of one unit, today's and coming ones; ended ones only where asked."""
    found = Holding.objects.filter(post__unit=unit).select_related("post", "account")
    if not ended:
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return list(found.order_by("post__function", "account__sort_key", "pk")[:300])


class Person(NamedTuple):
    """An officer with a post somewhere in the subtree."""

    id: UUID
    login: str
    name: str
    is_active: bool
    sort_key: str


def people_administered(by: Authority, *, text: str = "", after: str = "", unit: Unit | None = None) -> Rows[Any]:
    """Officers who hold or held a post in the subtree, in Vietnamese order of their names."""
    units = administered(by) if unit is None else administered(by).filter(path__startswith=unit.path)
    account = Holding._meta.get_field("account").related_model
    found = account._default_manager.filter(
        Exists(Holding.objects.filter(post__unit__in=units, account=OuterRef("pk")))
    )
    words = search_key(text).split()[:6]
    for word in words:
        found = found.filter(Q(sort_key__contains=word) | Q(login__startswith=text.strip().lower()))
    mark, _, key = after.rpartition("~")
    if key and (last := _uuid(key)) is not None:
        found = found.filter(Q(sort_key__gt=mark) | Q(sort_key=mark, pk__gt=last))
    columns = ("pk", "login", "full_name", "is_active", "sort_key")
    rows = [Person(*row) for row in found.order_by("sort_key", "pk").values_list(*columns)[: PAGE + 1]]
    return _page(rows, lambda one: f"{one.sort_key}~{one.id}")


def holdings_of_person(by: Authority, account_id: UUID) -> list[Holding]:
    """A person's posts in the subtree, past ones too, the newest first. Raises NoSuchUnit where there is none."""
    rows = Holding.objects.filter(account=account_id, post__unit__in=administered(by))
    found = list(rows.select_related("post__unit", "account").order_by("-valid_from", "pk")[:100])
    if not found:
        raise NoSuchUnit("Không có cán bộ này trong phạm vi quản trị của bạn.")
    return found


def delegations_in(by: Authority, on: date, *, after: str = "") -> Rows[Delegation]:
    """The delegations of posts in the subtree that are not over, the newest first."""
    found = Delegation.objects.filter(holding__post__unit__in=administered(by))
    found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).exclude(valid_to__lt=F("valid_from"))
    if (last := _uuid(after)) is not None:
        found = found.filter(pk__lt=last)
    rows = found.select_related("holding__account", "holding__post__unit", "to_account").order_by("-pk")
    return _page(list(rows[: PAGE + 1]), lambda one: str(one.pk))


def delegation_administered(by: Authority, delegation_id: UUID, on: date) -> Delegation | None:
    """One delegation of a post in the subtree that is not over."""
    found = Delegation.objects.filter(holding__post__unit__in=administered(by), pk=delegation_id)
    found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return found.select_related("holding__account", "holding__post__unit", "to_account").first()


def leave_administered(by: Authority, leave_id: UUID, on: date) -> Leave | None:
    """One leave of somebody with a post in the subtree."""
    people = Holding.objects.filter(in_force(on), post__unit__in=administered(by)).values("account")
    return Leave.objects.filter(account__in=people, pk=leave_id).select_related("account").first()


def people_ids(by: Authority, on: date) -> QuerySet[Any, Any]:
    """The accounts with a post in the subtree that day, as a query for other rooms to stay within."""
    return Holding.objects.filter(in_force(on), post__unit__in=administered(by)).order_by().values("account")


def leaves_administered(by: Authority, on: date, *, after: str = "") -> Rows[Leave]:
    """The leaves that are not over of people with a post in the subtree, the newest first; not why."""
    people = Holding.objects.filter(in_force(on), post__unit__in=administered(by)).values("account")
    found = Leave.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), account__in=people)
    if (last := _uuid(after)) is not None:
        found = found.filter(pk__lt=last)
    return _page(list(found.select_related("account").order_by("-pk")[: PAGE + 1]), lambda one: str(one.pk))


def names_of_unit(unit: Unit) -> list[UnitName]:
    """What a unit was and will be called, the newest first."""
    return list(UnitName.objects.filter(unit=unit).order_by("-valid_from"))


def special_days(unit: Unit | None, first: date, last: date) -> list[CalendarDay]:
    """The days of one unit (None: of the country) that differ from their week, between two days."""
    found = CalendarDay.objects.filter(unit=unit, date__gte=first, date__lte=last)
    return list(found.order_by("date"))


def weeks_of(unit: Unit | None) -> list[WeeklyHours]:
    """The weekly hours of one unit (None: of the country), the newest first."""
    return list(WeeklyHours.objects.filter(unit=unit).order_by("-valid_from")[:50])


def changes_administered(
    by: Authority,
    *,
    verb: str = "",
    actor_id: UUID | None = None,
    unit: Unit | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    after: str = "",
    size: int = PAGE,
) -> Rows[OrganisationChange]:
    """Changes of the organisation in the subtree, the newest first, by kind, person, unit and period."""
    units = administered(by) if unit is None else administered(by).filter(path__startswith=unit.path)
    found = OrganisationChange.objects.filter(unit__in=units)
    if verb:
        found = found.filter(verb=verb)
    if actor_id is not None:
        found = found.filter(actor=actor_id)
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    if (last := _uuid(after)) is not None:
        found = found.filter(pk__lt=last)
    rows = found.select_related("unit", "actor").order_by("-pk")
    return _page(list(rows[: size + 1]), lambda one: str(one.pk), size)


@dataclass(frozen=True, slots=True)
class Merger:
    """What a closing would end: parts, posts, holders, delegations, days and weeks of its own calendar."""

    units: int
    posts: int
    holders: int
    delegations: int
    days: int
    weeks: int
    roles: tuple[str, ...]


def merger_of(unit: Unit, on: date) -> Merger:
    """What a unit's closing would end, as it stands on a day."""
    below = Unit.objects.filter(path__startswith=unit.path).filter(in_force(on))
    posts = Post.objects.filter(in_force(on), unit__in=below)
    holders = Holding.objects.filter(in_force(on), post__unit__in=below)
    roles = sorted({role for found in below.order_by().values_list("roles", flat=True) for role in found})
    return Merger(
        units=below.count(),
        posts=posts.count(),
        holders=holders.count(),
        delegations=Delegation.objects.filter(in_force(on), holding__in=holders).count(),
        days=CalendarDay.objects.filter(unit__in=below, date__gte=on).count(),
        weeks=WeeklyHours.objects.filter(unit__in=below).count(),
        roles=tuple(roles),
    )


def roles_known(by: Authority) -> list[str]:
    """The role words that units of the subtree carry."""
    return sorted({role for found in administered(by).order_by().values_list("roles", flat=True) for role in found})


def _matching(found: QuerySet[Unit], text: str, words_in: str, code: str) -> QuerySet[Unit]:
    named = Q()
    for word in search_key(text).split()[:6]:
        named &= Q(**{f"{words_in}__contains": word})
    return found.filter(named | Q(**{f"{code}__istartswith": text.strip()})) if text.strip() else found


def _page(rows: list[Any], mark: Any, size: int = PAGE) -> Rows[Any]:
    shown: Iterable[Any] = rows[:size]
    return Rows(tuple(shown), mark(rows[size - 1]) if len(rows) > size else "")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
