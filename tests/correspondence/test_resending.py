"""Dead letters: seen by whoever runs the system, put back with a trace."""

from __future__ import annotations

import io
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from motcua.correspondence.actions import deliver, resend
from motcua.correspondence.models import Message, Resending
from motcua.correspondence.queries import dead_letters, outbox
from tests.builders.office import MORNING
from tests.correspondence.outboxes import Carried, laid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def dead(number: int = 0, **fields: object) -> Message:
    return laid(number, **{"state": "dead", "attempts": 20, "last_error": "số không có", **fields})  # type: ignore[arg-type]


def said(*words: str, **options: object) -> str:
    out = io.StringIO()
    call_command("outbox", *words, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_a_dead_letter_put_back_leaves_under_its_old_key_and_a_trace_stays() -> None:
    message, other = dead(0), dead(1)
    later, carrier = MORNING + timedelta(hours=1), Carried()
    assert resend([message.pk], who="quản trị", reason="đã gia hạn với nhà mạng", at=later) == 1
    assert deliver(MORNING, {"sms": carrier}) == 0
    assert deliver(later, {"sms": carrier}) == 1
    assert carrier.keys == [message.key]
    trace = Resending.objects.get()
    assert (trace.message_id, trace.unit_id, trace.at) == (message.pk, message.unit_id, later)
    assert (trace.who, trace.reason, trace.attempts, trace.error) == (
        "quản trị",
        "đã gia hạn với nhà mạng",
        20,
        "số không có",
    )
    other.refresh_from_db()
    assert other.state == "dead"


def test_all_dead_letters_are_put_back_and_no_other_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("motcua.correspondence.actions.resend"), "BATCH", 2)
    for number in range(5):
        dead(number)
    waiting, sent = laid(7), laid(8, state="sent")
    assert resend(who="an", reason="thử lại", at=MORNING + timedelta(days=1)) == 5
    assert (outbox().dead, outbox().waiting, Resending.objects.count()) == (0, 6, 5)
    for message, state in ((waiting, "waiting"), (sent, "sent")):
        message.refresh_from_db()
        assert (message.state, message.send_after) == (state, MORNING)
    assert resend([waiting.pk, sent.pk, uuid4()], who="an", reason="thử lại", at=MORNING) == 0


@pytest.mark.parametrize(("who", "reason"), [("", "vì sao"), ("an", "  ")])
def test_nobody_puts_back_without_name_and_reason(who: str, reason: str) -> None:
    dead()
    with pytest.raises(ValueError, match="who and why"):
        resend(who=who, reason=reason, at=MORNING)
    assert outbox().dead == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_trace_is_never_changed_or_removed(change: str) -> None:
    dead()
    resend(who="an", reason="thử lại", at=MORNING)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if change == "update":
            Resending.objects.update(who="người khác")
        else:
            Resending.objects.all().delete()
    assert Resending.objects.get().who == "an"


def test_the_list_shows_what_is_wrong_and_no_whole_address() -> None:
    assert said() == "Đang chờ: 0 tin. Không gửi được: 0 tin.\n"
    laid(5)
    text, letter = dead(0), dead(1, channel="email")
    shown = said("list")
    assert "Đang chờ: 1 tin, lâu nhất từ 09:00 thứ Ba, 10/03/2026. Không gửi được: 2 tin." in shown
    assert f"{text.pk} sms accepted 0912 ••• 000 lúc 09:00 thứ Ba, 10/03/2026, thử 20 lần: số không có" in shown
    assert "n…@example.vn" in shown
    assert letter.address not in shown and "Xin chào" not in shown
    assert len(said("list", size=1).splitlines()) == 2
    assert [one.pk for one in dead_letters(1)] == [letter.pk]


def test_the_command_puts_back_what_is_named_or_all() -> None:
    messages = [dead(number) for number in range(3)]
    shown = said("resend", str(messages[0].pk), str(uuid4()), reason="đã sửa số", who="an")
    assert "1 tin không có" in shown
    assert "Đã đưa 1 tin về hàng chờ." in shown
    assert "Đã đưa 2 tin" in said("resend", everything=True, reason="đã sửa")
    first, *rest = Resending.objects.order_by("at", "pk")
    assert first.who == "an"
    assert all(trace.who for trace in rest)


@pytest.mark.parametrize(
    ("words", "options", "why"),
    [
        (["resend"], {"reason": "x"}, "--all"),
        (["resend", "abc"], {"reason": "x", "everything": True}, "--all"),
        (["resend", "abc"], {"reason": "x"}, "không đúng"),
        (["resend"], {"everything": True}, "lý do"),
    ],
)
def test_the_command_says_what_it_lacks(words: list[str], options: dict[str, object], why: str) -> None:
    dead()
    with pytest.raises(CommandError, match=why):
        said(*words, **options)
    assert outbox().dead == 1
