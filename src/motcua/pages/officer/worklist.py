"""The worklist: the most urgent first, groups and search kept in the address, one page after another by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries as dossiers
from motcua.organisation import queries as organisation
from motcua.pages.saying import format_moment
from motcua.pages.staff.access import OFFICE_PARAMETER, authority_of, for_officers, now, office_of
from motcua.pages.staff.frame import frame, home
from motcua.pages.staff.rows import rows_html

GROUP, TEXT, AFTER, BEFORE = "nhom", "tim", "sau", "truoc"
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
    Group("xong", "done", _("Xong"), "check-check", "is-closed"),
)


@require_safe
@for_officers
def worklist(request: HttpRequest) -> HttpResponse:
    """Fifty dossiers of a group at the officer's office."""
    office_id = office_of(request)
    group = next((one for one in GROUPS if one.slug == request.GET.get(GROUP)), GROUPS[0])
    text = request.GET.get(TEXT, "").replace("\0", "").strip()[:SEARCH_AT_MOST]
    context = {"group": group, "text": text, "tabs": _tabs(request, group, text), "hidden": _hidden(request, group)}
    if office_id is None:
        return render(request, "officer/worklist.html", frame(request, "worklist", **context, moment="", empty=True))
    at, office = now(), organisation.unit_as_shown(office_id)
    page = dossiers.worklist(
        authority_of(request),
        office_id=office_id,
        group=group.name,
        at=at,
        text=text,
        after=request.GET.get(AFTER) or None,
        before=request.GET.get(BEFORE) or None,
    )
    context |= {
        "office": office,
        "moment": format_moment(at),
        "rows": rows_html(page.rows, organisation.calendar_of(office), at),
        "empty": not page.rows,
        "next_url": _address(request, group, text, {AFTER: page.next}) if page.next else "",
        "previous_url": _address(request, group, text, {BEFORE: page.previous}) if page.previous else "",
    }
    return render(request, "officer/worklist.html", frame(request, "worklist", **context))


def _tabs(request: HttpRequest, current: Group, text: str) -> list[dict[str, Any]]:
    return [{"group": one, "url": _address(request, one, text), "current": one is current} for one in GROUPS]


def _hidden(request: HttpRequest, group: Group) -> list[tuple[str, str]]:
    """What the search form carries along."""
    office = request.GET.get(OFFICE_PARAMETER)
    return [(GROUP, group.slug), *([(OFFICE_PARAMETER, office)] if office else [])]


def _address(request: HttpRequest, group: Group, text: str, more: dict[str, str] | None = None) -> str:
    parts = {GROUP: group.slug, TEXT: text, OFFICE_PARAMETER: request.GET.get(OFFICE_PARAMETER, ""), **(more or {})}
    return f"{home()}?{urlencode({name: value for name, value in parts.items() if value})}"
