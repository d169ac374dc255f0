"""One holder's work entrusted to a colleague between two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from ..models import Delegation, Holding
from ..permissions import may_delegate, may_receive_delegation, may_revoke, must_be_another
from ..rules.authority import Authority
from ..rules.refusals import BadDates, NoRight
from .journal import note


@transaction.atomic
def grant_delegation(
    holding_id: UUID, *, by: Authority, at: datetime, to_account_id: UUID, first: date, last: date, reason: str = ""
) -> Delegation:
    """Entrust a post's work to a colleague from one day to another, both included.

    Raises NoRight where the post is not one's own or the colleague of another office, and BadDates where the days are
    the wrong way round, past, or outside the holding's own, or where the colleague has it on these days already.
    """
    holding = Holding.objects.select_related("post__unit").filter(pk=holding_id).first()
    if holding is None or not may_delegate(by, holding):
        raise NoRight("Bạn không được ủy quyền vị trí này.")
    if to_account_id == holding.account_id:
        raise BadDates("Không thể ủy quyền cho chính người giữ vị trí.")
    must_be_another(by, to_account_id)
    if last < first or last < localdate(at):
        raise BadDates("Ngày kết thúc ủy quyền phải từ hôm nay trở đi và không trước ngày bắt đầu.")
    if first < holding.valid_from or (holding.valid_to is not None and last > holding.valid_to):
        raise BadDates("Thời gian ủy quyền phải nằm trong thời gian giữ vị trí.")
    if not may_receive_delegation(by, holding, to_account_id, max(first, localdate(at))):
        raise NoRight("Chỉ ủy quyền được cho đồng nghiệp cùng cơ quan hoặc ở đơn vị trực thuộc.")
    again = Delegation.objects.filter(holding=holding, to_account=to_account_id, valid_from__lte=last)
    again = again.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first)).exclude(valid_to__lt=F("valid_from"))
    if again.exists():
        raise BadDates("Vị trí này đã giao cho người ấy trong những ngày này.")
    delegation = Delegation.objects.create(
        holding=holding,
        to_account_id=to_account_id,
        valid_from=first,
        valid_to=last,
        reason=reason[:300],
        granted_by_id=by.account_id,
    )
    note(
        "grant_delegation",
        by=by,
        at=at,
        unit=holding.post.unit,
        reason=reason,
        delegation=delegation.pk,
        holding=holding.pk,
        to_account=to_account_id,
        first=first,
        last=last,
    )
    return delegation


@transaction.atomic
def grant_delegations(
    holding_ids: Sequence[UUID],
    *,
    by: Authority,
    at: datetime,
    to_account_id: UUID,
    first: date,
    last: date,
    reason: str = "",
) -> list[Delegation]:
    """Entrust several posts' work to one colleague, all or none. Raises as `grant_delegation`."""
    return [
        grant_delegation(one, by=by, at=at, to_account_id=to_account_id, first=first, last=last, reason=reason)
        for one in holding_ids
    ]


@transaction.atomic
def revoke_delegation(delegation_id: UUID, *, by: Authority, at: datetime, reason: str = "") -> Delegation:
    """End a delegation: today is the first day without it; one that has not begun never does. Raises NoRight."""
    delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("holding__post__unit")
        .filter(pk=delegation_id)
        .first()
    )
    if delegation is None or not may_revoke(by, delegation):
        raise NoRight("Bạn không được thu hồi ủy quyền này.")
    unit = delegation.holding.post.unit
    last = localdate(at) - timedelta(days=1)
    note("revoke_delegation", by=by, at=at, unit=unit, reason=reason, delegation=delegation.pk, last=last)
    # The day before it began holds on no day: the row stays as evidence, and counts never again.
    delegation.valid_to = max(last, delegation.valid_from - timedelta(days=1))
    delegation.save(update_fields=["valid_to"])
    return delegation
