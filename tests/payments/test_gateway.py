"""Notices of the gateway: twice, late, forged, for a wrong amount, out of order, lost; the money is taken once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from motcua.adapters.gateway_stub import StubGateway
from motcua.adapters.gateway_vnpay import VnpayGateway, signed_query
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.refusals import Changed, NotAllowed, NotFound
from motcua.dossiers.rules.states import State
from motcua.organisation.rules import scope
from motcua.payments import actions
from motcua.payments.actions.gateway import ask_about_attempts
from motcua.payments.models import Charge, GatewayAttempt, GatewayNotice, Payment
from tests.builders.dossiers import Desk

TERMINAL, SECRET = "KINHBAC1", "khoa cua thu nghiem"


@pytest.fixture
def gateway(settings) -> Iterator[StubGateway]:  # type: ignore[no-untyped-def]
    stub = StubGateway(terminal=TERMINAL, secret=SECRET, notice_url="http://127.0.0.1:9/", patience=1.5)
    threading.Thread(target=stub.serve_forever, args=[0.05], daemon=True).start()
    settings.PAYMENT_GATEWAY = "motcua.adapters.gateway_vnpay.VnpayGateway"
    settings.PAYMENT_GATEWAY_URL = f"{stub.url}/pay"
    settings.PAYMENT_GATEWAY_QUESTION_URL = f"{stub.url}/merchant_webapi/api/transaction"
    settings.PAYMENT_GATEWAY_TERMINAL, settings.PAYMENT_GATEWAY_SECRET = TERMINAL, SECRET
    settings.PAYMENT_GATEWAY_SECONDS = 1
    yield stub
    stub.over.set()
    stub.shutdown()
    stub.server_close()


class Payer:
    """A citizen with a dossier to pay for, sent to the gateway."""

    def __init__(self, desk: Desk, gateway: StubGateway) -> None:
        self.desk, self.gateway = desk, gateway
        self.dossier = desk.filed("household-business")
        self.attempt = self.begun()

    def begun(self) -> GatewayAttempt:
        by = self.desk.citizen()
        attempt = actions.begin_payment(self.dossier.pk, by=by, at=self.desk.at, key=uuid4())
        order = actions.order_of(attempt, self.dossier)
        address = VnpayGateway().address(order, back="http://x/", payer_address="203.0.113.7", language="vi")
        assert self.gateway.begun(urlsplit(address).query) is not None
        return attempt

    def notice(self, play: str, attempt: GatewayAttempt | None = None, **changed: str) -> str:
        """The notice the gateway sends for a play, sent to our own address as its server would; the answer's code."""
        said = self.gateway.play((attempt or self.attempt).pk.hex, play) | changed
        return send(signed_query(SECRET, said))

    def paid(self) -> int:
        self.dossier.refresh_from_db()
        return int(Charge.objects.get(dossier=self.dossier).paid)


def send(query: str) -> str:
    with scope.within(scope.NOTHING):
        answer = Client().get(f"{reverse('applicant:pay_notice')}?{query}")
    return str(answer.json()["RspCode"])


@pytest.fixture
def payer(desk: Desk, gateway: StubGateway) -> Payer:
    return Payer(desk, gateway)


def test_a_notice_takes_the_money_once_however_often_it_comes(payer: Payer) -> None:
    assert [payer.notice("tra") for _ in range(3)] == ["00", "02", "02"]
    assert payer.paid() == payer.attempt.amount == 150_000 and Payment.objects.count() == 1
    assert payer.dossier.payment == "paid"
    assert [one.answer for one in GatewayNotice.objects.order_by("pk")] == ["00", "02", "02"]


def test_a_forged_notice_changes_nothing_and_leaves_no_row(payer: Payer) -> None:
    said = payer.gateway.play(payer.attempt.pk.hex, "tra")
    for query in (
        signed_query("forged", said),
        signed_query(SECRET, said).replace("vnp_Amount=15000000", "vnp_Amount=25000000"),
        signed_query(SECRET, said | {"vnp_TmnCode": "KHAC"}),
        signed_query(SECRET, said).rpartition("&")[0],
        "",
    ):
        assert send(query) == "97"
    assert not GatewayNotice.objects.exists() and payer.paid() == 0


def test_a_notice_for_a_wrong_amount_or_an_unknown_order_takes_nothing(payer: Payer) -> None:
    assert payer.notice("tra", vnp_Amount="14999900") == "04"
    assert payer.notice("tra", vnp_Amount="15000050") == "04"
    assert payer.notice("tra", vnp_TxnRef=uuid4().hex) == "01"
    assert payer.notice("tra", vnp_TxnRef="x") == "01"
    assert payer.paid() == 0


