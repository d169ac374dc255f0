"""Messages through real providers on this machine: one fails, the next takes over, each one's fate is known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from motcua.correspondence.actions import routing
from motcua.correspondence.actions.deliver import deliver_over
from motcua.correspondence.actions.hearing import listen, take_in
from motcua.correspondence.actions.reporting import watch_providers
from motcua.correspondence.models import ContactChoice, DeliveryReport, IncomingText, Message, ProviderHealth
from motcua.correspondence.ports import Incoming, Report
from motcua.pages.public import gateways
from tests.builders.dossiers import Desk
from tests.builders.gateway import Gateway, signed
from tests.builders.office import MORNING, KinhBac
from tests.builders.smsc import Smsc, Wire
from tests.builders.waiting import until
from tests.correspondence.outboxes import laid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
SECOND = timedelta(seconds=1)


@pytest.fixture
def smsc() -> Iterator[Smsc]:
    with Smsc() as one:
        yield one


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with Gateway() as one:
        yield one


@pytest.fixture
def named(settings: Settings) -> Iterator[Callable[..., None]]:
    """Name the providers of a channel, in order."""

    def name(channel: str = "sms", **addresses: str) -> None:
        settings.PROVIDERS = {"sms": {}, "email": {}, "zalo": {}, channel: addresses}
        routing.forget_routes()
        gateways.secret_of.cache_clear()

    yield name
    routing.forget_routes()
    gateways.secret_of.cache_clear()


def smpp(port: int, more: str = "") -> str:
    return f"smpp://motcua:secret@127.0.0.1:{port}/?sender=MOTCUA&seconds=8{more}"


def http(port: int, more: str = "") -> str:
    return f"http://:token@127.0.0.1:{port}/send?sender=MOTCUA&seconds=8&secret=s3cret{more}"


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_text_leaves_over_smpp_and_its_fate_is_known(smsc: Smsc, named: Any) -> None:
    named(viettel=smpp(smsc.port))
    smsc.reports = "DELIVRD"
    messages = [laid(number) for number in range(30)]
    assert deliver_over("sms", MORNING) == 30
    assert {(fresh(one).state, fresh(one).provider) for one in messages} == {("sent", "viettel")}
    assert len({fresh(one).reference for one in messages}) == 30
    until(lambda: listen(MORNING + SECOND) or Message.objects.filter(fate="delivered").count() == 30)
    until(lambda: listen(MORNING + SECOND) == 0 and Message.objects.filter(fate="delivered").count() == 30)
    until(lambda: smsc.acknowledged == [0] * 30)


def test_a_provider_that_is_dead_costs_one_try_and_the_next_takes_everything(
    smsc: Smsc, gateway: Gateway, named: Any
) -> None:
    named(dead=smpp(1), vnpt=http(gateway.port))
    for number in range(12):
        laid(number)
    assert deliver_over("sms", MORNING) == 12
    assert len(gateway.sent) == 12
    assert {one["Idempotency-Key"] for one in gateway.headers} == set(Message.objects.values_list("key", flat=True))
    assert gateway.headers[0]["Authorization"] == "Bearer token"
    watch_providers(MORNING)
    dead = ProviderHealth.objects.get(name="dead")
    assert dead.failures == 1 and dead.down_until == MORNING + timedelta(seconds=30)
    assert "LineDown" not in dead.last_error and "secret" not in dead.last_error


def test_a_provider_that_falls_silent_in_the_middle_loses_and_doubles_nothing(
    smsc: Smsc, gateway: Gateway, named: Any
) -> None:
    with Wire(smsc.port) as wire:
        named(viettel=smpp(wire.port, "&window=4&seconds=0.5"), vnpt=http(gateway.port, "&window=4"))
        laid(0)
        assert deliver_over("sms", MORNING) == 1
        wire.silent = True
        for number in range(1, 33):
            laid(number)
        began = time.monotonic()
        assert deliver_over("sms", MORNING) == 32
        assert time.monotonic() - began < 5, "only those under way waited, once"
    numbers = [part.destination for part in smsc.parts] + [one["to"].lstrip("+") for one in gateway.sent]
    assert len(numbers) == len(set(numbers)) == 33


def test_a_provider_that_answers_again_is_asked_again_without_waiting(smsc: Smsc, named: Any) -> None:
    with Wire(smsc.port) as wire:
        named(viettel=smpp(wire.port, "&seconds=0.5"))
        wire.silent = True
        message = laid(0)
        assert deliver_over("sms", MORNING) == 0
        assert fresh(message).attempts == 1
        wire.silent = False
        route = routing.routes()["sms"]
        route.providers[0].probed = 0.0
        time.sleep(2.1)  # a line that fell is opened again after two seconds
        assert route.is_open(MORNING + SECOND), "it was asked whether it is there"
        assert deliver_over("sms", fresh(message).send_after) == 1


def test_throttling_is_no_failure_and_nothing_is_lost(smsc: Smsc, named: Any) -> None:
    named(viettel=smpp(smsc.port))
    seen: set[str] = set()

    def throttled_once(part: Any) -> int:
        first = part.destination not in seen
        seen.add(part.destination)
        return 0x58 if first else 0

    smsc.answers = throttled_once
    for number in range(5):
        laid(number)
    at = MORNING
    for _ in range(12):
        deliver_over("sms", at)
        at += timedelta(minutes=1)
    assert Message.objects.filter(state="sent").count() == 5
    assert routing.routes()["sms"].providers[0].failures == 0


def test_a_number_refused_for_good_is_not_tried_elsewhere(smsc: Smsc, gateway: Gateway, named: Any) -> None:
    named(viettel=smpp(smsc.port), vnpt=http(gateway.port))
    smsc.answers = lambda part: 0x0B
    message = laid()
    deliver_over("sms", MORNING)
    assert fresh(message).state == "dead" and gateway.sent == []


def test_reports_that_become_late_put_a_provider_last(gateway: Gateway, smsc: Smsc, named: Any) -> None:
    named(viettel=smpp(smsc.port, "&reports=60"), vnpt=http(gateway.port))
    for number in range(6):
        laid(number)
    deliver_over("sms", MORNING)
    later = MORNING + timedelta(minutes=2)
    watch_providers(later)
    laid(7)
    assert deliver_over("sms", later) == 1
    assert len(smsc.parts) == 6 and len(gateway.sent) == 1, "nothing was sent twice for want of a report"
    take_in("viettel", [Report(part.number, "delivered") for part in smsc.parts], later)
    watch_providers(later)
    laid(8)
    deliver_over("sms", later)
    assert len(smsc.parts) == 7


def test_a_report_quicker_than_our_note_waits_for_its_message(smsc: Smsc, named: Any) -> None:
    named(viettel=smpp(smsc.port))
    take_in("viettel", [Report("m1", "delivered")], MORNING)
    message = laid()
    deliver_over("sms", MORNING)
    assert fresh(message).fate == "delivered"
    assert DeliveryReport.objects.get().unit_id == message.unit_id


def test_nothing_undoes_that_a_message_was_delivered(smsc: Smsc, named: Any) -> None:
    named(viettel=smpp(smsc.port))
    message = laid()
    deliver_over("sms", MORNING)
    reference = fresh(message).reference
    assert take_in("viettel", [Report(reference, "delivered")], MORNING) == 1
    assert take_in("viettel", [Report(reference, "delivered"), Report(reference, "failed", "mã lỗi 9")], MORNING) == 1
    assert fresh(message).fate == "delivered"


def test_zalo_is_asked_first_and_a_text_goes_where_it_cannot(settings: Settings, named: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    named("zalo", stub="zalo-stub:?followers=01")
    first, second = laid(1, channel="zalo", address="+84912000001"), laid(2, channel="zalo", address="+84912000002")
    assert deliver_over("zalo", MORNING) == 1
    assert (fresh(first).state, fresh(second).state, fresh(second).channel) == ("sent", "waiting", "sms")
    assert (tmp_path / "zalo.jsonl").read_text().count("\n") == 1


class TestSignedCallbacks:
    def told(self, said: Any, *, secret: str = "s3cret", age: float = 0.0, name: str = "vnpt") -> Any:
        body, header = signed(secret, said, timezone.now().timestamp() - age)
        return Client().post(
            f"/nha-mang/{name}/", body, content_type="application/json", headers={"Motcua-Signature": header}
        )

    def test_what_a_provider_signed_is_kept_once(self, gateway: Gateway, named: Any) -> None:
        named(vnpt=http(gateway.port))
        message = laid()
        deliver_over("sms", MORNING)
        assert gateway.sent[0]["callback"].endswith("/nha-mang/vnpt/")
        said = {"reports": [{"id": "h1", "status": "failed", "error": "số bị khóa"}]}
        assert self.told(said).json() == {"new": 1}
        assert self.told(said).json() == {"new": 0}
        assert (fresh(message).fate, fresh(message).last_error) == ("failed", "số bị khóa")

    def test_forged_old_and_unknown_are_not_heard(self, gateway: Gateway, named: Any) -> None:
        named(vnpt=http(gateway.port), silent=smpp(1))
        said = {"reports": [{"id": "h1", "status": "delivered"}]}
        answers = [self.told(said, secret="x"), self.told(said, age=400), self.told(said, name="silent")]
        answers += [self.told(said, name="nobody"), Client().post("/nha-mang/vnpt/")]
        assert [one.status_code for one in answers] == [401] * 5
        assert not DeliveryReport.objects.exists()

    @pytest.mark.parametrize("said", [[], {"reports": [{}]}, {"texts": [{"id": "1", "from": "x", "text": "y"}]}, 7])
    def test_what_is_not_understood_is_said_to_be(self, gateway: Gateway, named: Any, said: Any) -> None:
        named(vnpt=http(gateway.port))
        assert self.told(said).status_code == 400

    def test_a_text_that_came_over_http_is_answered(self, gateway: Gateway, named: Any) -> None:
        named(vnpt=http(gateway.port))
        said = {"texts": [{"id": "t1", "from": "+84912345678", "text": "xin chao"}]}
        assert self.told(said).json() == self.told(said).json() | {"new": 1}
        assert Message.objects.get().kind == "help"


class TestTextsToUs:
    SENDER = "+84987654321"

    def asks(self, text: str, number: int = 0, at: Any = MORNING) -> Message | None:
        take_in("viettel", [Incoming(f"{text}{number}", self.SENDER, text)], at)
        return IncomingText.objects.order_by("pk").last().answer  # type: ignore[union-attr]

    @pytest.mark.parametrize("words", ["TC {}", "tc: {}", "Tra cứu {}", "TC  {} "])
    def test_whoever_has_a_code_is_told_where_the_dossier_is(self, desk: Desk, words: str) -> None:
        dossier = desk.accepted()
        answer = self.asks(words.format(dossier.code.lower()))
        assert answer is not None and answer.address == self.SENDER
        assert answer.body.startswith(f"Ho so {dossier.code} da duoc tiep nhan. Hen tra ")
        assert "tra-cuu/" in answer.body
        assert answer.parts == 1 and answer.body.isascii()
        for secret in (dossier.owner_name, dossier.owner_phone, "Nhung"):
            assert secret not in answer.body

    def test_a_code_that_is_none_and_words_that_are_none_get_help(self) -> None:
        assert self.asks("TC H05.101-999999-9999").kind == "status_unknown"  # type: ignore[union-attr]
        assert self.asks("alo").kind == "help"  # type: ignore[union-attr]
        assert self.asks("TC").kind == "help"  # type: ignore[union-attr]

    def test_nobody_asks_for_ever(self) -> None:
        answers = [self.asks("alo", number) for number in range(8)]
        assert [answer is None for answer in answers] == [False] * 6 + [True] * 2
        assert self.asks("alo", 99, MORNING + timedelta(hours=2)) is not None

    def test_no_announcements_and_again(self) -> None:
        assert self.asks("HỦY").kind == "opted_out"  # type: ignore[union-attr]
        assert ContactChoice.objects.get(address=self.SENDER).news is False
        assert self.asks("nhan").kind == "opted_in"  # type: ignore[union-attr]
        assert ContactChoice.objects.get(address=self.SENDER).news is True

    def test_an_answer_comes_at_night_but_not_the_day_after(self, smsc: Smsc, named: Any) -> None:
        named(viettel=smpp(smsc.port))
        night = MORNING.replace(hour=23)
        answer = self.asks("alo", at=night)
        assert answer is not None
        assert deliver_over("sms", night) == 1
        assert fresh(answer).body == "", "what was answered is written nowhere any more"


def test_each_office_has_its_turn_however_much_another_has_waiting(
    office: KinhBac, gateway: Gateway, named: Any
) -> None:
    named(vnpt=http(gateway.port, "&window=2"))
    for number in range(60):
        laid(number, unit_id=office.id, rank=2, send_after=MORNING - timedelta(hours=1))
    for number in range(100, 105):
        laid(number, unit_id=office.other_id, rank=2)
    laid(200, unit_id=office.id, rank=1)
    laid(201, unit_id=None, rank=0)
    deliver_over("sms", MORNING)
    first = [one["to"] for one in gateway.sent]
    assert len(first) == 20
    assert {f"+84912000{number}" for number in (100, 101, 102, 103, 104, 200, 201)} <= set(first)
