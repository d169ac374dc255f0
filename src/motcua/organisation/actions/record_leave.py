"""Days on which a person is away; their standing deputies act for them then."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ..models import Leave
from ..permissions import may_record_leave
from ..rules.authority import Authority
from ..rules.refusals import BadDates, NoRight
from .journal import note


@transaction.atomic
def record_leave(
    account_id: UUID, *, by: Authority, at: datetime, first: date, last: date | None, reason: str = ""
) -> Leave:
    """Note that somebody is away from one day to another, both included; without a last day, until further notice.

    Raises NoRight, BadDates.
    """
    if not may_record_leave(by, account_id, first):
        raise NoRight("Bạn không được ghi ngày nghỉ cho người này.")
    if last is not None and last < first:
        raise BadDates("Ngày nghỉ cuối không thể trước ngày nghỉ đầu.")
    leave = Leave.objects.create(account_id=account_id, valid_from=first, valid_to=last, reason=reason[:300])
    # Why somebody is away is theirs: the journal holds the days only.
    note("record_leave", by=by, at=at, unit=None, leave=leave.pk, account=account_id, first=first, last=last or "")
    return leave


@transaction.atomic
def cancel_leave(leave_id: UUID, *, by: Authority, at: datetime) -> None:
    """Take back a leave that was noted by mistake. Raises NoRight."""
    leave = Leave.objects.filter(pk=leave_id).first()
    if leave is None or not may_record_leave(by, leave.account_id, leave.valid_from):
        raise NoRight("Bạn không được bỏ ngày nghỉ này.")
    note("cancel_leave", by=by, at=at, unit=None, leave=leave.pk, account=leave.account_id)
    leave.delete()
