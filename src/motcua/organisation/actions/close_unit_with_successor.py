"""A unit ends and others take over; nothing of what it did is rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.vietnamese import Sentence

from ..models import Delegation, Holding, Post, Succession, Unit
from ..permissions import must_administer, must_restructure
from ..queries.units import unit as unit_by_id
from ..rules.authority import Authority
from ..rules.refusals import BadDates
from .journal import note


@transaction.atomic
def close_unit_with_successor(
    unit_id: UUID, *, by: Authority, at: datetime, last_day: date, successor_ids: Sequence[UUID], source: str = ""
) -> Unit:
    """Close a unit and everything under it after a day; from the next day on its successors stand in its place.

    Posts, holdings and delegations there end on the same day, so that all rights end with it. A dossier keeps the
    agency that decided it; who handles open ones is `dossiers`' business. Raises NoRight, BadDates.
    """
    unit = unit_by_id(unit_id)
    must_restructure(by, unit)
    if last_day < unit.valid_from:
        raise BadDates("Ngày cuối của đơn vị không thể trước ngày thành lập.")
    if unit_id in successor_ids:
        raise BadDates("Một đơn vị không thể kế thừa chính mình.")
    successors = [unit_by_id(one) for one in successor_ids]
    for successor in successors:
        must_administer(by, successor)
        if successor.path.startswith(unit.path):
            raise BadDates("Đơn vị kế thừa không thể nằm trong đơn vị bị đóng.")
        if successor.valid_to is not None and successor.valid_to <= last_day:
            words = {"unit": successor.name}
            raise BadDates(Sentence("%(unit)s cũng đã hết hiệu lực, không kế thừa được.", words))
    below = Unit.objects.filter(path__startswith=unit.path, valid_from__lte=last_day)
    ended = _end(below, last_day)
    for successor in successors:
        Succession.objects.get_or_create(
            predecessor=unit, successor=successor, defaults={"on": last_day + timedelta(days=1), "source": source}
        )
    note(
        "close_unit_with_successor",
        by=by,
        at=at,
        unit=unit,
        reason=source,
        last_day=last_day,
        successors=[str(one) for one in successor_ids],
        ended=ended,
    )
    unit.refresh_from_db()
    return unit


def _end(below: QuerySet[Unit], last_day: date) -> list[list[str]]:
    """End units, posts, holders and delegations on a day; what ended and when it would have: [table, id, day or ""]."""
    still_open = Q(valid_to__isnull=True) | Q(valid_to__gt=last_day)
    ended: list[list[str]] = []
    for rows in (
        Delegation.objects.filter(still_open, holding__post__unit__in=below),
        Holding.objects.filter(still_open, post__unit__in=below),
        Post.objects.filter(still_open, unit__in=below),
        below.filter(still_open),
    ):
        kept = [(str(key), str(day or "")) for key, day in rows.order_by("pk").values_list("pk", "valid_to")]
        ended += [[rows.model.__name__, key, day] for key, day in kept]
        rows.model._default_manager.filter(pk__in=[key for key, _ in kept]).update(valid_to=last_day)
    return ended
