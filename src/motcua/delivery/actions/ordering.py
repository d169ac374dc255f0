"""Writing an order inside the transaction that caused it; the post is told by a worker after the commit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.payments.actions.collecting import balance_of

from ..models import DeliveryAddress, PostalOrder
from ..rules.parcels import ENDS, OrderState

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

OPEN = [state.value for state in OrderState if state not in ENDS]


def open_order(dossier_id: UUID, kind: str) -> PostalOrder | None:
    """The parcel of a kind that is under way, its row locked; the dossier's row is held by whoever calls."""
    rows = PostalOrder.objects.select_for_update(of=("self",)).filter(dossier_id=dossier_id, kind=kind, state__in=OPEN)
    return rows.order_by().first()


def order_delivery(dossier: Dossier, *, at: datetime, asked_by: UUID | None = None) -> PostalOrder | None:
    """Order that the result be brought to where the applicant said, what is still owed to be collected there.

    None where nobody said where and the declaration names no address: the desk asks.
    """
    known = open_order(dossier.pk, PostalOrder.Kind.DELIVERY)
    if known is not None:
        return known
    name, phone, address = receiver_of(dossier)
    if not address or not phone:
        return None
    return PostalOrder.objects.create(
        unit_id=dossier.unit_id,
        dossier=dossier,
        kind=PostalOrder.Kind.DELIVERY,
        name=name,
        phone=phone,
        address=address,
        cod=max(balance_of(dossier.pk), 0),
        asked_at=at,
        asked_by_id=asked_by,
        next_at=at,
    )


def receiver_of(dossier: Dossier) -> tuple[str, str, str]:
    """Name, telephone and address of whoever the result is brought to."""
    chosen = DeliveryAddress.objects.filter(dossier_id=dossier.pk).first()
    if chosen is not None:
        return chosen.name, chosen.phone, chosen.address
    return dossier.owner_name, dossier.owner_phone, dossier.owner_address


def end(order: PostalOrder, state: OrderState, at: datetime) -> None:
    """Let an order end; one the post knows of and that is cancelled is told to it once more."""
    order.state, order.ended_at = state, at
    order.next_at = at if state is OrderState.CANCELLED and order.order_code else None
    order.attempts = 0
    order.save()
