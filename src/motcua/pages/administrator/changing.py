"""Units made, renamed, described, moved, closed with a successor, kept open after all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import actions as dossiers
from motcua.dossiers.queries import count_unfinished
from motcua.organisation import actions
from motcua.organisation import queries as organisation
from motcua.organisation.permissions import may_restructure
from motcua.organisation.rules.authority import Authority
from motcua.organisation.rules.refusals import BadUnit, NoSuchUnit
from motcua.pages.saying import format_date, format_typed_date
from motcua.pages.stepping_up import require_fresh
from motcua.procedures.actions import pass_on_offers
from motcua.procedures.queries import offered_by

from . import forms
from .access import authority_of, for_administrators, now, sent
from .frame import ask, done, tried
from .wording import ROLES

either = require_http_methods(["GET", "HEAD", "POST"])


def _page(unit_id: UUID) -> str:
    return reverse("administrator:unit", args=[unit_id])


def by_code(by: Authority, code: str, field: str) -> Any:
    """A unit of the subtree by its code. Raises BadUnit for what is not there or not theirs."""
    found = organisation.administered(by).filter(code=code.strip()).order_by("-valid_from").first()
    if found is None:
        raise BadUnit(_("Không có đơn vị mang mã %(code)s trong phạm vi của bạn.") % {"code": code}, field=field)
    return found


@either
@for_administrators
def add(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A unit under this one."""
    by, at = authority_of(request), now()
    parent = organisation.administered_unit(by, unit_id)
    form = forms.NewUnit(
        sent(request), initial=forms.today_as_typed(at.date()), known_roles=organisation.roles_known(by)
    )

    def act(given: dict[str, Any]) -> Any:
        names = ("code", "name", "short_name", "kind", "first", "is_office", "tier", "roles", "source")
        return actions.add_unit(
            parent.pk, by=by, at=at, contact=form.contact(), **{name: given[name] for name in names}
        )

    if request.method == "POST" and (made := tried(form, act)):
        return done(request, _("Đã lập %(unit)s.") % {"unit": made.name}, _page(made.pk))
    title = _("Thêm đơn vị trực thuộc %(unit)s") % {"unit": parent.name}
    return ask(request, "units", form, title=title, button=_("Lập đơn vị"), back=_page(unit_id))


def _from_above(by: Authority, unit_id: UUID) -> Any:
    """A unit for whoever administers one above it; whether it is at all is not said by those who sit in it."""
    unit = organisation.administered_unit(by, unit_id)
    if not may_restructure(by, unit):
        raise Http404
    return unit


