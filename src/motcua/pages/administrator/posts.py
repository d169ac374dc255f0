"""Posts made and ended, people given them and taken off them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.queries import account_by_login
from motcua.organisation import actions
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Function
from motcua.organisation.rules.refusals import BadUnit
from motcua.pages.saying import format_typed_date, said
from motcua.pages.stepping_up import require_fresh

from . import forms
from .access import authority_of, for_administrators, now, sent
from .changing import either
from .frame import ask, done, frame, tried
from .units import days


def _unit_page(unit_id: UUID) -> str:
    return reverse("administrator:unit", args=[unit_id])


@either
@for_administrators
def add(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A post at a unit."""
    by, at = authority_of(request), now()
    unit = organisation.administered_unit(by, unit_id)
    form = forms.NewPost(sent(request), initial=forms.today_as_typed(at.date()))

    def act(given: dict[str, Any]) -> Any:
        told = {**given, "function": Function(given["function"])}
        return actions.add_post(unit.pk, by=by, at=at, **told)

    if request.method == "POST" and (post := tried(form, act)):
        return done(request, _("Đã lập vị trí %(title)s.") % {"title": said(post.title)}, _unit_page(unit_id))
    title = _("Thêm vị trí ở %(unit)s") % {"unit": unit.name}
    return ask(request, "units", form, title=title, button=_("Lập vị trí"), back=_unit_page(unit_id))


@either
@for_administrators
def end(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """The last day of a post."""
    by, at = authority_of(request), now()
    post = organisation.post_of(by, post_id)
    form = forms.LastDay(sent(request), initial=forms.today_as_typed(at.date()))
    if request.method == "POST" and tried(form, lambda given: actions.end_post(post.pk, by=by, at=at, **given)):
        return done(request, _("Đã kết thúc vị trí %(title)s.") % {"title": said(post.title)}, _unit_page(post.unit_id))
    return ask(
        request,
        "units",
        form,
        title=_("Kết thúc vị trí %(title)s") % {"title": said(post.title)},
        facts=[(_("Đơn vị"), post.unit.name), (_("Hiệu lực"), days(post.valid_from, post.valid_to))],
        intro=_("Người giữ và ủy quyền của vị trí này kết thúc cùng ngày."),
        button=_("Kết thúc vị trí"),
        grave=True,
        back=_unit_page(post.unit_id),
    )


@either
@for_administrators
@require_fresh
def appoint(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """A post given to somebody who has an account."""
    by, at = authority_of(request), now()
    post = organisation.post_of(by, post_id)
    form = forms.Appointed(sent(request), initial={"kind": "holder", "first": format_typed_date(at.date())})

    def act(given: dict[str, Any]) -> Any:
        account = account_by_login(given["login"])
        if account is None or account.kind != "officer" or not account.is_active:
            raise BadUnit(_("Không có cán bộ nào đang hoạt động mang tên đăng nhập này."), field="login")
        told = {"first": given["first"], "last": given["last"], "kind": given["kind"]}
        return actions.give_post(post.pk, by=by, at=at, account_id=account.pk, **told)

    if request.method == "POST" and tried(form, act):
        told = {"title": said(post.title), "login": form.cleaned_data["login"]}
        return done(request, _("Đã giao %(title)s cho %(login)s.") % told, _unit_page(post.unit_id))
    return ask(
        request,
        "units",
        form,
        title=_("Giao vị trí %(title)s") % {"title": said(post.title)},
        facts=[(_("Đơn vị"), post.unit.name)],
        button=_("Giao vị trí"),
        back=_unit_page(post.unit_id),
    )


@either
@for_administrators
@require_fresh
def take_on(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """A new officer's account with this post; the password stands on the answer and nowhere else."""
    by, at = authority_of(request), now()
    post = organisation.post_of(by, post_id)
    form = forms.TakenOn(sent(request), initial={"kind": "holder", "first": format_typed_date(at.date())})
    if request.method == "POST" and (
        made := tried(form, lambda given: actions.take_on_officer(post.pk, by=by, at=at, **given))
    ):
        return show_password(request, made)
    return ask(
        request,
        "people",
        form,
        title=_("Thêm cán bộ mới vào vị trí %(title)s") % {"title": said(post.title)},
        facts=[(_("Đơn vị"), post.unit.name)],
        intro=_("Hệ thống tạo mật khẩu tạm và chỉ hiện một lần; cán bộ phải đổi khi đăng nhập lần đầu."),
        button=_("Tạo tài khoản"),
        back=_unit_page(post.unit_id),
    )


def show_password(request: HttpRequest, made: actions.NewOfficer) -> HttpResponse:
    """The temporary password, this once: it is not kept anywhere to be shown again."""
    context = frame(request, "people", made=made, back=reverse("administrator:person", args=[made.account_id]))
    return render(request, "administrator/password.html", context)


@either
@for_administrators
def end_holding(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Somebody's last day in a post."""
    by, at = authority_of(request), now()
    holding = organisation.holding_of(by, holding_id)
    form = forms.LastDay(sent(request), initial=forms.today_as_typed(at.date()))
    back = _unit_page(holding.post.unit_id)
    if request.method == "POST" and tried(form, lambda given: actions.end_holding(holding.pk, by=by, at=at, **given)):
        told = {"name": holding.account.full_name, "title": said(holding.post.title)}
        return done(request, _("%(name)s thôi giữ %(title)s.") % told, back)
    return ask(
        request,
        "units",
        form,
        title=_("%(name)s thôi giữ vị trí") % {"name": holding.account.full_name},
        facts=[(_("Vị trí"), said(holding.post.title)), (_("Đã giữ"), days(holding.valid_from, holding.valid_to))],
        intro=_("Hồ sơ người ấy đang giữ vẫn ở đó: hãy giao lại cho đồng nghiệp."),
        button=_("Thôi giữ vị trí"),
        grave=True,
        back=back,
    )
