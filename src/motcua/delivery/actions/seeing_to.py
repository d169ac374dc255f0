"""What the desk does about parcels: order again, cancel, print the slip, give to the post, note what it brought."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.refusals import NotAllowed, NotFound
from motcua.organisation.rules.authority import Authority

from .. import events
from ..models import PostalOrder
from ..permissions import may_see_to_parcels
from ..rules.parcels import ENDS, OrderState
from .ordering import end

NO_SUCH_ORDER = "Không có đơn bưu chính này."


def order_again(order_id: UUID, *, by: Authority, at: datetime) -> PostalOrder:
    """Tell the post once more what it could not be told: the worker does so at once. Raises NotFound, NotAllowed."""
    with transaction.atomic():
        order = _locked(order_id, by)
        if order.state != OrderState.WAITING:
            raise NotAllowed("Đơn này đã gửi bưu điện rồi.")
        order.next_at, order.attempts = at, 0
        order.save(update_fields=["next_at", "attempts"])
    return order


def cancel_order(order_id: UUID, *, by: Authority, at: datetime) -> PostalOrder:
    """Take an order back before the parcel is under way; again changes nothing. Raises NotFound, NotAllowed."""
    with transaction.atomic():
        order = _locked(order_id, by)
        if order.state == OrderState.CANCELLED:
            return order
        if order.state not in (OrderState.WAITING, OrderState.TAKEN):
            raise NotAllowed("Bưu điện đang cầm hoặc đã giao, nên không huỷ được nữa.")
        end(order, OrderState.CANCELLED, at)
    return order


def hand_parcel_over(order_id: UUID, *, by: Authority, at: datetime, key: UUID) -> PostalOrder:
    """Give the result to the post: the dossier's own verb, which this room hears.

    Raises NotFound, NotAllowed, Invalid.
    """
    with transaction.atomic():
        order = _locked(order_id, by)
        if order.kind != PostalOrder.Kind.DELIVERY or order.state != OrderState.TAKEN:
            raise NotAllowed("Bưu điện chưa nhận đơn này, hoặc kết quả đã giao rồi.")
        dossiers.hand_over(order.dossier_id, by=by, at=at, key=key, handed_to="", handed_by="post")
        order.refresh_from_db()
    return order


def note_papers_fetched(order_id: UUID, *, by: Authority, at: datetime) -> PostalOrder:
    """Note that the post brought the papers it fetched; again changes nothing. Raises NotFound, NotAllowed."""
    with transaction.atomic():
        order = _locked(order_id, by)
        if order.kind != PostalOrder.Kind.PICKUP:
            raise NotAllowed("Đơn này không phải là đơn lấy giấy tờ.")
        if OrderState(order.state) in ENDS:
            return order
        end(order, OrderState.DONE, at)
        events.announce(events.PapersFetched(order.dossier, order, at))
    return order


def print_slip(order_id: UUID, *, by: Authority, at: datetime) -> tuple[PostalOrder, int]:
    """The order whose slip is printed, and which print it is.

    Raises NotFound, NotAllowed while the post has given no code.
    """
    with transaction.atomic():
        order = _locked(order_id, by)
        if not order.tracking_code:
            raise NotAllowed("Bưu điện chưa cho mã, nên chưa in phiếu gửi được.")
        order.slips_printed += 1
        order.save(update_fields=["slips_printed"])
    return order, order.slips_printed


def _locked(order_id: UUID, by: Authority) -> PostalOrder:
    known = PostalOrder.objects.filter(pk=order_id).only("dossier_id").first()
    if known is None:
        raise NotFound(NO_SUCH_ORDER)
    dossier = dossiers.locked_for_money(by, known.dossier_id)
    if not may_see_to_parcels(by, dossier.unit_id):
        raise NotAllowed("Chỉ bộ phận một cửa làm được việc này.")
    order = PostalOrder.objects.select_for_update(of=("self",)).get(pk=order_id)
    order.dossier = dossier
    return order
