"""The tree of units: found, looked at, with their posts and who holds them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries as dossiers
from motcua.organisation import queries as organisation
from motcua.organisation.permissions import may_restructure
from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import format_date, said
from motcua.pages.staff.wording import FUNCTIONS

from .access import authority_of, for_administrators, now, said_moment, typed
from .frame import AFTER, Cell, Filter, Listing, frame, next_address, show_list
from .wording import ROLES, changed

TEXT, CLOSED, OFFICES = "tim", "da-dong", "chi-co-quan"


def days(first: date, last: date | None) -> str:
    """A period: from a day on, or from one day to another."""
    if last is None:
        return _("từ %(first)s") % {"first": format_date(first)}
    return _("%(first)s đến %(last)s") % {"first": format_date(first), "last": format_date(last)}


@require_safe
@for_administrators
def units(request: HttpRequest) -> HttpResponse:
    """The administrator's subtree, fifty units at a time in the order of the tree."""
    text, today = typed(request, TEXT), now().date()
    closed, offices = bool(typed(request, CLOSED)), bool(typed(request, OFFICES))
    found = organisation.units_administered(
        authority_of(request), on=today, text=text, closed=closed, offices=offices, after=typed(request, AFTER, 1000)
    )
    listing = Listing(
        title=_("Đơn vị"),
        columns=[_("Tên"), _("Mã"), _("Loại"), _("Hiệu lực")],
        rows=[_row(one, today, flat=bool(text)) for one in found.rows],
        filters=[
            Filter(TEXT, _("Tên hoặc mã"), text),
            Filter(OFFICES, _("Chỉ cơ quan"), offices, "tick"),
            Filter(CLOSED, _("Cả đơn vị đã đóng"), closed, "tick"),
        ],
        next_url=next_address(request, found.next),
        empty_title=_("Không có đơn vị nào khớp"),
        empty_text=_("Tìm theo tên (không cần dấu) hoặc đầu mã định danh."),
    )
    return show_list(request, "units", listing)


def _row(one: Any, today: date, *, flat: bool) -> list[Cell]:
    depth = 0 if flat else max(one.path.count("/") - 1, 0)
    over = one.valid_to is not None and one.valid_to < today
    return [
        Cell(f"{'– ' * depth}{one.name}", reverse("administrator:unit", args=[one.pk]), _("đã đóng") if over else ""),
        Cell(one.code),
        Cell(said(one.kind), note=_("cơ quan") if one.is_office else ""),
        Cell(days(one.valid_from, one.valid_to)),
    ]


@require_safe
@for_administrators
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One unit: what it is, its posts and people, what may be done with it, what was done."""
    by, today = authority_of(request), now().date()
    found = organisation.administered_unit(by, unit_id)
    ended = bool(typed(request, CLOSED))
    context = {
        "unit": found,
        "facts": _facts(found),
        "verbs": _verbs(found, today, from_above=may_restructure(by, found)),
        "posts": _posts(found, today, ended=ended),
        "ended": ended,
        "names": [(days(one.valid_from, None), one.name, one.source) for one in organisation.names_of_unit(found)],
        "transfers": [_transfer(one) for one in dossiers.transfers_of(by, found.pk)],
        "changes": [_change(one) for one in organisation.changes_administered(by, unit=found, size=10).rows],
    }
    return render(request, "administrator/unit.html", frame(request, "units", **context))


def _facts(found: Any) -> list[tuple[str, str]]:
    roles = ", ".join(str(ROLES.get(role, role)) for role in found.roles)
    facts = [
        (_("Mã định danh"), found.code),
        (_("Loại"), said(found.kind)),
        (_("Thuộc"), found.parent.name if found.parent else ""),
        (_("Cơ quan"), found.office.name if found.office and found.office_id != found.pk else ""),
        (_("Hiệu lực"), days(found.valid_from, found.valid_to)),
        (_("Vai trò"), roles),
        (_("Địa chỉ"), found.address),
        (_("Điện thoại"), found.phone),
        (_("Thư điện tử"), found.email),
        (_("Giờ làm việc"), as_typed(found.hours_note)),
    ]
    return [(label, value) for label, value in facts if value]


def _verbs(found: Any, today: date, *, from_above: bool) -> list[tuple[str, str]]:
    """What may be done with the unit today; whether it is at all, and its name, is said `from_above`."""
    open_still = found.valid_to is None or found.valid_to >= today
    named = [("administrator:describe_unit", _("Sửa thông tin"))]
    named += [("administrator:rename_unit", _("Đổi tên"))] if from_above else []
    named += [("administrator:add_unit", _("Thêm đơn vị trực thuộc")), ("administrator:add_post", _("Thêm vị trí"))]
    named += [("administrator:move_unit", _("Chuyển cấp trên"))] if found.parent_id else []
    if not open_still:
        named = []
    if found.is_office:
        named += [("administrator:calendar", _("Lịch làm việc")), ("administrator:offers", _("Thủ tục tiếp nhận"))]
    if found.valid_to is None:
        named += [("administrator:close_unit", _("Đóng đơn vị"))] if from_above else []
    else:
        named += [("administrator:transfer", _("Chuyển hồ sơ chưa xong"))]
        named += [("administrator:reopen_unit", _("Bỏ việc đóng"))] if open_still and from_above else []
    return [(reverse(name, args=[found.pk]), label) for name, label in named]


def _posts(found: Any, today: date, *, ended: bool) -> list[dict[str, Any]]:
    held: dict[UUID, list[Any]] = {}
    for one in organisation.holdings_in(found, on=today, ended=ended):
        held.setdefault(one.post_id, []).append(one)
    return [
        {
            "post": post,
            "function": FUNCTIONS.get(post.function, post.function),
            "days": days(post.valid_from, post.valid_to),
            "over": post.valid_to is not None and post.valid_to < today,
            "holders": [
                {
                    "holding": one,
                    "deputy": one.kind == "deputy",
                    "days": days(one.valid_from, one.valid_to),
                    "over": one.valid_to is not None and one.valid_to < today,
                }
                for one in held.get(post.pk, [])
            ],
        }
        for post in organisation.posts_of(found, on=today, closed=ended)
    ]


def _transfer(one: Any) -> str:
    said = {"unit": one.to_unit.name, "day": format_date(one.on), "moved": one.moved, "seen": one.seen}
    if one.finished_at is None and not one.seen:
        return _("Chờ đến ngày %(day)s để chuyển hồ sơ sang %(unit)s.") % said
    if one.finished_at is None:
        return _("Đang chuyển hồ sơ sang %(unit)s: xong %(moved)s.") % said
    if one.moved < one.seen:
        left = {**said, "left": one.seen - one.moved}
        return _("Đã chuyển %(moved)s hồ sơ sang %(unit)s; %(left)s hồ sơ chưa chuyển được, hãy chuyển lại.") % left
    return _("Đã chuyển %(moved)s hồ sơ sang %(unit)s.") % said


def _change(one: Any) -> str:
    who = one.actor.full_name if one.actor else _("Hệ thống")
    said = {"when": said_moment(one.at), "who": who, "what": changed(one.verb), "unit": one.unit.name}
    return _("%(when)s: %(who)s %(what)s – %(unit)s") % said
