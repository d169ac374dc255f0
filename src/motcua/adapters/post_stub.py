"""A public post of our own, for development, demonstration and tests: keeps orders as files, and misbehaves when told.

Parcels go their way by the clock: picked up an hour after the order, delivered a day after. A repeat of an order's key
gives the same codes. `next` is what the next questions meet, in order; in an installation, `MOTCUA_POST_MISBEHAVES`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.delivery.ports import ParcelOrder, PostDown, PostRefused, Status, Taken

MISBEHAVIOURS = ("silent", "lost_answer", "refused", "twice", "backwards", "unknown_word")
WAY = (
    ("accepted", timedelta(), "Bưu cục Bắc Ninh"),
    ("picked_up", timedelta(hours=1), "Bưu cục Bắc Ninh"),
    ("in_transit", timedelta(hours=5), "Trung tâm khai thác"),
    ("out_for_delivery", timedelta(hours=22), "Bưu cục phát"),
    ("delivered", timedelta(hours=24), "Bưu cục phát"),
)
POSTAGE = 22_000


class StubPost:
    """The post named in the settings of a demonstration."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(settings.DATA_DIR) / "post"
        self.next: list[str] = [settings.POST_MISBEHAVES] if settings.POST_MISBEHAVES else []

    def order(self, asked: ParcelOrder, at: datetime) -> Taken:
        """Take an order."""
        fault = self._fault()
        if fault == "silent":
            raise PostDown("bưu chính không trả lời")
        if fault == "refused" or len(asked.receiver.address) < 10:
            raise PostRefused("bưu chính không phát đến địa chỉ này")
        number = zlib.crc32(asked.key.encode()) % 10**9
        taken = Taken(f"DH{number:09d}", f"EB{number:09d}VN", POSTAGE)
        file = self._file(taken.order_code)
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            kept = {"key": asked.key, "kind": asked.kind, "cod": asked.cod, "at": at.isoformat(), "cancelled": False}
            file.write_text(json.dumps(kept), encoding="utf-8")
        if fault == "lost_answer":  # done, but nobody is told so
            raise PostDown("bưu chính ngắt giữa chừng")
        return taken

    def statuses(self, order_code: str, at: datetime) -> Sequence[Status]:
        """What has happened by now."""
        fault = self._fault()
        if fault in ("silent", "lost_answer"):
            raise PostDown("bưu chính không trả lời")
        kept = self._kept(order_code)
        began = datetime.fromisoformat(kept["at"])
        until = began if kept["cancelled"] else at
        found = [Status(f"{order_code}-{n}", w, began + d, p) for n, (w, d, p) in enumerate(WAY) if began + d <= until]
        if fault == "twice":
            found *= 2
        if fault == "backwards":
            found.reverse()
        if fault == "unknown_word":
            found.append(Status(f"{order_code}-x", "weighed", at, ""))
        return found

    def cancel(self, order_code: str, at: datetime) -> None:
        """Take an order back."""
        if self._fault() in ("silent", "lost_answer"):
            raise PostDown("bưu chính không trả lời")
        kept = self._kept(order_code)
        if datetime.fromisoformat(kept["at"]) + WAY[1][1] <= at and not kept["cancelled"]:
            raise PostRefused("bưu gửi đã đi")
        self._file(order_code).write_text(json.dumps({**kept, "cancelled": True}), encoding="utf-8")

    def _fault(self) -> str:
        return self.next.pop(0) if self.next else ""

    def _kept(self, order_code: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._file(order_code).read_text(encoding="utf-8"))
        except OSError as lost:
            raise PostDown("bưu chính không biết đơn này") from lost
        return found

    def _file(self, order_code: str) -> Path:
        return self.folder / f"{order_code}.json"
