"""Texts over HTTPS, in the shape that most Vietnamese gateways share: JSON in, a name for the message back.

What we send: `{"key", "to", "from", "text", "unicode", "callback"}` with an `Authorization: Bearer` and an
`Idempotency-Key`. What we take: 2xx with `{"id": "…"}`; 429 to go slower; 400, 404 and 422 for what never will; else
later. Reports come to `callback`, signed (see `motcua.pages.public.reports`).
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
import time
from urllib.parse import urlsplit

from motcua.correspondence.ports import PermanentFailure, Slower, TemporaryFailure
from motcua.correspondence.rules.lengths import composed, is_gsm

from .deadlines import hung_up_after

NUMBER = re.compile(r"\+[1-9]\d{7,14}")  # E.164
NEVER = frozenset({400, 404, 422})
LARGEST_ANSWER = 65_536


class HttpSms:
    """One gateway. Each request is a connection of its own with one deadline for everything."""

    def __init__(self, url: str, *, token: str, sender: str, callback: str = "", seconds: float = 10.0) -> None:
        self.url, self.token, self.sender, self.callback, self.seconds = url, token, sender, callback, seconds

    def send(self, *, key: str, address: str, subject: str, body: str, tag: str = "") -> str:
        """Hand one text over; the gateway's name for it. Raises TemporaryFailure or PermanentFailure."""
        if NUMBER.fullmatch(address) is None:
            raise PermanentFailure("số điện thoại không đúng")
        text = composed(body)
        asked = {
            "key": key,
            "to": address,
            "from": self.sender,
            "text": text,
            "unicode": not is_gsm(text),
            "callback": self.callback,
        }
        status, answer = self._asked("POST", json.dumps(asked, ensure_ascii=False).encode(), key)
        if status == 429:
            raise Slower("nhà mạng xin gửi chậm lại")
        if status in NEVER:
            raise PermanentFailure(f"nhà mạng từ chối tin này ({status})")
        if not 200 <= status < 300:
            raise TemporaryFailure(f"nhà mạng chưa nhận ({status})")
        try:
            return str(json.loads(answer)["id"])[:100]
        except (ValueError, KeyError, TypeError):
            return ""  # taken, but it cannot be told which report will be its

    def probe(self) -> None:
        """Whether the gateway answers at all, within the deadline. Raises TemporaryFailure."""
        status, _ = self._asked("HEAD", b"", "")
        if status >= 500:
            raise TemporaryFailure(f"nhà mạng chưa nhận ({status})")

    def _asked(self, method: str, body: bytes, key: str) -> tuple[int, bytes]:
        parts = urlsplit(self.url)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json; charset=utf-8"}
        if key:
            headers["Idempotency-Key"] = key
        until = time.monotonic() + self.seconds
        connection: http.client.HTTPConnection
        if parts.scheme == "https":
            connection = http.client.HTTPSConnection(
                parts.hostname or "", parts.port, timeout=self.seconds, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=self.seconds)
        try:
            connection.connect()
            sock: socket.socket = connection.sock
            with hung_up_after(sock, until - time.monotonic()):
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request(method, target, body, headers)
                answer = connection.getresponse()
                return answer.status, answer.read(LARGEST_ANSWER)
        except (OSError, http.client.HTTPException) as why:
            raise TemporaryFailure(f"nhà mạng không trả lời ({type(why).__name__})") from why
        finally:
            connection.close()
