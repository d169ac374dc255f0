"""Days on which a person is away; their standing deputies act for them then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from motcua.vietnamese import Sentence, format_date

from ..models import Holding, Leave, Unit
from ..permissions import may_record_leave
from ..queries.units import in_force
from ..rules.authority import Authority
from ..rules.refusals import BadDates, NoRight
from .journal import note

FARTHEST = timedelta(days=366)


@transaction.atomic
def record_leave(
    account_id: UUID, *, by: Authority, at: datetime, first: date, last: date | None, reason: str = ""
) -> Leave:
    """Note that somebody is away from one day to another, both included; without a last day, until further notice.

    Raises NoRight, and BadDates where the days are the wrong way round, a year away, or noted already.
    """
    if not may_record_leave(by, account_id, first):
        raise NoRight("Bạn không được ghi ngày nghỉ cho người này.")
    if last is not None and last < first:
        raise BadDates("Ngày nghỉ cuối không thể trước ngày nghỉ đầu.")
    if max(abs(day - localdate(at)) for day in (first, last or first)) > FARTHEST:
        raise BadDates("Ngày này xa quá một năm. Xem lại năm.")
    known = Leave.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), account_id=account_id)
    known = known.filter(valid_from__lte=last) if last is not None else known
    if (clash := known.order_by("valid_from").first()) is not None:
        raise BadDates(_clash(clash))
    leave = Leave.objects.create(account_id=account_id, valid_from=first, valid_to=last, reason=reason[:300])
    # Why somebody is away is theirs: the journal holds the days only.
    unit = _unit_of(account_id, first)
    note("record_leave", by=by, at=at, unit=unit, leave=leave.pk, account=account_id, first=first, last=last or "")
    return leave


@transaction.atomic
def cancel_leave(leave_id: UUID, *, by: Authority, at: datetime) -> None:
    """Take back a leave that was noted by mistake. Raises NoRight."""
    leave = Leave.objects.filter(pk=leave_id).first()
    if leave is None or not may_record_leave(by, leave.account_id, leave.valid_from):
        raise NoRight("Bạn không được bỏ ngày nghỉ này.")
    unit = _unit_of(leave.account_id, leave.valid_from)
    note(
        "cancel_leave",
        by=by,
        at=at,
        unit=unit,
        leave=leave.pk,
        account=leave.account_id,
        first=leave.valid_from,
        last=leave.valid_to or "",
    )
    leave.delete()


def _unit_of(account_id: UUID, on: date) -> Unit | None:
    """Where the person works, so that the change is found in the journal of that unit."""
    held = Holding.objects.filter(in_force(on), account=account_id).select_related("post__unit")
    first = held.order_by("valid_from", "pk").first()
    return first.post.unit if first is not None else None


def _clash(leave: Leave) -> Sentence:
    first = format_date(leave.valid_from)
    if leave.valid_to is None:
        text = "Đã ghi nghỉ từ %(first)s đến khi có báo lại. Bỏ lần nghỉ ấy trước rồi ghi lại."
        return Sentence(text, {"first": first})
    text = "Đã ghi nghỉ từ %(first)s đến %(last)s. Bỏ lần nghỉ ấy trước rồi ghi lại."
    return Sentence(text, {"first": first, "last": format_date(leave.valid_to)})
