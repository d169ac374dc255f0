"""E-mail through an SMTP server; without one, into a folder (Django's file backend). Signed where there is a key."""

from __future__ import annotations

import contextlib
import smtplib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Headers
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from motcua.correspondence.ports import PermanentFailure, RecipientAway, TemporaryFailure
from motcua.correspondence.rules.letters import as_html

FOR_GOOD = 500  # SMTP: 4xx means try again (a full box, greylisting), 5xx means never (RFC 5321 §4.2.1)
KEPT_SECONDS = 20.0
SIGNED = [b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type", b"auto-submitted"]


@dataclass(frozen=True, slots=True)
class Server:
    """One mail server; `seconds` is the end of every wait on it."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    security: str = "starttls"  # or "tls" from the first byte, or "none"
    seconds: float = 10.0


class SmtpEmail:
    """Sends e-mail as text and, for our letters, as HTML beside it.

    The message key becomes the Message-ID, so that a repeat can be recognised. Each thread keeps its line open for a
    while. Without a server of its own it takes Django's settings.
    """

    def __init__(self, server: Server | None = None) -> None:
        self.server = server
        self._kept = threading.local()

    def send(self, *, key: str, address: str, subject: str, body: str, tag: str = "") -> None:
        """Hand one e-mail to the server.

        Raises PermanentFailure for an address or a letter that the server refuses for good, TemporaryFailure for
        everything else: a server that is away, slow, full, or does not let us in.
        """
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
        headers = {
            "Message-ID": f"<{key.replace(':', '.')}@{domain}>",
            "Auto-Submitted": "auto-generated",  # no machine answers it (RFC 3834)
        }
        try:
            letter = Signed(subject, body, to=[address], headers=headers)
            shown = as_html(subject, body, tag)
            if shown:
                letter.attach_alternative(shown, "text/html")
            with self._line() as connection:
                sent = connection.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as why:
            codes = [code for code, _ in why.recipients.values()]
            if codes and min(codes) >= FOR_GOOD:
                raise PermanentFailure("máy chủ thư từ chối địa chỉ này") from why
            raise RecipientAway("máy chủ thư chưa nhận cho địa chỉ này") from why
        except smtplib.SMTPDataError as why:
            if why.smtp_code >= FOR_GOOD:
                raise PermanentFailure(f"máy chủ thư từ chối thư này ({why.smtp_code})") from why
            raise TemporaryFailure(f"máy chủ thư chưa nhận ({why.smtp_code})") from why
        except (smtplib.SMTPNotSupportedError, ValueError) as why:  # what Django says of a header it will not send
            raise PermanentFailure("địa chỉ thư không dùng được") from why
        except (smtplib.SMTPException, OSError) as why:
            raise TemporaryFailure(f"máy chủ thư chưa nhận: {type(why).__name__}") from why
        if not sent:
            raise PermanentFailure("thư không có địa chỉ")

    def probe(self) -> None:
        """Whether the server greets us and lets us in. Raises TemporaryFailure."""
        try:
            connection = self._opened()
            connection.close()
        except (smtplib.SMTPException, OSError) as why:
            raise TemporaryFailure(f"máy chủ thư chưa nhận: {type(why).__name__}") from why

    @contextlib.contextmanager
    def _line(self) -> Iterator[Any]:
        """A line that is open: this thread's own where it still answers, closed at the first thing that goes wrong."""
        if self.server is None:
            with get_connection() as connection:  # closed also where signing in fails
                yield connection
            return
        connection = self._still_open() or self._opened()
        self._kept.line = None
        try:
            yield connection
        except BaseException:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                connection.close()
            raise
        self._kept.line, self._kept.since = connection, time.monotonic()

    def _still_open(self) -> Any:
        line = getattr(self._kept, "line", None)
        if line is None:
            return None
        try:
            if time.monotonic() - self._kept.since < KEPT_SECONDS and line.connection.noop()[0] == 250:
                return line
        except (smtplib.SMTPException, OSError):
            pass
        with contextlib.suppress(smtplib.SMTPException, OSError):
            line.close()
        return None

    def _opened(self) -> Any:
        if self.server is None:
            connection = get_connection()
        else:
            connection = get_connection(
                "django.core.mail.backends.smtp.EmailBackend",
                host=self.server.host,
                port=self.server.port,
                username=self.server.user,
                password=self.server.password,
                use_tls=self.server.security == "starttls",
                use_ssl=self.server.security == "tls",
                timeout=self.server.seconds,
            )
        connection.open()
        return connection


class Signed(EmailMultiAlternatives):
    """A letter that carries the office's DKIM signature where there is a key (RFC 6376)."""

    def message(self, *args: Any, **options: Any) -> Any:
        made: Any = super().message(*args, **options)
        if settings.DKIM_KEY_FILE:
            import dkim

            signature = dkim.sign(
                made.as_bytes(linesep="\r\n"),
                settings.DKIM_SELECTOR.encode(),
                settings.DKIM_DOMAIN.encode(),
                Path(settings.DKIM_KEY_FILE).read_bytes(),
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=SIGNED,
            )
            name, _, value = signature.decode().partition(":")
            # Django forbids headers of several lines, which this one is: written by its base.
            Headers.__setitem__(made, name, " ".join(value.split()))
        return made
