"""What the desk does about parcels: order again, cancel, print the slip, give to the post, note what it brought."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.refusals import NotAllowed, NotFound
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.vietnamese import format_money, format_phone

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
            raise NotAllowed("Bưu điện đang cầm hoặc đã giao, nên không hủy được nữa.")
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


def slip_says(order: PostalOrder) -> dict[str, str]:
    """What stands on the slip of a parcel: the two ends of its way, the post's codes, what is collected."""
    unit, definition = order.dossier.unit, procedures.version(order.dossier.version_id).definition
    office, person = f"{unit.name}, {unit.address}", f"{order.name}, {order.address}"
    is_pickup = order.kind == PostalOrder.Kind.PICKUP
    return {
        "order_code": order.order_code,
        "tracking_code": order.tracking_code,
        "sender": person if is_pickup else office,
        "receiver": unit.name if is_pickup else order.name,
        "phone": unit.phone if is_pickup else format_phone(order.phone),
        "address": unit.address if is_pickup else order.address,
        "contents": definition.short_name,
        "cod": format_money(order.cod) if order.cod else "không",
        "postage": format_money(order.postage),
    }


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
