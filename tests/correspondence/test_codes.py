"""A one-time code leaves at once, at any hour, never too late, and stays written nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from motcua.accounts.actions import issue_code
from motcua.accounts.rules.codes import Purpose
from motcua.correspondence.actions import forget_codes
from motcua.correspondence.actions.deliver import deliver
from motcua.correspondence.actions.resend import resend
from motcua.correspondence.loading import shipped
from motcua.correspondence.models import Message
from motcua.correspondence.ports import TemporaryFailure
from motcua.correspondence.rules.lengths import measured
from motcua.correspondence.rules.wording import code_sms
from motcua.organisation.rules import scope

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = datetime(2026, 11, 20, 23, 30, tzinfo=HANOI)


class Gateway:
    def __init__(self, down: bool = False) -> None:
        self.sent: list[tuple[str, str]] = []
        self.down = down

    def send(self, *, key: str, address: str, subject: str, body: str, tag: str = "") -> None:
        if self.down:
            raise TemporaryFailure("không trả lời")
        self.sent.append((address, body))


def issued(at: datetime = NIGHT) -> Message:
    with scope.within(scope.NOTHING):  # whoever asks for a code is nobody yet
        issue_code("0912 345 678", Purpose.SIGN_IN, at=at)
    return Message.objects.get()


def test_the_text_fits_one_sms_without_marks_and_holds_no_address() -> None:
    text = code_sms(shipped("vi")["code"], "482019", NIGHT)
    assert measured(text).parts == 1 and text.isascii()
    assert "482019" in text and "23:30" in text and "/" not in text and "http" not in text


@pytest.mark.django_db
def test_a_code_leaves_in_the_middle_of_the_night_and_is_then_written_nowhere() -> None:
    message = issued()
    assert message.address == "+84912345678" and message.unit_id is None
    gateway = Gateway()
    assert deliver(NIGHT, {"sms": gateway}) == 1
    assert [to for to, _ in gateway.sent] == ["+84912345678"] and "Ma Mot Cua" in gateway.sent[0][1]
    message.refresh_from_db()
    assert message.state == "sent" and message.body == ""


@pytest.mark.django_db
def test_a_code_that_ran_out_while_the_gateway_was_down_is_not_sent_any_more() -> None:
    message = issued()
    deliver(NIGHT, {"sms": Gateway(down=True)})
    gateway = Gateway()
    deliver(NIGHT + timedelta(minutes=5), {"sms": gateway})
    message.refresh_from_db()
    assert gateway.sent == [] and message.state == "dead" and message.body == ""
    assert resend(who="người trực", reason="cổng tin nhắn đã chạy lại", at=NIGHT) == 0


@pytest.mark.django_db
def test_codes_go_before_messages_that_have_waited_longer() -> None:
    for number in range(30):
        Message.objects.create(
            key=f"k{number}", channel="sms", address="+84987654321", body="x", created_at=NIGHT, send_after=NIGHT
        )
    morning = NIGHT + timedelta(hours=9)
    issued_code = issue_code("0912345678", Purpose.SIGN_IN, at=morning)
    gateway = Gateway()
    deliver(morning, {"sms": gateway})
    assert issued_code.pk and gateway.sent[0][0] == "+84912345678"


@pytest.mark.django_db
def test_what_ran_out_yesterday_is_taken_away() -> None:
    issued()
    assert forget_codes.forget_codes(NIGHT + timedelta(hours=1)) == 0
    assert forget_codes.forget_codes(NIGHT + timedelta(days=2)) == 1
