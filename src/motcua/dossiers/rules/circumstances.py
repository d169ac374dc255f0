"""Where, on what, and with whose help a dossier was filed: facts for the figures, never a judgement of the filer.

Source of the distinctions: the reports of 2017–2019 count filings at home, with quarters' teams and at the desk apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Place(StrEnum):
    """Where the person sat who filed. Not known to be anywhere else means at home."""

    HOME = "home"  # tại nhà
    QUARTER_TEAM = "quarter_team"  # tại tổ tư vấn khu phố
    WARD_TEAM = "ward_team"  # tại tổ tư vấn phường, xã
    DESK_COMPUTER = "desk_computer"  # máy dùng chung ở bộ phận một cửa
    DESK_OFFICER = "desk_officer"  # cán bộ nhận tại quầy
    POST = "post"  # qua bưu chính
    PARTNER_API = "partner_api"  # từ phần mềm khác


class Device(StrEnum):
    """What kind of machine was used, as far as it says so itself."""

    PHONE = "phone"
    TABLET = "tablet"
    COMPUTER = "computer"
    PROGRAM = "program"
    UNKNOWN = "unknown"


PLACE_WORDS = {
    Place.HOME: "tại nhà",
    Place.QUARTER_TEAM: "tại tổ tư vấn khu phố, thôn",
    Place.WARD_TEAM: "tại tổ tư vấn phường, xã",
    Place.DESK_COMPUTER: "trên máy dùng chung ở bộ phận một cửa",
    Place.DESK_OFFICER: "tại quầy, cán bộ nhận",
    Place.POST: "qua bưu chính",
    Place.PARTNER_API: "từ phần mềm khác",
}
DEVICE_WORDS = {
    Device.PHONE: "bằng điện thoại",
    Device.TABLET: "bằng máy tính bảng",
    Device.COMPUTER: "bằng máy tính",
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How one filing came about. `network` is a keyed digest of the network address, so that filings from one network
    can be told to belong together without anybody learning the address; `helper_id` and `team_id` name who helped.
    """

    place: Place = Place.HOME
    device: Device = Device.UNKNOWN
    network: str = ""
    helper_id: UUID | None = None
    team_id: UUID | None = None


def in_words(place: str | None, device: str | None) -> tuple[str, ...]:
    """Where and on what a dossier was filed, each a phrase of its own; empty for what was filed before it was kept."""
    if place is None:
        return ()
    machine = DEVICE_WORDS.get(Device(device), "") if device and place != Place.DESK_OFFICER else ""
    return tuple(words for words in (PLACE_WORDS[Place(place)], machine) if words)


UNSAID = Circumstances()


def device_of(user_agent: str) -> Device:
    """The kind of machine a browser says it runs on; `UNKNOWN` where it says nothing known."""
    heard = user_agent[:400]
    if "iPad" in heard or ("Android" in heard and "Mobile" not in heard) or "Tablet" in heard:
        return Device.TABLET
    if any(sign in heard for sign in ("iPhone", "Android", "Mobile", "KaiOS")):
        return Device.PHONE
    if any(sign in heard for sign in ("Windows NT", "Macintosh", "X11", "CrOS")):
        return Device.COMPUTER
    return Device.UNKNOWN
