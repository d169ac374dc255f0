"""Speaking with the portal: signed in once, asked with a deadline, signed in again when the session has ended."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from motcua.adapters.deadlines import hung_up_after
from motcua.adapters.national_portal import messages
from motcua.exchange.ports import KnownThere, PermanentFailure, TemporaryFailure, Told

READ_AT_MOST = 4_194_304
FINE, ENDED, ALREADY, UNKNOWN = "0", "SESSION_EXPIRED", "DUPLICATE", "NOT_FOUND"


class Portal:
    """The portal at the address the settings name."""

    def __init__(self, url: str = "", *, seconds: float | None = None) -> None:
        self.url = (url or settings.NATIONAL_PORTAL_URL).rstrip("/")
        self.seconds = seconds or float(settings.NATIONAL_PORTAL_SECONDS)
        self._session = ""

    def tell(self, told: Told) -> None:
        """The dossier, then the step; safe to repeat. Raises TemporaryFailure or PermanentFailure."""
        data = [messages.dossier_message(told)]
        said = self._service("DongBoHoSoMC", isUpdating=not told.is_first, data=data)
        # Known already: an answer of theirs got lost. Not known: they lost it, or it is older than the connexion.
        if said["error_code"] in (ALREADY, UNKNOWN):
            said = self._service("DongBoHoSoMC", isUpdating=said["error_code"] == ALREADY, data=data)
        _must_be_fine(said)
        _must_be_fine(self._service("CapNhatTienDoHoSoMC", data=[messages.progress_message(told)]), ALREADY)

    def looked_up(self, code: str) -> KnownThere | None:
        """What the portal knows of a dossier. Raises TemporaryFailure or PermanentFailure."""
        said = self._service("TraCuuHoSo", MaHoSo=code)
        if said["error_code"] == UNKNOWN:
            return None
        _must_be_fine(said)
        found = said.get("data")
        if not isinstance(found, dict):
            raise TemporaryFailure("cổng trả lời không có hồ sơ")
        return messages.known_there(found)

    def procedures(self) -> list[dict[str, Any]]:
        """The procedures that the portal publishes. Raises TemporaryFailure or PermanentFailure."""
        said = self._service("LayDanhSachTTHC")
        _must_be_fine(said)
        found = said.get("data")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def _service(self, name: str, **words: Any) -> dict[str, Any]:
        """One question, under a new session where the old one has ended."""
        for _ in range(2):
            if not self._session:
                self._sign_in()
            said = self._asked("/service", {"session": self._session, "service": name, **words})
            if said["error_code"] != ENDED:
                return said
            self._session = ""
        raise TemporaryFailure("cổng kết thúc phiên ngay sau khi đăng nhập")

    def _sign_in(self) -> None:
        who = {"username": settings.NATIONAL_PORTAL_USER, "password": settings.NATIONAL_PORTAL_PASSWORD}
        said = self._asked("/login", who)
        if said["error_code"] != FINE or not isinstance(said.get("session"), str) or not said["session"]:
            raise TemporaryFailure("cổng không cho đăng nhập")
        self._session = said["session"]

    def _asked(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        body = json.dumps(data, ensure_ascii=False).encode()
        parts, until = urlsplit(self.url), time.monotonic() + self.seconds
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.seconds)
        try:
            connection.connect()
            with hung_up_after(connection.sock, until - time.monotonic()):
                connection.request("POST", parts.path + path, body, {"Content-Type": "application/json"})
                response = connection.getresponse()
                status, text = response.status, response.read(READ_AT_MOST)
        except (OSError, http.client.HTTPException) as failure:
            raise TemporaryFailure(f"cổng không trả lời: {type(failure).__name__}") from failure
        finally:
            connection.close()
        if status != 200:
            raise TemporaryFailure(f"cổng trả lời {status}")
        try:
            said = json.loads(text)
        except ValueError:
            raise TemporaryFailure("cổng trả lời không phải JSON") from None
        if not isinstance(said, dict) or "error_code" not in said:
            raise TemporaryFailure("cổng trả lời không đúng mẫu")
        return {**said, "error_code": str(said["error_code"])}


def _must_be_fine(said: dict[str, Any], *also: str) -> None:
    if said["error_code"] not in (FINE, *also):
        # Their words may repeat what was sent: only the code is kept.
        raise PermanentFailure(f"cổng từ chối: mã {said['error_code'][:40]}")
