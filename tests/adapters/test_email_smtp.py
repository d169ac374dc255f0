"""Letters through a real SMTP server on this machine: delivered, refused, put off, silent."""

from __future__ import annotations

import base64
import email
import email.policy
import smtplib
import socket
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import dkim
import pytest
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pytest_django import Settings

from motcua.adapters.email_smtp import Server, SmtpEmail
from motcua.correspondence.ports import PermanentFailure, RecipientAway, TemporaryFailure

KEY = "01a2006d-ca22-71c3-a35d-ccb0ec298012:email"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Sink:
    """Takes letters, and answers what a test tells it to."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.to_recipient = "250 OK"
        self.to_letter = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.to_letter.startswith("2"):
            letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.raw.append(envelope.content)
        return self.to_letter


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    kept = Sink()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 1
    settings.DEFAULT_FROM_EMAIL = "mot-cua@bacninh.example"
    yield kept
    controller.stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def send(
    address: str = "nhung@example.vn", subject: str = "Đã nhận hồ sơ", body: str = "Chào bạn.\n\nẬ ễ ữ đ."
) -> None:
    SmtpEmail().send(key=KEY, address=address, subject=subject, body=body)


def test_a_letter_arrives_whole_with_a_name_of_its_own(sink: Sink) -> None:
    send()
    send()
    first, second = sink.letters
    assert first["Subject"] == "Đã nhận hồ sơ"
    assert first["To"] == "nhung@example.vn"
    assert first["From"] == "mot-cua@bacninh.example"
    assert first.get_content().strip().replace("\r\n", "\n") == "Chào bạn.\n\nẬ ễ ữ đ."
    assert first["Message-ID"] == second["Message-ID"] == f"<{KEY.replace(':', '.')}@bacninh.example>"
    assert first["Auto-Submitted"] == "auto-generated"


def test_an_address_refused_for_good_is_given_up(sink: Sink) -> None:
    sink.to_recipient = "550 no such user"
    with pytest.raises(PermanentFailure, match="từ chối địa chỉ"):
        send()


@pytest.mark.parametrize("answer", ["450 greylisted", "452 mailbox full"])
def test_an_address_put_off_is_tried_again(sink: Sink, answer: str) -> None:
    sink.to_recipient = answer
    with pytest.raises(TemporaryFailure):
        send()


def test_a_letter_refused_for_good_is_given_up_and_one_put_off_is_not(sink: Sink) -> None:
    sink.to_letter = "554 rejected"
    with pytest.raises(PermanentFailure, match="554"):
        send()
    sink.to_letter = "451 try later"
    with pytest.raises(TemporaryFailure, match="451"):
        send()
    assert sink.letters == []


@pytest.mark.parametrize("address", ["nhung@example.vn\nBcc: other@example.vn", "", "không phải địa chỉ"])
def test_an_address_that_no_letter_can_go_to_is_given_up_and_nothing_leaves(sink: Sink, address: str) -> None:
    with pytest.raises(PermanentFailure):
        send(address)
    assert sink.letters == []


def test_a_subject_smuggles_no_header_in(sink: Sink) -> None:
    with pytest.raises(PermanentFailure):
        send(subject="x\nBcc: other@example.vn")
    assert sink.letters == []


def test_a_server_that_is_away_is_tried_again(settings: Settings, sink: Sink) -> None:
    settings.EMAIL_PORT = free_port()
    with pytest.raises(TemporaryFailure, match="ConnectionRefusedError"):
        send()


def test_a_server_that_says_nothing_is_waited_for_only_as_long_as_set(settings: Settings, sink: Sink) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_PORT = silent.getsockname()[1]
        began = time.monotonic()
        with pytest.raises(TemporaryFailure):
            send()
        assert time.monotonic() - began < 5


def test_a_server_that_does_not_let_us_in_is_no_fault_of_the_letter(
    settings: Settings, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"who are you")

    monkeypatch.setattr(smtplib.SMTP, "login", refuse)
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "a", "b"
    with pytest.raises(TemporaryFailure, match="SMTPAuthenticationError"):
        send()


def test_without_a_server_letters_are_laid_into_a_folder(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    send()
    (file,) = (tmp_path / "mail").iterdir()
    assert b"Message-ID" in file.read_bytes()


def over(port: int, **more: Any) -> SmtpEmail:
    return SmtpEmail(Server("127.0.0.1", port, security="none", seconds=1, **more))


def test_a_server_of_its_own_keeps_its_line_and_opens_another_where_it_fell(sink: Sink, settings: Settings) -> None:
    carrier = over(settings.EMAIL_PORT)
    for _ in range(3):
        carrier.send(key=KEY, address="nhung@example.vn", subject="Đã nhận hồ sơ", body="Chào bạn.")
    line = carrier._kept.line
    line.connection.sock.close()  # the server, or something between, has let go of it
    carrier.send(key=KEY, address="nhung@example.vn", subject="Đã nhận hồ sơ", body="Chào bạn.")
    assert len(sink.letters) == 4
    carrier._kept.line.close()


def test_a_server_is_asked_whether_it_is_well(sink: Sink, settings: Settings) -> None:
    over(settings.EMAIL_PORT).probe()
    with pytest.raises(TemporaryFailure):
        over(free_port()).probe()


def test_a_full_box_is_the_recipients_and_not_the_servers(sink: Sink) -> None:
    sink.to_recipient = "452 full"
    with pytest.raises(RecipientAway):
        send()


def test_a_letter_is_signed_where_there_is_a_key_and_any_change_is_found(
    sink: Sink, settings: Settings, tmp_path: Path
) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.TraditionalOpenSSL
    pem = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    (tmp_path / "dkim.pem").write_bytes(pem)
    settings.DKIM_KEY_FILE, settings.DKIM_SELECTOR = str(tmp_path / "dkim.pem"), "motcua"
    settings.DKIM_DOMAIN = "bacninh.example"
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    asked: list[bytes] = []

    def dns(name: bytes, **_: Any) -> bytes:
        asked.append(name)
        return record

    send(body="Chào bạn.\n\nẬ ễ ữ đ.")
    raw = sink.raw[0]
    assert dkim.verify(raw, dnsfunc=dns)
    assert asked == [b"motcua._domainkey.bacninh.example."]
    assert not dkim.verify(raw.replace(b"Subject: ", b"Subject: x", 1), dnsfunc=dns)
