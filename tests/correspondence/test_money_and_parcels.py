"""Whoever paid is told, with the number of the receipt; whoever waits for a parcel, with its tracking code."""

from __future__ import annotations

from uuid import uuid4

from motcua.correspondence.models import Message
from motcua.correspondence.rules.lengths import ONE_GSM
from motcua.delivery import actions as parcels
from motcua.delivery.actions.speaking import see_to_orders
from motcua.delivery.models import PostalOrder
from motcua.payments import actions as payments
from tests.builders.dossiers import Desk

HOME = {"name": "Nguyễn Thị Hồng Nhung", "phone": "0912345678", "address": "12 Nguyễn Du, Bắc Ninh"}


def told(kind: str) -> dict[str, str]:
    return dict(Message.objects.filter(kind=kind).order_by("pk").values_list("channel", "body"))


def test_a_payment_is_told_with_its_receipt_and_what_is_left(desk: Desk) -> None:
    dossier = desk.filed()
    by = desk.office.by("tiepnhan1")
    receipt = payments.take_cash(dossier.pk, amount=1000, by=by, at=desk.at, key=uuid4())
    said = told("paid")
    assert receipt.code in said["in_app"] and "Còn phải nộp: 23.000 đồng" in said["in_app"]
    assert said["sms"].isascii() and len(said["sms"]) <= ONE_GSM and receipt.code in said["sms"]


def test_a_parcel_is_told_once_when_it_leaves_with_its_tracking_code(desk: Desk, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from motcua.adapters.post_stub import StubPost

    dossier = desk.signed()
    parcels.choose_way(dossier.pk, "post", **HOME, by=desk.citizen(), at=desk.at)
    desk.do("issue", dossier, "vanthu")
    see_to_orders(desk.at, StubPost(tmp_path))
    order = PostalOrder.objects.get()
    parcels.hand_parcel_over(order.pk, by=desk.office.by("tiepnhan1"), at=desk.at, key=uuid4())
    assert order.tracking_code in told("parcel_sent")["sms"] and HOME["address"] not in told("parcel_sent")["sms"]
