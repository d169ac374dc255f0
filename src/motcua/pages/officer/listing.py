"""Which dossiers a list shows, as its address says it: group, words, procedure, field, stage, holder, deadline.

The address is all there is: it can be saved, sent to a colleague, and carried to a dossier, which then knows what
stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries import Narrowing
from motcua.organisation.rules.authority import Authority
from motcua.pages.staff.access import OFFICE_PARAMETER, authority_of, office_in, uuid_or_none
from motcua.pages.staff.frame import home
from motcua.procedures import queries as procedures

GROUP, TEXT, AFTER, BEFORE, FROM = "nhom", "tim", "sau", "truoc", "tu"
PROCEDURE, FIELD, CHANNEL, STAGE, HOLDER, DUE = "thu-tuc", "linh-vuc", "nop", "buoc", "nguoi", "han"
SEARCH_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Group:
    """One tab: its word in the address, its name in `dossiers.queries`, what it says."""

    slug: str
    name: str
    label: str | Promise
    icon: str = ""
    tone: str = ""


GROUPS = (
    Group("cua-toi", "mine", _("Của tôi")),
    Group("cua-phong", "unit", _("Của phòng")),
    Group("dang-mo", "open", _("Đang mở"), "folder-open", "is-info"),
    Group("cho-nguoi-dan", "waiting", _("Chờ người dân"), "circle-pause", "is-wait"),
    Group("cham", "late", _("Chậm"), "triangle-alert", "is-late"),
    Group("hoi-y-kien", "consulted", _("Hỏi ý kiến tôi"), "message-square-text"),
    Group("cho-tra", "ready", _("Chờ trả"), "mail-check"),
    Group("xong", "done", _("Xong"), "check-check", "is-closed"),
)
DEADLINES: dict[str, tuple[int, str | Promise]] = {
    "qua": (-1, _("Đã quá hạn")),
    "hom-nay": (1, _("Đến hết hôm nay")),
    "ba-ngay": (3, _("Trong 3 ngày")),
    "bay-ngay": (7, _("Trong 7 ngày")),
}
STAGES: dict[str, str | Promise] = {
    "receiver": _("Tiếp nhận"),
    "case_handler": _("Thụ lý"),
    "approver": _("Lãnh đạo ký"),
    "records_clerk": _("Văn thư"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What one list shows; `office` is only named where the address names it."""

    group: Group
    office_id: UUID | None
    office: str = ""
    text: str = ""
    procedure: str = ""
    field: str = ""
    channel: str = ""
    stage: str = ""
    holder: UUID | None = None
    due: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any((self.procedure, self.field, self.channel, self.stage, self.holder, self.due))

    def parts(self) -> dict[str, str]:
        """What the address carries, without what is empty."""
        named = {
            GROUP: self.group.slug,
            TEXT: self.text,
            PROCEDURE: self.procedure,
            FIELD: self.field,
            CHANNEL: self.channel,
            STAGE: self.stage,
            HOLDER: str(self.holder or ""),
            DUE: self.due,
            OFFICE_PARAMETER: self.office,
        }
        return {name: value for name, value in named.items() if value}

    def address(self, **more: str) -> str:
        return f"{home()}?{urlencode(self.parts() | more)}"

    def onward(self) -> str:
        """What the address of a dossier carries, so that it knows the list one came from."""
        return urlencode({FROM: urlencode(self.parts())})

    def of_group(self, group: Group) -> Listing:
        return replace(self, group=group)

    def narrowing(self, at: datetime) -> Narrowing:
        keys = None
        if self.field:
            keys = frozenset(one.procedure.key for one in procedures.all_offers(at.date()) if _is_of(one, self.field))
        if self.procedure:
            keys = frozenset({self.procedure}) if keys is None else keys & {self.procedure}
        return Narrowing(
            procedures=keys,
            channel=self.channel,
            function=self.stage,
            holder_id=self.holder,
            due_before=_due_before(self.due, at),
        )


def listing_of(request: HttpRequest, query: QueryDict | None = None) -> Listing:
    """The list the address asks for; what it says that nobody knows is left out."""
    asked = request.GET if query is None else query
    by = authority_of(request)
    group = next((one for one in GROUPS if one.slug == asked.get(GROUP)), GROUPS[0])
    return Listing(
        group=group,
        office_id=office_in(by, asked),
        office=_known_office(by, asked.get(OFFICE_PARAMETER, "")),
        text=asked.get(TEXT, "").replace("\0", "").strip()[:SEARCH_AT_MOST],
        procedure=_slug(asked.get(PROCEDURE, "")),
        field=_slug(asked.get(FIELD, "")),
        channel=asked.get(CHANNEL, "") if asked.get(CHANNEL) in ("online", "desk", "post") else "",
        stage=asked.get(STAGE, "") if asked.get(STAGE) in STAGES else "",
        holder=uuid_or_none(asked.get(HOLDER)),
        due=asked.get(DUE, "") if asked.get(DUE) in DEADLINES else "",
    )


def listing_from(request: HttpRequest) -> Listing | None:
    """The list one came from, where the address of a dossier carries it."""
    carried = request.GET.get(FROM, "")
    return listing_of(request, QueryDict(carried[:1000])) if carried else None


def _known_office(by: Authority, text: str) -> str:
    return text if uuid_or_none(text) in by.readable_office_ids else ""


def _slug(text: str) -> str:
    return text if len(text) <= 60 and text.replace("-", "").isalnum() and text.isascii() else ""


def _is_of(offer: Any, field: str) -> bool:
    return bool(offer.procedure.field == field)


def _due_before(due: str, at: datetime) -> datetime | None:
    if not due:
        return None
    days = DEADLINES[due][0]
    if days < 0:
        return at
    return timezone.make_aware(datetime.combine(at.date() + timedelta(days=days), time.min))
