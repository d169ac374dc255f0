"""People given posts, and taken off them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ..models import Holding, Post
from ..permissions import must_administer, must_be_another
from ..rules.authority import Authority
from ..rules.refusals import BadDates, NoRight
from .journal import note


@transaction.atomic
def give_post(
    post_id: UUID, *, by: Authority, at: datetime, account_id: UUID, first: date, last: date | None = None, kind: str
) -> Holding:
    """Give a post to a person as its holder or standing deputy from a day on; nobody gives one to themselves.

    Raises NoRight, BadDates.
    """
    post = Post.objects.select_related("unit").filter(pk=post_id).first()
    if post is None:
        raise NoRight("Không có vị trí này.")
    must_administer(by, post.unit)
    must_be_another(by, account_id)
    if last is not None and last < first:
        raise BadDates("Ngày cuối giữ vị trí không thể trước ngày đầu.")
    holding, made = Holding.objects.get_or_create(
        post=post, account_id=account_id, valid_from=first, defaults={"valid_to": last, "kind": Holding.Kind(kind)}
    )
    if made:
        note("give_post", by=by, at=at, unit=post.unit, holding=holding.pk, account=account_id, first=first, kind=kind)
    return holding


@transaction.atomic
def end_holding(holding_id: UUID, *, by: Authority, at: datetime, last: date, reason: str = "") -> Holding:
    """Say which day is a person's last in a post. Raises NoRight, BadDates."""
    holding = Holding.objects.select_related("post__unit").filter(pk=holding_id).first()
    if holding is None:
        raise NoRight("Không có vị trí này.")
    must_administer(by, holding.post.unit)
    if last < holding.valid_from:
        raise BadDates("Ngày cuối giữ vị trí không thể trước ngày đầu.")
    holding.valid_to = last
    holding.save(update_fields=["valid_to"])
    note("end_holding", by=by, at=at, unit=holding.post.unit, reason=reason, holding=holding.pk, last=last)
    return holding
