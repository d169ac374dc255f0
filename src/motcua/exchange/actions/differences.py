"""What the national portal knows otherwise than we do, and why: once a day, as a list somebody can work off."""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate, localtime

from motcua.dossiers.queries.happened import touched_since
from motcua.organisation.rules.authority import SYSTEM

from ..models import PortalMessage
from ..ports import KnownThere, NationalPortal, PermanentFailure, TemporaryFailure
from ..queries import portal_messages_of
from .portal import portal

LOOK_BACK = timedelta(days=2)
HEADINGS = ("ma_ho_so", "muc", "o_day", "o_cong_quoc_gia", "vi_sao")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: of which dossier, what, here, there, why."""

    code: str
    what: str
    here: str
    there: str
    why: str


def differences(at: datetime, *, back: timedelta = LOOK_BACK, to: NationalPortal | None = None) -> list[Difference]:
    """Compare every dossier that moved lately with what the portal says of it; empty where all agrees."""
    adapter = to or portal()
    if adapter is None:
        return []
    touched = touched_since(SYSTEM, at - back)
    sent = portal_messages_of(one.pk for one in touched)
    found: list[Difference] = []
    for dossier in touched:
        why = why_of(sent.get(dossier.pk))
        try:
            there = adapter.looked_up(dossier.code)
        except (TemporaryFailure, PermanentFailure) as failure:
            found.append(Difference(dossier.code, "tra cứu", "", "", f"không hỏi được: {failure}"))
            continue
        if there is None:
            found.append(Difference(dossier.code, "hồ sơ", "có", "không có", why))
            continue
        own = KnownThere(dossier.code, int(dossier.state), dossier.received_at, dossier.due_at, dossier.resolved_at)
        found += _compared(own, there, why)
    return found


def why_of(message: PortalMessage | None) -> str:
    """Why a dossier may be known otherwise there, by the newest message about it."""
    if message is None:
        return "chưa ghi tin gửi: bộ phận gửi chưa đọc tới, hoặc hồ sơ có trước khi kết nối"
    if message.state == PortalMessage.State.WAITING:
        return f"đang chờ gửi lần {message.attempts + 1}" + (f": {message.last_error}" if message.last_error else "")
    if message.state == PortalMessage.State.DEAD:
        return f"đã thôi gửi: {message.last_error}"
    return f"đã gửi lúc {localtime(message.sent_at):%H:%M %d/%m/%Y}; bên kia giữ khác" if message.sent_at else ""


def _compared(here: KnownThere, there: KnownThere, why: str) -> list[Difference]:
    pairs = [
        ("trạng thái", str(here.state), str(there.state)),
        ("ngày tiếp nhận", _moment(here.received_at), _moment(there.received_at)),
        ("ngày hẹn trả", _moment(here.due_at), _moment(there.due_at)),
        ("ngày kết thúc xử lý", _moment(here.resolved_at), _moment(there.resolved_at)),
    ]
    return [Difference(here.code, what, ours, theirs, why) for what, ours, theirs in pairs if ours != theirs]


def _moment(moment: datetime | None) -> str:
    return localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: half of these words come from elsewhere."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write_differences(at: datetime) -> int:
    """Write the day's differences as a table under the data folder; the worker calls this daily."""
    if not settings.NATIONAL_PORTAL:
        return 0
    folder = Path(settings.DATA_DIR) / "portal-differences"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{localdate(at):%Y-%m-%d}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows([_harmless(text) for text in astuple(one)] for one in differences(at))
    return 0
