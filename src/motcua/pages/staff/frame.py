"""What the frame of an officer's page says: the office, the post, where one may go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.correspondence import queries as correspondence
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority, Function
from motcua.pages.saying import said

from .access import authority_of, office_of, post_at
from .wording import FUNCTIONS


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the side navigation; for those who hold one of `functions`, for everyone where none is named."""

    section: str
    url_name: str
    label: str | Promise
    icon: str
    accesskey: str
    functions: frozenset[Function] = frozenset()


_DESK = frozenset({Function.RECEIVER, Function.DESK_HEAD})
_OVERSEEING = frozenset({Function.APPROVER, Function.DESK_HEAD, Function.INSPECTOR})
PLACES = (
    Place("worklist", "officer:home", _("Hồ sơ"), "list", "1"),
    Place("online", "officer:online", _("Nộp trực tuyến"), "inbox", "2", _DESK),
    Place("intake", "officer:intake", _("Tiếp nhận tại quầy"), "building", "3", _DESK),
    Place("signing", "officer:signing", _("Chờ ký"), "pen-line", "4", frozenset({Function.APPROVER})),
    Place("hand_over", "officer:hand_over", _("Trả kết quả"), "mail-check", "5", _DESK),
    Place("delegations", "officer:delegations", _("Nghỉ và ủy quyền"), "user-round-plus", "6"),
    Place("administration", "administrator:units", _("Quản trị"), "landmark", "q", frozenset({Function.ADMINISTRATOR})),
    Place("slips", "officer:slips", _("Phiếu bàn giao"), "file-text", "7"),
    Place("register", "officer:register", _("Sổ theo dõi"), "book-open", "8"),
    Place("settings", "officer:settings", _("Cài đặt của tôi"), "settings", "0"),
    Place("today", "manager:today", _("Điều hành"), "layout-dashboard", "d", _OVERSEEING),
    Place("messages", "officer:messages", _("Tin báo"), "bell", "9"),
)


# What stands in the bar of every page, also of those without the column: the work of the day, for whoever has it.
ON_TOP = frozenset({"worklist", "online", "intake", "signing", "hand_over", "today"})


def frame(request: HttpRequest, section: str, **context: Any) -> dict[str, Any]:
    """The context of an officer's page: `places`, `tops` (those in the bar), `post`, `section`; and its own."""
    by, office_id = authority_of(request), office_of(request)
    return {
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "places": (places := _places(by, office_id, section)),
        "tops": [one for one in places if one["place"].section in ON_TOP],
        "unread": correspondence.unread(by),
        "section": section,
        "post": _post(by, office_id),
        **context,
    }


@cache
def _address(url_name: str) -> str:
    return reverse(url_name)


def home() -> str:
    """The address of the worklist, under which every dossier lies."""
    return _address("officer:home")


def _places(by: Authority, office_id: UUID | None, section: str) -> list[dict[str, Any]]:
    held = by.functions_at(office_id) if office_id else frozenset()
    return [
        {"url": _address(one.url_name), "place": one, "current": one.section == section}
        for one in PLACES
        if not one.functions or one.functions & held
    ]


def _post(by: Authority, office_id: UUID | None) -> str:
    post = post_at(by, office_id)
    return (said(post.title) or str(FUNCTIONS.get(post.function, ""))) if post else ""
