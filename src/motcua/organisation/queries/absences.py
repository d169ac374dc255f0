"""Who is away, when, and who are the colleagues of an office."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from ..models import Holding, Leave
from .units import in_force

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Absence:
    """One leave that is not over; why somebody is away is theirs and not told here."""

    id: UUID
    account_id: UUID
    name: str
    valid_from: date
    valid_to: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with their posts in an office, for a list to choose from."""

    account_id: UUID
    name: str
    titles: tuple[str, ...]


def away_on(account_ids: Iterable[UUID | None], on: date) -> frozenset[UUID]:
    """Those of the people who are on leave that day."""
    wanted = {one for one in account_ids if one is not None}
    if not wanted:
        return frozenset()
    return frozenset(Leave.objects.filter(in_force(on), account__in=wanted).values_list("account_id", flat=True))


def leaves_of(account_id: UUID, on: date) -> list[Absence]:
    """A person's own leaves that are not over, with their reasons, the earliest first."""
    rows = Leave.objects.filter(_not_over(on), account=account_id).select_related("account")
    return [
        Absence(row.pk, row.account_id, row.account.full_name, row.valid_from, row.valid_to, row.reason)
        for row in rows.order_by("valid_from", "pk")[:AT_MOST]
    ]


def leaves_in(office_ids: Collection[UUID], on: date) -> list[Absence]:
    """The leaves that are not over of everybody with a post in the offices, without reasons, the earliest first."""
    people = Holding.objects.filter(in_force(on), post__unit__office__in=office_ids).values("account")
    rows = Leave.objects.filter(_not_over(on), account__in=people).select_related("account")
    return [
        Absence(row.pk, row.account_id, row.account.full_name, row.valid_from, row.valid_to)
        for row in rows.order_by("valid_from", "pk")[:AT_MOST]
    ]


def colleagues_in(office_ids: Collection[UUID], on: date) -> list[Colleague]:
    """Everybody who holds a post in the offices on a day, each once, in Vietnamese order of their names."""
    rows = (
        Holding.objects.filter(in_force(on), post__unit__office__in=office_ids, account__is_active=True)
        .order_by("account__sort_key", "account", "pk")
        .values_list("account_id", "account__full_name", "post__title")
    )
    titles: dict[UUID, tuple[str, list[str]]] = {}
    for account_id, name, title in rows:
        known = titles.setdefault(account_id, (name, []))[1]
        if title not in known:
            known.append(title)
    return [Colleague(key, name, tuple(posts)) for key, (name, posts) in titles.items()]


def _not_over(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)
