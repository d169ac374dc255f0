"""Time stamps of an authority over HTTP (RFC 3161): asked with a digest, answered at once or not at all.

The whole conversation has one end, however slowly the authority talks; nothing is followed elsewhere. What comes back
is checked before it is used: it answers this very question, its signature holds, and its certificate is for time stamps
and leads to a root that we trust.
"""

from __future__ import annotations

import base64
import http.client
import ssl
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

from motcua.receipts.ports import NoStamp, Stamp
from motcua.receipts.signing import stamp_roots
from motcua.receipts.signing.loops import at_once

from .deadlines import hung_up_after

if TYPE_CHECKING:
    from asn1crypto import tsp

LARGEST = 64 * 1024
REPLY = "application/timestamp-reply"
LATER = "Máy chủ dấu thời gian không trả lời. Chưa ký; thử lại sau ít phút."
WRONG = "Máy chủ dấu thời gian trả lời không đúng. Chưa ký; hãy báo người quản trị."


class HttpTimeStamps:
    """The authority that the settings name."""

    def __init__(self, address: str = "", seconds: float = 0) -> None:
        self.address = address or settings.TIMESTAMP_URL
        self.seconds = seconds or settings.TIMESTAMP_SECONDS

    def stamp(self, digest: bytes) -> Stamp:
        stamp: Stamp = at_once(self._stamped(digest))
        return stamp

    async def _stamped(self, digest: bytes) -> Stamp:
        from asn1crypto import tsp
        from pyhanko.sign.timestamps.api import TimeStamper
        from pyhanko.sign.timestamps.common_utils import TimestampRequestError

        post = self._post

        class Authority(TimeStamper):
            async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
                return tsp.TimeStampResp.load(post(req.dump()))

        try:
            authority = Authority()  # type: ignore[no-untyped-call]
            token = await authority.async_timestamp(digest, "sha256")  # refuses another nonce, or a status of no
            at, by = await _checked(token, digest)
        except NoStamp:
            raise
        except TimestampRequestError as nonsense:  # an OSError by its family, but it was an answer
            raise NoStamp(WRONG) from nonsense
        except OSError as silent:
            raise NoStamp(LATER) from silent
        except Exception as nonsense:  # whoever reads what a stranger sent stumbles in more ways than it names
            raise NoStamp(WRONG) from nonsense
        return Stamp(token.dump(), at, by)

    def _post(self, body: bytes) -> bytes:
        """What the authority answers. Raises NoStamp, or OSError where it does not in time."""
        until = time.monotonic() + self.seconds
        parts = urlsplit(self.address)
        connection = _connection(parts.scheme)(parts.hostname or "", parts.port, timeout=self.seconds)
        headers = {"Content-Type": "application/timestamp-query", "Accept": REPLY, "User-Agent": "motcua/1"}
        if settings.TIMESTAMP_LOGIN:
            headers["Authorization"] = "Basic " + base64.b64encode(settings.TIMESTAMP_LOGIN.encode()).decode()
        try:
            connection.connect()
            with hung_up_after(connection.sock, until - time.monotonic()):
                connection.request(
                    "POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers
                )
                with connection.getresponse() as answer:
                    said = answer.read(LARGEST + 1)
        except http.client.HTTPException as broken:
            raise NoStamp(LATER) from broken
        finally:
            connection.close()
        kind = answer.headers.get_content_type()
        if answer.status >= 500 or time.monotonic() > until:
            raise NoStamp(LATER)
        if answer.status != 200 or kind != REPLY or len(said) > LARGEST:
            raise NoStamp(WRONG)
        return said


def _connection(scheme: str) -> Callable[..., http.client.HTTPConnection]:
    if scheme == "http":  # the token is signed: who listens learns a digest, who meddles is found out
        return http.client.HTTPConnection

    def encrypted(host: str, port: int | None, timeout: float) -> http.client.HTTPConnection:
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())

    return encrypted


async def _checked(token: Any, digest: bytes) -> tuple[Any, str]:
    """When and by whom. Raises NoStamp for a token that does not hold or is under no root of ours."""
    from asn1crypto import x509
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    trust = ValidationContext(trust_roots=[x509.Certificate.load(one) for one in stamp_roots()], allow_fetching=False)
    said = await validate_tst_signed_data(token["content"], trust, lambda _algorithm: digest)
    status = TimestampSignatureStatus(**said)
    if not (status.intact and status.valid and status.trusted):
        raise NoStamp(WRONG)
    return status.timestamp, str(status.signing_cert.subject.native.get("common_name", ""))
