"""How the result comes, and where to; what was ordered of the post follows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.accounts.rules import logins
from motcua.accounts.rules.refusals import BadLogin
from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.dossiers.rules.states import State
from motcua.organisation.rules.authority import Authority

from ..models import DeliveryAddress, PostalOrder
from ..rules.parcels import OrderState
from .ordering import end, open_order, order_delivery

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


def choose_way(
    dossier_id: UUID,
    way: str,
    *,
    name: str = "",
    phone: str = "",
    address: str = "",
    by: Authority,
    at: datetime,
) -> Dossier:
    """Choose desk, post or electronic, by post with name, telephone and address; changeable until the result is sent.

    Raises NotFound, NotAllowed, Invalid with {input name: message}.
    """
    number = checked_party(name, phone, address) if way == "post" else ""
    with transaction.atomic():
        dossier = dossiers.choose_delivery(dossier_id, way, by=by, at=at)
        under_way = open_order(dossier.pk, PostalOrder.Kind.DELIVERY)
        if under_way is not None and under_way.state == OrderState.UNDER_WAY:
            raise NotAllowed("Bưu điện đang cầm kết quả, nên không đổi được nữa.")
        if way == "post":
            told = {"name": name.strip()[:150], "phone": number, "address": address.strip()[:300], "set_at": at}
            DeliveryAddress.objects.update_or_create(
                dossier=dossier, defaults=told, create_defaults={**told, "unit_id": dossier.unit_id}
            )
        if under_way is not None and (way != "post" or _differs(under_way, name.strip(), number, address.strip())):
            end(under_way, OrderState.CANCELLED, at)
        if way == "post" and dossier.state == State.RESOLVED:
            order_delivery(dossier, at=at, asked_by=by.account_id)
    return dossier


def _differs(order: PostalOrder, *told: str) -> bool:
    return (order.name, order.phone, order.address) != told


def checked_party(name: str, phone: str, address: str) -> str:
    errors: dict[str, str] = {}
    number = ""
    if not name.strip():
        errors["name"] = "Ghi họ tên người nhận."
    try:
        number = logins.phone_number(phone)
    except BadLogin as wrong:
        errors["phone"] = wrong.message
    if len(address.strip()) < 10:
        errors["address"] = "Ghi đủ số nhà, đường hoặc thôn, phường hoặc xã, tỉnh."
    if errors:
        raise Invalid("Có chỗ cần sửa.", errors=errors)
    return number
