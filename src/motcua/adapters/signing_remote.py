"""Keys kept by a signing service over HTTPS: asked with a digest, answered at once or after the holder confirmed.

The service's shape: `GET /credentials/<holder>` gives the chain; `POST /signatures` with `Idempotency-Key` gives 200
with the signature, or 202 with a reference; `GET /signatures/<reference>` asks again. 4xx is a no for good.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import quote
from uuid import UUID

import requests
from django.conf import settings

from motcua.receipts.ports import Chain, Holder, NoKey, SignerUnavailable, SigningRefused, StillWaiting

LATER = "Dịch vụ ký số chưa trả lời. Chưa ký; bấm ký lại sau ít phút, hồ sơ không bị ký hai lần."
CONFIRM = "Đang chờ bạn xác nhận trên ứng dụng ký số. Xác nhận xong, bấm ký lại."
REFUSED = "Bạn hoặc dịch vụ ký số đã từ chối yêu cầu ký này."


class RemoteKeys:
    """Two steps with one key: asked twice, the service gives the same signature."""

    name = "remote"
    is_remote = True

    def __init__(self, address: str = "", token: str = "", seconds: float = 0) -> None:
        self.address = (address or settings.SIGNING_REMOTE_URL).rstrip("/")
        self.token = token or settings.SIGNING_REMOTE_TOKEN
        self.seconds = seconds or settings.SIGNING_REMOTE_SECONDS

    def chain(self, holder: Holder) -> Chain:
        kind = "office" if holder.is_office else "person"
        status, said = self._asked("GET", f"/credentials/{kind}-{quote(holder.key, safe='')}")
        if status == 404:
            raise NoKey("Dịch vụ ký số không có chứng thư của bạn. Hãy báo người quản trị.")
        if status != 200:
            raise SignerUnavailable(LATER)
        try:
            certificate, *others = (base64.b64decode(one, validate=True) for one in said["chain"])
        except (KeyError, TypeError, ValueError) as nonsense:
            raise SignerUnavailable(LATER) from nonsense
        return Chain(certificate, tuple(others))

    def sign(self, holder: Holder, message: bytes, *, key: UUID, reference: str = "") -> bytes:
        if reference:
            status, said = self._asked("GET", f"/signatures/{quote(reference, safe='')}")
        else:
            asked = {
                "holder": holder.key,
                "office": holder.is_office,
                "digest": base64.b64encode(hashlib.sha256(message).digest()).decode(),
                "hash": "SHA-256",
            }
            status, said = self._asked("POST", "/signatures", json=asked, key=key)
        if status == 202:
            raise StillWaiting(CONFIRM, str(said.get("reference", reference))[:200])
        if status in (401, 403, 409, 410, 422):
            raise SigningRefused(REFUSED)
        try:
            if status == 200:
                return base64.b64decode(said["signature"], validate=True)
        except (KeyError, TypeError, ValueError) as nonsense:
            raise SignerUnavailable(LATER) from nonsense
        raise SignerUnavailable(LATER)

    def _asked(
        self, method: str, path: str, *, json: Any = None, key: UUID | None = None
    ) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.token}"} | ({"Idempotency-Key": str(key)} if key else {})
        try:
            answer = requests.request(
                method,
                self.address + path,
                json=json,
                headers=headers,
                timeout=(min(3, self.seconds), self.seconds),
                allow_redirects=False,
            )
            said = answer.json() if answer.content else {}
        except (requests.RequestException, ValueError) as why:
            raise SignerUnavailable(LATER) from why
        return answer.status_code, said if isinstance(said, dict) else {}
