"""An officer's own settings: password, second factor, where they are signed in, language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts import actions as accounts
from motcua.accounts import queries
from motcua.accounts.actions.sessions import MUST_ENROL
from motcua.accounts.actions.sign_in import address_of
from motcua.accounts.rules.refusals import AccountRefusal
from motcua.organisation import queries as organisation
from motcua.pages import own_account
from motcua.pages.saying import said
from motcua.pages.signing_in import error_rows
from motcua.pages.staff.access import for_officers, office_of
from motcua.pages.staff.frame import frame
from motcua.pages.stepping_up import require_fresh

_AT_MOST = 60
View = Callable[[HttpRequest], HttpResponse]


def opens_without_factor(view: View) -> View:
    """Mark a view that opens also while a second factor is asked for and not there yet."""
    view.opens_without_factor = True  # type: ignore[attr-defined]
    return view


def opens_with_temporary_password(view: View) -> View:
    """Mark the view in which a temporary password is changed: nothing else opens before."""
    view.opens_with_temporary_password = True  # type: ignore[attr-defined]
    return view


@opens_with_temporary_password
@sensitive_post_parameters("old_password", "password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def settings(request: HttpRequest) -> HttpResponse:
    """Everything on one page; each part has its own button."""
    wrong: dict[str, str] = {}
    if request.method == "POST":
        if request.POST.get("do") == "password":
            wrong = own_account.change_password(request)
        else:
            own_account.end_sessions(request)
        if not wrong:
            return HttpResponseRedirect(reverse("officer:settings"))
    account = _account(request)
    return _page(
        request,
        "officer/settings.html",
        wrong=wrong,
        sessions=own_account.sessions(request),
        has_factor=queries.has_factor(account),
        codes_left=queries.recovery_codes_left(account.pk),
        login=account.login,
        must_change=account.must_change_password,
    )


@opens_without_factor
@sensitive_variables("secret", "address", "codes")
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@require_fresh
def add_factor(request: HttpRequest) -> HttpResponse:
    """Scan, type the first code, keep the ten codes on paper."""
    account, at, wrong = _account(request), timezone.now(), {}
    if queries.has_factor(account):
        request.session.pop(MUST_ENROL, None)
        return HttpResponseRedirect(reverse("officer:settings"))
    if request.method == "POST" and "code" in request.POST:
        try:
            code = request.POST["code"][:_AT_MOST]
            codes = accounts.confirm_enrolment(account, code, at=at, address=address_of(request))
        except AccountRefusal as refusal:
            wrong = {"code": said(refusal)}
        else:
            request.session.pop(MUST_ENROL, None)
            return _page(request, "officer/recovery_codes.html", wrong={}, codes=codes, added=True)
    secret, address = accounts.begin_enrolment(account, at=at)
    return _page(
        request,
        "officer/add_factor.html",
        wrong=wrong,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        picture=_picture(address),
        must=bool(request.session.get(MUST_ENROL)),
    )


@sensitive_variables("codes")
@require_POST
@for_officers
@require_fresh
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new codes; the earlier ones are worth nothing from now on."""
    account = _account(request)
    if not queries.has_factor(account):
        return HttpResponseRedirect(reverse("officer:settings"))
    codes = accounts.new_recovery_codes(account, at=timezone.now())
    return _page(request, "officer/recovery_codes.html", wrong={}, codes=codes, added=False)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@require_fresh
def remove_factor(request: HttpRequest) -> HttpResponse:
    """Ask once, then take the second factor away."""
    account = _account(request)
    if not queries.has_factor(account):
        return HttpResponseRedirect(reverse("officer:settings"))
    if request.method == "POST" and request.POST.get("do") == "remove":
        accounts.remove_factor(account, at=timezone.now())
        messages.success(request, _("Đã bỏ ứng dụng xác thực."))
        return HttpResponseRedirect(reverse("officer:settings"))
    return _page(request, "officer/remove_factor.html", wrong={})


def _page(request: HttpRequest, template: str, *, wrong: dict[str, str], **context: Any) -> HttpResponse:
    office_id = office_of(request)
    office = organisation.unit_as_shown(office_id) if office_id else None
    places = {"password": "", "old_password": "", "code": "", **wrong}
    shown = frame(request, "settings", office=office, wrong=places, errors=error_rows(wrong), **context)
    return render(request, template, shown)


def _account(request: HttpRequest) -> Any:
    account = queries.account(request.user.pk)
    assert account is not None
    return account


def _picture(address: str) -> SafeString:
    drawing = segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True, svgclass=None, lineclass=None)
    said = format_html('<svg width="200" height="200" role="img" aria-label="{}" ', _("Mã QR cho ứng dụng xác thực"))
    return mark_safe(drawing.replace("<svg ", said, 1))  # noqa: S308 - drawn by segno from our own address
