"""Posts a webhook's message over https, to the very address that was looked up and found to be public.

No redirects, no proxy, a deadline for everything: a receiver that is slow, silent or leads elsewhere stops nothing.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings

from motcua.adapters.deadlines import hung_up_after
from motcua.exchange.ports import PermanentFailure, TemporaryFailure
from motcua.exchange.rules.addresses import checked_address, is_public
from motcua.exchange.rules.refusals import BadAddress

SECONDS = 10.0


class HttpsPostman:
    """The postman named in the settings."""

    def __init__(self, *, private: bool | None = None, seconds: float = SECONDS) -> None:
        self.private = settings.WEBHOOKS_PRIVATE if private is None else private
        self.seconds = seconds

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send it. Raises TemporaryFailure, or PermanentFailure where the address itself is refused or gone (410)."""
        try:
            parts = urlsplit(checked_address(url, private=self.private))
        except BadAddress as refusal:
            raise PermanentFailure(refusal.message) from refusal
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        until = time.monotonic() + self.seconds
        try:
            connection = self._connection(parts.scheme, host, port, self._looked_up(host, port))
            try:
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.connect()
                with hung_up_after(connection.sock, until - time.monotonic()):
                    connection.request("POST", target, body, {**headers, "User-Agent": "motcua-webhooks/1"})
                    status = connection.getresponse().status
            finally:
                connection.close()
        except (OSError, http.client.HTTPException) as failure:
            raise TemporaryFailure(f"không gửi được: {type(failure).__name__}") from failure
        if status == 410:
            raise PermanentFailure("nơi nhận trả lời 410")
        if not 200 <= status < 300:
            raise TemporaryFailure(f"nơi nhận trả lời {status}")

    def _looked_up(self, host: str, port: int) -> str:
        """One address of the host. Raises PermanentFailure where any of them is not public: names can lie."""
        found = sorted({str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
        if not found:
            raise TemporaryFailure("không tìm thấy máy nhận")
        if not self.private and not all(is_public(one) for one in found):
            raise PermanentFailure("tên máy nhận chỉ vào mạng nội bộ")
        return found[0]

    def _connection(self, scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
        if scheme == "https":
            return _PinnedHttps(host, port, address, self.seconds)
        return _Pinned(host, port, address, self.seconds)


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the name means by the time it is made."""

    def __init__(self, host: str, port: int, address: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _PinnedHttps(_Pinned):
    """The same under TLS; the certificate must be that of the name."""

    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