@either
@for_administrators
def rename(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Another name from a day on."""
    by, at = authority_of(request), now()
    unit = _from_above(by, unit_id)
    first = {"name": unit.name, "short_name": unit.short_name, **forms.today_as_typed(at.date())}
    form = forms.Renamed(sent(request), initial=first)
    if request.method == "POST" and (
        row := tried(form, lambda given: actions.rename_unit(unit.pk, by=by, at=at, **given))
    ):
        said = {"name": row.name, "day": format_date(row.valid_from)}
        return done(request, _("Tên mới “%(name)s” dùng từ %(day)s.") % said, _page(unit_id))
    return ask(
        request,
        "units",
        form,
        title=_("Đổi tên %(unit)s") % {"unit": unit.name},
        intro=_("Giấy tờ đã cấp giữ tên cũ. Đặt ngày sau hôm nay thì tên tự đổi vào ngày ấy."),
        button=_("Đổi tên"),
        back=_page(unit_id),
    )


@either
@for_administrators
def describe(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Roles and how the unit is reached."""
    by, at = authority_of(request), now()
    unit = organisation.administered_unit(by, unit_id)
    first = {name: getattr(unit, name) for name in ("roles", "address", "phone", "email", "hours_note")}
    known = organisation.roles_known(by)
    form = forms.Described(sent(request), initial=first, known_roles=known)

    def act(given: dict[str, Any]) -> Any:
        told = {"contact": form.contact(), "roles": given["roles"], "source": given["source"]}
        return actions.describe_unit(unit.pk, by=by, at=at, **told)

    if request.method == "POST" and tried(form, act):
        return done(request, _("Đã sửa thông tin."), _page(unit_id))
    title = _("Sửa thông tin %(unit)s") % {"unit": unit.name}
    return ask(request, "units", form, title=title, button=_("Lưu"), back=_page(unit_id))


@either
@for_administrators
def move(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Another superior."""
    by, at = authority_of(request), now()
    unit = organisation.administered_unit(by, unit_id)
    form = forms.Moved(sent(request))

    def act(given: dict[str, Any]) -> Any:
        parent = by_code(by, given["parent"], "parent")
        return actions.move_unit(unit.pk, by=by, at=at, parent_id=parent.pk, source=given["source"])

    if request.method == "POST" and (moved := tried(form, act)):
        said = {"unit": moved.name, "parent": moved.parent.name}
        return done(request, _("%(unit)s nay thuộc %(parent)s.") % said, _page(unit_id))
    return ask(
        request,
        "units",
        form,
        title=_("Chuyển %(unit)s sang cấp trên khác") % {"unit": unit.name},
        facts=[(_("Đang thuộc"), unit.parent.name if unit.parent else "")],
        intro=_("Mọi đơn vị bên trong đi cùng. Ngày nghỉ và giờ làm việc của cấp trên mới được áp dụng."),
        button=_("Chuyển"),
        back=_page(unit_id),
    )


@either
@for_administrators
@require_fresh
def close(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """The end of a unit: first what would happen, then, once seen, the end itself."""
    by, at = authority_of(request), now()
    unit = _from_above(by, unit_id)
    form = forms.Closed(sent(request), initial={"last_day": format_typed_date(at.date())})
    preview: list[str] = []
    if request.method == "POST" and (successors := tried(form, lambda given: _judged(by, unit, given))) is not None:
        given = form.cleaned_data
        followers = successors if isinstance(successors, list) else []
        if given["seen"] == _fingerprint(given):
            if tried(form, lambda given: _close(by, at, unit, followers, given)):
                return done(request, _("Đã đóng %(unit)s.") % {"unit": unit.name}, _page(unit_id))
        else:
            preview = _preview(by, unit, followers, given)
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["seen"] = _fingerprint(given)  # type: ignore[index]
    return ask(
        request,
        "units",
        form,
        title=_("Đóng %(unit)s") % {"unit": unit.name},
        intro="" if preview else _("Xem trước điều sẽ xảy ra, rồi mới đóng. Bỏ được đến hết ngày hoạt động cuối."),
        preview=preview,
        button=_("Đóng đơn vị") if preview else _("Xem trước"),
        grave=bool(preview),
        back=_page(unit_id),
    )


def _fingerprint(given: dict[str, Any]) -> str:
    """What was shown before: another day or successor must be shown again."""
    return f"{given['last_day']} {given['successors']} {given['transfer']}"


def _judged(by: Authority, unit: Any, given: dict[str, Any]) -> list[Any]:
    codes = [code for code in given["successors"].replace(";", ",").split(",") if code.strip()]
    found = [by_code(by, code, "successors") for code in codes]
    if given["last_day"] < unit.valid_from:
        raise BadUnit(_("Ngày cuối không thể trước ngày thành lập."), field="last_day")
    if any(one.path.startswith(unit.path) for one in found):
        raise BadUnit(_("Đơn vị kế thừa không thể nằm trong đơn vị bị đóng."), field="successors")
    if any(one.valid_to is not None and one.valid_to <= given["last_day"] for one in found):
        raise BadUnit(_("Đơn vị kế thừa cũng hết hiệu lực khi ấy."), field="successors")
    return found


def _preview(by: Authority, unit: Any, successors: list[Any], given: dict[str, Any]) -> list[str]:
    """What would end and what would go where: dossiers, posts, people, procedures, calendars."""
    last: date = given["last_day"]
    ends = organisation.merger_of(unit, last)
    open_ones = count_unfinished(by, unit.pk)
    said = {
        "day": format_date(last),
        "units": ends.units,
        "posts": ends.posts,
        "holders": ends.holders,
        "delegations": ends.delegations,
        "days": ends.days,
        "weeks": ends.weeks,
        "dossiers": open_ones,
        "to": successors[0].name if successors else "",
    }
    lines = [
        _("Hết ngày %(day)s, %(units)s đơn vị ngừng hoạt động.") % said,
        _("%(posts)s vị trí kết thúc; %(holders)s việc giữ vị trí và %(delegations)s ủy quyền hết hiệu lực.") % said,
        _("Lịch riêng: %(weeks)s lịch tuần, %(days)s ngày đặc biệt không còn áp dụng cho ai.") % said,
    ]
    if unit.is_office:
        taken = len(offered_by(unit.pk, last))
        lines.append(
            _("%(taken)s thủ tục thôi nhận ở đây; đơn vị kế thừa là cơ quan nhận tiếp từ hôm sau.") % {"taken": taken}
        )
    if open_ones and successors and given["transfer"]:
        lines.append(_("%(dossiers)s hồ sơ chưa xong chuyển sang %(to)s từ hôm sau; mã và ngày hẹn giữ nguyên.") % said)
    elif open_ones:
        lines.append(_("%(dossiers)s hồ sơ chưa xong không có ai xử lý cho đến khi bạn chuyển chúng.") % said)
    carried = {role for one in successors for role in one.roles}
    if not unit.is_office and (left := [str(ROLES.get(role, role)) for role in unit.roles if role not in carried]):
        lines.append(_("Chưa có đơn vị kế thừa nào mang vai trò: %(roles)s.") % {"roles": ", ".join(left)})
    return lines


def _close(by: Authority, at: Any, unit: Any, successors: list[Any], given: dict[str, Any]) -> Any:
    last = given["last_day"]
    ids = [one.pk for one in successors]
    offices = [one.pk for one in successors if one.is_office]
    closed = actions.close_unit_with_successor(
        unit.pk, by=by, at=at, last_day=last, successor_ids=ids, source=given["source"]
    )
    if unit.is_office:
        pass_on_offers(unit.pk, offices, by=by, at=at, last=last)
    if ids and given["transfer"]:
        dossiers.order_transfer(unit.pk, by=by, at=at, to_unit_id=ids[0], on=last + timedelta(days=1))
    return closed


@either
@for_administrators
def reopen(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A closing taken back before its day."""
    by, at = authority_of(request), now()
    unit = _from_above(by, unit_id)
    form = forms.Reason(sent(request))

    def act(given: dict[str, Any]) -> Any:
        dossiers.cancel_transfers(unit.pk, by=by, at=at)
        return actions.reopen_unit(unit.pk, by=by, at=at, reason=given["reason"])

    if request.method == "POST" and tried(form, act):
        return done(request, _("%(unit)s tiếp tục hoạt động.") % {"unit": unit.name}, _page(unit_id))
    return ask(
        request,
        "units",
        form,
        title=_("Bỏ việc đóng %(unit)s") % {"unit": unit.name},
        intro=_("Đơn vị, vị trí và người giữ trở lại như trước khi đóng. Thủ tục tiếp nhận cần đặt lại."),
        button=_("Bỏ việc đóng"),
        back=_page(unit_id),
    )


@either
@for_administrators
@require_fresh
def transfer(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Where the unfinished dossiers of a closed unit go."""
    by, at = authority_of(request), now()
    unit = organisation.administered_unit(by, unit_id)
    if unit.valid_to is None:
        raise NoSuchUnit(_("Đơn vị này đang hoạt động."))
    followers = [one for one in organisation.successors_of(unit.pk, unit.valid_to + timedelta(days=1)) if one != unit]
    form = forms.Ordered(sent(request), initial={"to_unit": followers[0].code if followers else ""})
    on = max(unit.valid_to + timedelta(days=1), at.date())

    def act(given: dict[str, Any]) -> Any:
        to_unit = by_code(by, given["to_unit"], "to_unit")
        return dossiers.order_transfer(unit.pk, by=by, at=at, to_unit_id=to_unit.pk, on=on)

    if request.method == "POST" and tried(form, act):
        return done(request, _("Đã giao hệ thống chuyển hồ sơ; xem tiến độ ở đây."), _page(unit_id))
    facts = [(_("Chưa xong"), count_unfinished(by, unit.pk)), (_("Chuyển từ ngày"), format_date(on))]
    return ask(
        request,
        "units",
        form,
        title=_("Chuyển hồ sơ chưa xong của %(unit)s") % {"unit": unit.name},
        facts=facts,
        intro=_("Mã, ngày hẹn và mọi điều đã ký giữ nguyên; người dân vẫn tra cứu bằng mã cũ."),
        button=_("Chuyển hồ sơ"),
        back=_page(unit_id),
        grave=True,
    )
