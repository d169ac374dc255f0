"""The worker beside others, in real transactions: a slow carrier holds no lock, two workers share the work."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from motcua.correspondence.actions import deliver
from motcua.correspondence.models import Message
from motcua.organisation.models import Unit
from tests.builders.office import MORNING
from tests.correspondence.outboxes import Carried, laid

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def unit() -> Unit:
    return Unit.objects.create(
        code="T1", name="Phường Thử", short_name="Thử", kind="phường", organisation="two_tier", is_office=True,
        path="/", valid_from=MORNING.date(),
    )  # fmt: skip


def test_a_slow_carrier_holds_no_transaction_and_nobody_waits_for_it() -> None:
    laid()
    sending, let_go = threading.Event(), threading.Event()

    def slow(address: str) -> None:
        sending.set()
        assert let_go.wait(20)

    carrier, sent = Carried(slow), []

    def worker() -> None:
        sent.append(deliver(MORNING, {"sms": carrier}))
        connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    try:
        assert sending.wait(20)
        laid(1)  # somebody files meanwhile: writing waits for nobody
        Message.objects.filter(address="+84912000000").update(read_at=MORNING)
    finally:
        let_go.set()
        thread.join(20)
    assert (sent, carrier.inside_a_transaction) == ([1], [False])


def test_several_workers_at_once_send_each_message_once() -> None:
    for number in range(40):
        laid(number)
    carriers = [Carried() for _ in range(3)]
    start = threading.Barrier(3)

    def worker(carrier: Carried) -> None:
        start.wait(20)
        at = MORNING
        while deliver(at, {"sms": carrier}) or Message.objects.filter(state="waiting", leased_until=None).exists():
            at += timedelta(milliseconds=1)
        connection.close()

    threads = [threading.Thread(target=worker, args=[carrier]) for carrier in carriers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    keys = [key for carrier in carriers for key in carrier.keys]
    assert len(keys) == len(set(keys)) == 40
    assert not Message.objects.exclude(state="sent").exists()
