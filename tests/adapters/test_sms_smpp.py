"""Texts through a real SMSC on this machine: alphabets, long ones, reports, texts to us, and what goes wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from motcua.adapters import smpp
from motcua.adapters.sms_smpp import SmppSms
from motcua.correspondence.ports import Incoming, PermanentFailure, Report, Slower, TemporaryFailure
from tests.builders.smsc import Smsc, Wire
from tests.builders.waiting import until

NUMBER = "+84912345678"


@pytest.fixture
def smsc() -> Iterator[Smsc]:
    with Smsc() as one:
        yield one


@pytest.fixture
def carrier(smsc: Smsc) -> Iterator[SmppSms]:
    made = over(smsc.port)
    yield made
    made.close()


def over(port: int, **line: Any) -> SmppSms:
    told = {"system_id": "motcua", "password": "mat khau", "seconds": 8.0, "idle": 20.0, **line}
    return SmppSms(smpp.Line("127.0.0.1", port, **told), sender="MOTCUA")


def send(carrier: SmppSms, body: str = "Ho so da co ket qua", number: str = NUMBER) -> str:
    return carrier.send(key="k", address=number, subject="", body=body)


def test_a_text_without_marks_leaves_as_it_is_one_septet_a_byte(smsc: Smsc, carrier: SmppSms) -> None:
    assert send(carrier, "Ho so {1}: 100 € _@$") == "m1"
    (part,) = smsc.parts
    assert part.text == b"Ho so \x1b(1\x1b): 100 \x1be \x11\x00\x02"
    assert (part.destination, part.source, part.data_coding, part.esm_class) == ("84912345678", "MOTCUA", 0, 0)
    assert part.wants_report


def test_a_text_with_marks_leaves_in_ucs2_with_marks_joined_to_their_letters(smsc: Smsc, carrier: SmppSms) -> None:
    send(carrier, "Hồ sơ đã có kết quả 👍")  # ồ written as two signs and more
    (part,) = smsc.parts
    assert part.data_coding == 8
    assert part.text.decode("utf-16-be") == "Hồ sơ đã có kết quả 👍"


@pytest.mark.parametrize(
    ("body", "lengths"),
    [("a" * 160, [160]), ("a" * 161, [153, 8]), ("a" * 152 + "{b", [153, 1]), ("ế" * 70, [140]), ("ế" * 71, [134, 8])],
)
def test_a_long_text_goes_in_parts_that_phones_join(
    smsc: Smsc, carrier: SmppSms, body: str, lengths: list[int]
) -> None:
    if body.endswith("{b"):
        body += "c" * 20
        lengths = [152, 23]
    name = send(carrier, body)
    texts = [part.text[6:] if part.esm_class & 0x40 else part.text for part in smsc.parts]
    assert [len(text) for text in texts] == lengths
    assert name == smsc.parts[-1].number
    assert [part.wants_report for part in smsc.parts] == [False] * (len(lengths) - 1) + [True]
    if len(lengths) > 1:
        headers = [part.text[:6] for part in smsc.parts]
        assert [(header[:3], header[4], header[5]) for header in headers] == [
            (b"\x05\x00\x03", len(lengths), place) for place in range(1, len(lengths) + 1)
        ]
        assert len({header[3] for header in headers}) == 1
    assert all(len(part.text) <= 140 or part.data_coding == 0 for part in smsc.parts)


def test_a_report_is_heard_and_acknowledged_only_when_it_is_written_down(smsc: Smsc, carrier: SmppSms) -> None:
    smsc.reports = "DELIVRD"
    name = send(carrier)
    ((token, said),) = until(carrier.heard)
    assert said == Report(name, "delivered")
    assert smsc.acknowledged == []
    carrier.acknowledge(token)
    until(lambda: smsc.acknowledged == [0])


@pytest.mark.parametrize(
    ("state", "fate"), [("UNDELIV", "failed"), ("REJECTD", "failed"), ("EXPIRED", "expired"), ("DELIVRD", "delivered")]
)
def test_every_last_state_has_its_fate(smsc: Smsc, carrier: SmppSms, state: str, fate: str) -> None:
    send(carrier)
    smsc.tell(smsc.parts[0], state)
    ((_, said),) = until(carrier.heard)
    assert isinstance(said, Report) and said.fate == fate


def test_a_state_on_the_way_says_nothing_and_is_acknowledged(smsc: Smsc, carrier: SmppSms) -> None:
    send(carrier)
    smsc.tell(smsc.parts[0], "ENROUTE")
    until(lambda: carrier.heard() or smsc.acknowledged)
    assert smsc.acknowledged == [0]


def test_names_in_hexadecimal_match_reports_in_decimal(smsc: Smsc) -> None:
    smsc.in_hexadecimal, smsc.reports = True, "DELIVRD"
    carrier = SmppSms(over(smsc.port).line, sender="MOTCUA", hexadecimal=True)
    name = send(carrier)
    ((_, said),) = until(carrier.heard)
    assert isinstance(said, Report) and said.reference == name == str(0xA1)
    carrier.close()


def test_texts_to_us_are_read_in_both_alphabets(smsc: Smsc, carrier: SmppSms) -> None:
    carrier.probe()
    smsc.texts("84987654321", b"TC H05.101-260310-0001")
    smsc.texts("84987654321", "Hủy".encode("utf-16-be"), 8)
    found: list[Any] = []
    until(lambda: found.extend(said for _, said in carrier.heard()) or len(found) == 2)
    assert all(isinstance(one, Incoming) and one.sender == "+84987654321" for one in found)
    assert {one.text for one in found} == {"TC H05.101-260310-0001", "Hủy"}


@pytest.mark.parametrize(
    ("status", "failure"),
    [(0x58, Slower), (0x14, Slower), (0x0B, PermanentFailure), (0x08, TemporaryFailure), (0xFF, TemporaryFailure)],
)
def test_a_refusal_is_for_now_or_for_good(smsc: Smsc, carrier: SmppSms, status: int, failure: type[Exception]) -> None:
    smsc.answers = lambda part: status
    with pytest.raises(failure) as raised:
        send(carrier)
    assert type(raised.value) is failure
    smsc.answers = lambda part: 0
    assert send(carrier), "the line still stands"


@pytest.mark.parametrize("number", ["", "0912345678", "+84", "nhung@example.vn"])
def test_what_is_no_number_never_leaves(smsc: Smsc, carrier: SmppSms, number: str) -> None:
    with pytest.raises(PermanentFailure):
        send(carrier, number=number)
    assert smsc.parts == []


def test_a_silent_smsc_is_waited_for_only_as_long_as_set(smsc: Smsc) -> None:
    with Wire(smsc.port) as wire:
        carrier = over(wire.port, seconds=0.5)
        send(carrier)
        wire.silent = True
        began = time.monotonic()
        with pytest.raises(TemporaryFailure):
            send(carrier)
        assert time.monotonic() - began < 5
        with pytest.raises(TemporaryFailure):
            carrier.probe()
        carrier.close()


def test_a_line_that_was_cut_is_opened_again(smsc: Smsc, monkeypatch: pytest.MonkeyPatch) -> None:
    with Wire(smsc.port) as wire:
        carrier = over(wire.port)
        send(carrier)
        wire.cut()
        until(lambda: not carrier._session or not carrier._session.is_up)
        assert send(carrier) == "m2"
        carrier.close()


def test_an_smsc_that_is_away_or_does_not_let_us_in_is_tried_again(smsc: Smsc) -> None:
    with pytest.raises(TemporaryFailure):
        send(over(1))


def test_a_silent_line_is_asked_and_given_up_when_it_does_not_answer(smsc: Smsc) -> None:
    with Wire(smsc.port) as wire:
        line = replace(over(wire.port).line, idle=0.15)
        session = smpp.Session(line)
        time.sleep(0.4)
        assert session.is_up, "the SMSC answered when it was asked"
        wire.silent = True
        until(lambda: not session.is_up)
        with pytest.raises(smpp.LineDown):
            session.enquire()


def test_many_threads_share_one_line(smsc: Smsc, carrier: SmppSms) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(10) as pool:
        names = list(pool.map(lambda number: send(carrier, f"tin {number}"), range(100)))
    assert len(set(names)) == 100
    assert len(smsc.sessions) == 1
