"""Whose daily work a person answers for or inspects: offices to be seen as figures and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from ..models import Unit
from ..rules.authority import Appointment, Authority, Function
from .units import in_force

LEADING = frozenset({Function.APPROVER, Function.DESK_HEAD})
# Who sits here answers for the whole office and the offices below it; a leader elsewhere for their own office only.
FOR_ALL_BELOW = frozenset({"leaders", "desk"})


@dataclass(frozen=True, slots=True)
class Overseen:
    """One office as its manager's pages name it; `path` tells what lies above and below it."""

    id: UUID
    name: str
    short_name: str
    path: str


def oversees(by: Authority) -> bool:
    """Whether the person answers for or inspects anybody's work today: asks nothing of the database."""
    return bool(by.inspected_office_ids) or any(post.function in LEADING for post in by.appointments)


def overseen_offices(by: Authority, on: date) -> tuple[Overseen, ...]:
    """The offices whose work the person sees, higher ones first: own, those below, those inspected."""
    posts = [post for post in by.appointments if post.function in LEADING]
    if not posts and not by.inspected_office_ids:
        return ()
    wanted = Q(pk__in={post.office_id for post in posts} | by.inspected_office_ids)
    below = _answered_for(posts) if posts else []
    wanted = reduce(or_, (Q(path__startswith=path, is_office=True) & in_force(on) for path in below), wanted)
    rows = Unit.objects.filter(wanted).order_by("path").values_list("pk", "name", "short_name", "path")
    found = [Overseen(*row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.path.count("/"), one.name)))


def _answered_for(posts: Sequence[Appointment]) -> list[str]:
    """The paths of the offices that are led from one of these posts."""
    units = Unit.objects.filter(pk__in={post.unit_id for post in posts}).values_list("pk", "roles", "office__path")
    known = {pk: (set(roles or ()), path) for pk, roles, path in units}
    return sorted(
        {
            path
            for post in posts
            for roles, path in [known.get(post.unit_id, (set(), None))]
            if path and (post.unit_id == post.office_id or roles & FOR_ALL_BELOW)
        }
    )
