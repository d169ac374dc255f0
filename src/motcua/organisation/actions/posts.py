"""Posts made and ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ..models import Delegation, Holding, Post
from ..permissions import must_administer
from ..queries.units import unit as unit_by_id
from ..rules.authority import Authority, Function
from ..rules.refusals import BadDates, NoRight
from .journal import note


@transaction.atomic
def add_post(
    unit_id: UUID, *, by: Authority, at: datetime, function: Function, title: str, first: date, source: str = ""
) -> Post:
    """Make a post at a unit from a day on; the same one again is given back. Raises NoRight, BadDates."""
    unit = unit_by_id(unit_id)
    must_administer(by, unit)
    if first < unit.valid_from or (unit.valid_to is not None and first > unit.valid_to):
        raise BadDates("Ngày lập vị trí phải nằm trong thời gian tồn tại của đơn vị.", field="first")
    post, made = Post.objects.get_or_create(
        unit=unit, function=function.value, title=title, valid_from=first, defaults={"valid_to": unit.valid_to}
    )
    if made:
        note("add_post", by=by, at=at, unit=unit, reason=source, post=post.pk, function=function.value, first=first)
    return post


@transaction.atomic
def end_post(post_id: UUID, *, by: Authority, at: datetime, last: date, reason: str = "") -> Post:
    """Say which day is a post's last; who holds it, and whoever stands in there, ends with it. Raises NoRight,
    BadDates.
    """
    post = Post.objects.select_related("unit").filter(pk=post_id).first()
    if post is None:
        raise NoRight("Không có vị trí này.")
    must_administer(by, post.unit)
    if last < post.valid_from:
        raise BadDates("Ngày cuối của vị trí không thể trước ngày lập.", field="last")
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=last)
    Delegation.objects.filter(later, holding__post=post).update(valid_to=last)
    held = Holding.objects.filter(later, post=post).update(valid_to=last)
    post.valid_to = last
    post.save(update_fields=["valid_to"])
    note("end_post", by=by, at=at, unit=post.unit, reason=reason, post=post.pk, last=last, holders=held)
    return post