def test_a_failure_that_comes_after_the_money_does_not_undo_it(payer: Payer) -> None:
    assert payer.notice("tra") == "00" and payer.notice("huy") == "02"
    assert payer.paid() == 150_000


def test_money_that_comes_after_a_failure_counts(payer: Payer) -> None:
    assert payer.notice("huy") == "00" and payer.paid() == 0
    assert payer.notice("huy") == "02"
    assert payer.notice("tra") == "00" and payer.paid() == 150_000


def test_a_late_notice_of_one_attempt_and_a_payment_of_the_next_are_both_money(payer: Payer) -> None:
    payer.desk.at += timedelta(hours=1)
    second = payer.begun()
    assert second != payer.attempt
    assert payer.notice("tra", second) == "00" and payer.notice("tra") == "00"
    assert payer.paid() == 300_000 and Charge.objects.get(dossier=payer.dossier).balance == -150_000


def test_a_payer_who_goes_back_goes_on_with_the_same_attempt(payer: Payer) -> None:
    assert payer.begun() == payer.attempt


def test_a_lost_notice_is_made_good_by_asking(payer: Payer) -> None:
    payer.gateway.play(payer.attempt.pk.hex, "tra-mat-bao")
    assert ask_about_attempts(payer.desk.at) == 0  # too soon
    assert ask_about_attempts(payer.desk.at + timedelta(minutes=3)) == 1 and payer.paid() == 150_000
    assert GatewayNotice.objects.get().way == "asked"
    assert ask_about_attempts(payer.desk.at + timedelta(hours=3)) == 0
    assert payer.notice("tra") == "02" and payer.paid() == 150_000


@pytest.mark.parametrize("fault", ["500", "wrong_json", "hang_up", "slow", "false_signature"])
def test_a_gateway_that_misbehaves_when_asked_is_asked_again(payer: Payer, fault: str) -> None:
    payer.gateway.play(payer.attempt.pk.hex, "tra")
    payer.gateway.next = [fault]
    first = payer.desk.at + timedelta(minutes=3)
    assert ask_about_attempts(first) == 0 and payer.paid() == 0
    payer.attempt.refresh_from_db()
    assert payer.attempt.last_error and payer.attempt.ask_at is not None and payer.attempt.ask_at > first
    assert ask_about_attempts(payer.attempt.ask_at) == 1 and payer.paid() == 150_000


def test_an_attempt_nobody_paid_runs_out_and_its_money_is_still_heard_of_later(payer: Payer) -> None:
    at = payer.desk.at + timedelta(minutes=20)
    ask_about_attempts(at)
    payer.attempt.refresh_from_db()
    assert payer.attempt.state == "expired" and payer.attempt.ask_at is not None
    assert payer.notice("tra") == "00" and payer.paid() == 150_000


def test_an_attempt_is_given_up_after_two_days(payer: Payer) -> None:
    ask_about_attempts(payer.desk.at + timedelta(hours=49))
    payer.attempt.refresh_from_db()
    assert (payer.attempt.state, payer.attempt.ask_at) == ("expired", None)


def test_an_obligation_paid_online_lets_the_work_go_on_with_nobody_at_the_desk(
    desk: Desk, gateway: StubGateway
) -> None:
    dossier = desk.asked_to_pay()
    attempt = actions.begin_payment(dossier.pk, by=desk.citizen(), at=desk.at, key=uuid4())
    order = actions.order_of(attempt, dossier)
    gateway.begun(urlsplit(VnpayGateway().address(order, back="x", payer_address="::1", language="en")).query)
    assert send(signed_query(SECRET, gateway.play(attempt.pk.hex, "tra"))) == "00"
    assert Dossier.objects.get(pk=dossier.pk).state == State.IN_PROGRESS


def test_what_the_gateway_is_told_names_no_person(payer: Payer) -> None:
    order = actions.order_of(payer.attempt, payer.dossier)
    address = VnpayGateway().address(order, back="https://x/ve/", payer_address="203.0.113.7", language="vi")
    told = dict(parse_qsl(urlsplit(address).query))
    assert told["vnp_Amount"] == "15000000" and told["vnp_OrderInfo"] == f"Nop phi ho so {payer.dossier.code}"
    assert payer.dossier.owner_name not in address and told["vnp_CreateDate"] == "20260310090000"


def test_nobody_else_pays_begins_nor_pays_twice(payer: Payer, settings) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFound):
        actions.begin_payment(payer.dossier.pk, by=payer.desk.office.by("tiepnhan1"), at=payer.desk.at, key=uuid4())
    payer.notice("tra")
    with pytest.raises(Changed):
        payer.begun()
    settings.PAYMENT_GATEWAY = ""
    with pytest.raises(NotAllowed):
        payer.begun()
