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
