"""The outbox: sent once, tried again, given up, never lost, nobody held up."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.correspondence.actions.deliver import BATCH, deliver
from motcua.correspondence.models import Message
from motcua.correspondence.ports import PermanentFailure, TemporaryFailure
from motcua.correspondence.rules.retrying import FIRST_PAUSE, LEASE, MOST_ATTEMPTS
from tests.builders.office import HANOI, MORNING
from tests.correspondence.outboxes import Carried, laid, raising

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
SECOND = timedelta(seconds=1)


class Clock:
    """A watch that a test sets."""

    def __init__(self, seconds: list[float]) -> None:
        self.seconds = seconds

    def monotonic(self) -> float:
        return self.seconds[0]


class Killed(BaseException):
    """The worker dies: nothing after this line runs."""


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_message_leaves_once_and_is_noted() -> None:
    message, carrier = laid(), Carried()
    assert deliver(MORNING, {"sms": carrier}) == 1
    assert deliver(MORNING, {"sms": carrier}) == 0
    assert carrier.keys == [message.key]
    after = fresh(message)
    assert (after.state, after.sent_at, after.attempts, after.leased_until) == ("sent", MORNING, 1, None)


def test_nothing_leaves_before_its_time() -> None:
    laid(at=MORNING + SECOND)
    assert deliver(MORNING, {"sms": (carrier := Carried())}) == 0
    assert carrier.keys == []


def test_the_oldest_leave_first_and_a_full_outbox_empties_batch_by_batch() -> None:
    for number in range(BATCH + 5):
        laid(number, send_after=MORNING - timedelta(minutes=number))
    carrier = Carried()
    assert [deliver(MORNING, {"sms": carrier}) for _ in range(3)] == [BATCH, 5, 0]
    assert carrier.addresses == sorted(carrier.addresses, reverse=True)
    assert len(set(carrier.keys)) == BATCH + 5


def test_a_carrier_that_fails_for_now_is_asked_again_later_with_the_same_key() -> None:
    message, carrier = laid(), Carried(raising(TemporaryFailure("mạng bận")))
    at, times = MORNING, []
    for _ in range(4):
        assert deliver(at, {"sms": carrier}) == 0
        assert deliver(at, {"sms": carrier}) == 0  # not yet
        times.append((fresh(message).send_after - at).total_seconds())
        at = fresh(message).send_after
    assert times == [30, 60, 120, 240]
    assert carrier.keys == [message.key] * 4
    assert (fresh(message).state, fresh(message).last_error) == ("waiting", "mạng bận")
    carrier.does = lambda address: None
    assert deliver(at, {"sms": carrier}) == 1
    assert (fresh(message).state, fresh(message).attempts, fresh(message).last_error) == ("sent", 5, "")


def test_after_the_last_attempt_a_message_is_a_dead_letter() -> None:
    message, carrier = laid(channel="email"), Carried(raising(TemporaryFailure("mạng bận")))
    at = MORNING
    for _ in range(MOST_ATTEMPTS + 3):
        deliver(at, {"email": carrier})
        at = max(fresh(message).send_after, at + SECOND)
    assert len(carrier.keys) == MOST_ATTEMPTS
    assert (fresh(message).state, fresh(message).attempts) == ("dead", MOST_ATTEMPTS)


def test_an_address_that_never_will_is_given_up_at_once() -> None:
    message, carrier = laid(), Carried(raising(PermanentFailure("số không có")))
    deliver(MORNING, {"sms": carrier})
    deliver(MORNING + timedelta(days=1), {"sms": carrier})
    assert carrier.keys == [message.key]
    assert (fresh(message).state, fresh(message).last_error) == ("dead", "số không có")


def test_a_channel_without_a_carrier_is_given_up_with_its_name() -> None:
    message = laid(channel="email")
    deliver(MORNING, {})
    assert (fresh(message).state, fresh(message).last_error) == ("dead", "không có nhà cung cấp cho email")


def test_a_carrier_that_breaks_is_tried_again_and_the_log_has_no_address(caplog: pytest.LogCaptureFixture) -> None:
    message, carrier = laid(), Carried(raising(RuntimeError("+84912000000 nói: Xin chào")))
    with caplog.at_level(logging.DEBUG):
        deliver(MORNING, {"sms": carrier})
    assert (fresh(message).state, fresh(message).last_error) == ("waiting", "RuntimeError")
    assert "RuntimeError" in caplog.text
    assert message.address not in caplog.text


def test_a_dead_gateway_is_asked_once_a_round_and_holds_up_no_other_channel() -> None:
    texts = [laid(number, send_after=MORNING - timedelta(minutes=9 - number)) for number in range(4)]
    letter = laid(9, channel="email")
    gateway, mail = Carried(raising(TemporaryFailure("không trả lời"))), Carried()
    assert deliver(MORNING, {"sms": gateway, "email": mail}) == 1
    assert gateway.keys == [texts[0].key]
    assert mail.keys == [letter.key]
    for text in texts[1:]:
        after = fresh(text)
        assert (after.attempts, after.leased_until, after.send_after) == (0, None, MORNING + FIRST_PAUSE)
    gateway.does = lambda address: None
    assert deliver(MORNING + FIRST_PAUSE, {"sms": gateway, "email": mail}) == 4


def test_one_persons_full_box_delays_nobody_else_for_long() -> None:
    full, other = laid(0, channel="email"), laid(1, channel="email")
    mail = Carried(raising(TemporaryFailure("hộp thư đầy"), only=full.address))
    at = MORNING
    for _ in range(2):
        deliver(at, {"email": mail})
        at += FIRST_PAUSE
    deliver(at, {"email": mail})
    assert fresh(other).state == "sent"


def test_a_worker_killed_while_sending_leaves_the_message_to_the_next_with_the_same_key() -> None:
    message, carrier = laid(), Carried(raising(Killed()))
    with pytest.raises(Killed):
        deliver(MORNING, {"sms": carrier})
    assert (fresh(message).state, fresh(message).leased_until) == ("waiting", MORNING + LEASE)
    carrier.does = lambda address: None
    assert deliver(MORNING + LEASE, {"sms": carrier}) == 0  # still thought to be under way
    assert deliver(MORNING + LEASE + SECOND, {"sms": carrier}) == 1
    assert carrier.keys == [message.key] * 2
    assert fresh(message).state == "sent"


def test_a_message_that_kills_every_worker_is_given_up_at_last() -> None:
    message, carrier, at = laid(channel="email"), Carried(raising(Killed())), MORNING
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Killed):
            deliver(at, {"email": carrier})
        at += LEASE + SECOND
    deliver(at, {"email": carrier})
    assert (fresh(message).state, len(carrier.keys)) == ("dead", MOST_ATTEMPTS)


def test_a_second_worker_takes_nothing_that_the_first_has_in_hand() -> None:
    laid(0), laid(1)
    second: list[int] = []

    def meanwhile(address: str) -> None:
        second.append(deliver(MORNING, {"sms": other}))

    first, other = Carried(meanwhile), Carried()
    assert deliver(MORNING, {"sms": first}) == 2
    assert (second, other.keys) == ([0, 0], [])


def test_a_slow_carrier_gives_the_rest_back_before_its_lease_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = [laid(number, send_after=MORNING - timedelta(minutes=9 - number)) for number in range(4)]
    clock = [0.0]
    monkeypatch.setattr(import_module("motcua.correspondence.actions.deliver"), "time", Clock(clock))

    def slow(address: str) -> None:
        clock[0] += LEASE.total_seconds() / 3

    assert deliver(MORNING, {"sms": Carried(slow)}) == 2
    left = [fresh(message) for message in messages[2:]]
    assert [(one.state, one.attempts, one.leased_until) for one in left] == [("waiting", 0, None)] * 2


@pytest.mark.parametrize("hour", ["2026-03-10T21:00+07:00", "2026-03-11T06:59+07:00"])
def test_at_night_letters_leave_and_texts_wait_however_late_they_are(hour: str) -> None:
    night = datetime.fromisoformat(hour)
    laid(0), laid(1, channel="email")
    texts, letters = Carried(), Carried()
    assert deliver(night, {"sms": texts, "email": letters}) == 1
    assert (len(texts.keys), len(letters.keys)) == (0, 1)
    assert deliver(datetime(2026, 3, 11, 7, 0, tzinfo=HANOI), {"sms": texts}) == 1


def test_an_empty_outbox_costs_one_statement_and_a_full_one_few() -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            deliver(MORNING, {"sms": Carried()})
        return len([one for one in captured.captured_queries if "SAVEPOINT" not in one["sql"]])

    assert statements() == 1
    for number in range(5):
        laid(number)
    assert statements() == 2 + 5  # find and lease, then note each as it leaves


def test_in_app_messages_never_wait() -> None:
    laid(channel="in_app", state=Message.State.SENT)
    assert deliver(MORNING, {}) == 0
