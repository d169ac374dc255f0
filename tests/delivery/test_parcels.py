"""Results by post and papers fetched: ordered once, followed to the end, whatever the post does meanwhile."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from motcua.adapters.post_stub import POSTAGE, StubPost
from motcua.delivery import actions, events, queries
from motcua.delivery.actions.speaking import see_to_orders
from motcua.delivery.models import PostalOrder, PostalStatus
from motcua.dossiers.models import Dossier, JournalEntry
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.dossiers.rules.states import State
from motcua.payments.models import Charge, Payment
from tests.builders.dossiers import Desk

HOME = {"name": "Nguyễn Thị Hồng Nhung", "phone": "0912 345 678", "address": "12 Nguyễn Du, phường Kinh Bắc, Bắc Ninh"}


def by_post(desk: Desk, dossier: Dossier, **changed: str) -> Dossier:
    return actions.choose_way(dossier.pk, "post", **{**HOME, **changed}, by=desk.citizen(), at=desk.at)


def resolved(desk: Desk) -> PostalOrder:
    """A result is there and to be brought home."""
    dossier = desk.signed()
    by_post(desk, dossier)
    desk.do("issue", dossier, "vanthu")
    return PostalOrder.objects.get(dossier=dossier)


def fresh(order: PostalOrder) -> PostalOrder:
    return PostalOrder.objects.select_related("dossier").get(pk=order.pk)


def pass_by(desk: Desk, post: StubPost, hours: float) -> None:
    """Let time pass and the worker ask whenever it is due."""
    until = desk.at + timedelta(hours=hours)
    while desk.at < until:
        desk.at += timedelta(hours=1)
        see_to_orders(desk.at, post)


def test_a_result_by_post_is_ordered_once_told_handed_over_and_followed_to_the_door(desk: Desk, post: StubPost) -> None:
    heard: list[str] = []
    for kind in (events.ParcelHandedOver, events.ParcelDelivered):
        events.hear(kind, lambda event: heard.append(type(event).__name__))
    order = resolved(desk)
    assert (order.state, order.address, order.phone) == ("waiting", HOME["address"], "+84912345678")
    assert see_to_orders(desk.at, post) == 1 and see_to_orders(desk.at, post) == 0
    order = fresh(order)
    assert order.state == "taken" and order.tracking_code.startswith("EB") and order.postage == POSTAGE
    actions.hand_parcel_over(order.pk, by=desk.office.by("tiepnhan1"), at=desk.at, key=uuid4())
    assert fresh(order).dossier.state == State.RETURNED and fresh(order).dossier.delivery == "posted"
    pass_by(desk, post, 26)
    assert fresh(order).state == "done" and fresh(order).next_at is None
    assert heard == ["ParcelHandedOver", "ParcelDelivered"]
    assert PostalStatus.objects.filter(order=order).count() == 5


def test_what_is_still_owed_is_collected_at_the_door_once_and_receipted(desk: Desk, post: StubPost) -> None:
    order = resolved(desk)
    owed = Charge.objects.get(dossier=order.dossier_id).balance
    assert order.cod == owed > 0
    see_to_orders(desk.at, post)
    pass_by(desk, post, 30)
    payment = Payment.objects.get()
    assert (payment.method, payment.amount, payment.reference) == ("on_delivery", owed, fresh(order).tracking_code)
    assert Charge.objects.get(dossier=order.dossier_id).balance == 0


@pytest.mark.parametrize("fault", ["silent", "lost_answer"])
def test_a_post_that_does_not_answer_is_told_again_and_has_one_order(desk: Desk, post: StubPost, fault: str) -> None:
    order = resolved(desk)
    post.next = [fault]
    assert see_to_orders(desk.at, post) == 0
    waiting = fresh(order)
    assert waiting.state == "waiting" and waiting.last_error and waiting.next_at and waiting.next_at > desk.at
    assert see_to_orders(waiting.next_at, post) == 1
    assert fresh(order).state == "taken" and len(list(post.folder.iterdir())) == 1


@pytest.mark.parametrize("fault", ["twice", "backwards", "unknown_word"])
def test_words_that_come_twice_out_of_order_or_unknown_are_heard_once_each(
    desk: Desk, post: StubPost, fault: str
) -> None:
    order = resolved(desk)
    see_to_orders(desk.at, post)
    post.next = [fault]
    desk.at += timedelta(hours=25)
    see_to_orders(desk.at, post)
    assert fresh(order).state == "done"
    words = list(PostalStatus.objects.order_by("at").values_list("word", flat=True))
    assert words == ["accepted", "picked_up", "in_transit", "out_for_delivery", "delivered"]


def test_an_order_the_post_refuses_has_failed_with_its_reason_for_the_desk(desk: Desk, post: StubPost) -> None:
    order = resolved(desk)
    post.next = ["refused"]
    see_to_orders(desk.at, post)
    assert fresh(order).state == "failed" and "không phát" in fresh(order).last_error
    found, _next = queries.orders(desk.office.by("tiepnhan1"), desk.office.id, group="vuong")
    assert [one.pk for one in found] == [order.pk]
    by_post(desk, order.dossier, address="34 Lý Thái Tổ, phường Kinh Bắc, Bắc Ninh")
    again = PostalOrder.objects.filter(dossier=order.dossier_id, state="waiting").get()
    assert again.address.startswith("34")


def test_the_way_is_changed_until_the_result_has_left_and_the_post_is_told(desk: Desk, post: StubPost) -> None:
    order = resolved(desk)
    see_to_orders(desk.at, post)
    actions.choose_way(order.dossier_id, "desk", by=desk.citizen(), at=desk.at)
    assert fresh(order).state == "cancelled" and fresh(order).dossier.delivery_wish == "desk"
    assert see_to_orders(desk.at, post) == 1 and fresh(order).next_at is None
    entry = JournalEntry.objects.filter(verb="choose_delivery").latest("sequence")
    assert entry.data == {"before": "post", "now": "desk"}
    by_post(desk, order.dossier)
    newer = PostalOrder.objects.get(state="waiting")
    see_to_orders(desk.at, post)
    actions.hand_parcel_over(newer.pk, by=desk.office.by("tiepnhan1"), at=desk.at, key=uuid4())
    with pytest.raises(NotAllowed):
        actions.choose_way(order.dossier_id, "desk", by=desk.citizen(), at=desk.at)


def test_a_result_fetched_at_the_desk_after_all_takes_the_order_back(desk: Desk, post: StubPost) -> None:
    order = resolved(desk)
    see_to_orders(desk.at, post)
    desk.do("hand_over", order.dossier, "tiepnhan1", handed_to="Nguyễn Thị Hồng Nhung")
    assert fresh(order).state == "cancelled"


def test_where_to_is_asked_for_whole(desk: Desk) -> None:
    dossier = desk.appraised()
    with pytest.raises(Invalid) as refused:
        by_post(desk, dossier, name=" ", phone="12", address="nhà tôi")
    assert set(refused.value.detail["errors"]) == {"name", "phone", "address"}
    with pytest.raises(Invalid):
        actions.choose_way(dossier.pk, "by_pigeon", by=desk.citizen(), at=desk.at)


def test_papers_are_fetched_from_home_once_and_noted_when_they_come(desk: Desk, post: StubPost) -> None:
    dossier = desk.asked_for_more()
    orders = [actions.order_pickup(dossier.pk, **HOME, by=desk.citizen(), at=desk.at) for _ in range(2)]
    assert orders[0] == orders[1] and orders[0].cod == 0
    see_to_orders(desk.at, post)
    by = desk.office.by("tiepnhan1")
    for _ in range(2):
        assert actions.note_papers_fetched(orders[0].pk, by=by, at=desk.at).state == "done"
    with pytest.raises(NotFound):
        actions.order_pickup(dossier.pk, **HOME, by=by, at=desk.at)
    with pytest.raises(NotAllowed):
        actions.cancel_order(orders[0].pk, by=desk.office.by("tiepnhan1"), at=desk.at)


def test_only_the_desk_sees_to_parcels_and_another_office_finds_none(desk: Desk) -> None:
    order = resolved(desk)
    with pytest.raises(NotAllowed):
        actions.order_again(order.pk, by=desk.office.by("tuphap1"), at=desk.at)
    with pytest.raises(NotFound):
        actions.order_again(order.pk, by=desk.office.by("vocuong.tiepnhan"), at=desk.at)
    with pytest.raises(NotAllowed):
        actions.print_slip(order.pk, by=desk.office.by("tiepnhan1"), at=desk.at)
    assert queries.orders(desk.office.by("vocuong.tiepnhan"), desk.office.id, group="tat-ca") == ([], None)


def test_whoever_has_the_code_sees_where_the_parcel_is_and_no_person(desk: Desk, post: StubPost) -> None:
    order = resolved(desk)
    see_to_orders(desk.at, post)
    pass_by(desk, post, 3)
    seen = queries.public_statuses(order.dossier.code)
    assert [one.word for one in seen] == ["accepted", "picked_up"]
    assert queries.public_statuses("H05.101-260101-XX") == []
    with pytest.raises(DatabaseError), transaction.atomic():
        PostalStatus.objects.update(word="delivered")
