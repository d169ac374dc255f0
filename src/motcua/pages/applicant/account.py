"""A citizen's own account: how they are reached, password, where they are signed in, linked sign-ins, language."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.accounts import actions as accounts
from motcua.accounts import queries
from motcua.accounts.actions.sign_in import address_of
from motcua.accounts.rules import logins
from motcua.accounts.rules.codes import GOOD_FOR, Purpose
from motcua.accounts.rules.refusals import AccountRefusal
from motcua.pages import own_account
from motcua.pages.saying import format_date, format_time, said
from motcua.pages.signing_in import error_rows
from motcua.pages.stepping_up import require_fresh
from motcua.vietnamese import format_phone, mask_phone

_AT_MOST = 300


@never_cache
@sensitive_post_parameters("old_password", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Everything on one page; each part has its own button."""
    if getattr(request.user, "kind", "") == "officer":
        return HttpResponseRedirect(reverse("officer:settings"))
    wrong: dict[str, str] = {}
    if request.method == "POST":
        wrong = _changed(request)
        if not wrong:
            return HttpResponseRedirect(reverse("applicant:account"))
    own = queries.account(request.user.pk)
    assert own is not None
    context = {
        "section": "account",
        "name": own.full_name,
        "login": own.login,
        "phone": format_phone(own.phone),
        "proven": format_date(timezone.localdate(own.phone_proven_at)) if own.phone_proven_at else "",
        "email": request.POST.get("email", "")[:_AT_MOST] if "email" in wrong else own.email,
        "has_password": own.has_usable_password(),
        "sessions": own_account.sessions(request),
        "links": [
            {"id": one.pk, "label": _label(one.provider), "since": format_date(timezone.localdate(one.created_at))}
            for one in queries.identities_of(own.pk)
        ],
        "wrong": {"password": "", "old_password": "", "email": "", **wrong},
        "errors": error_rows(wrong),
    }
    return render(request, "applicant/account.html", context)


@never_cache
@sensitive_post_parameters("code", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh
def change_phone(request: HttpRequest) -> HttpResponse:
    """A new number: typed, proven by the code sent to it, and then the number one signs in by."""
    own = queries.account(request.user.pk)
    assert own is not None
    if own.kind != "citizen":
        return HttpResponseRedirect(reverse("applicant:account"))
    typed = request.POST.get("phone", "")[:_AT_MOST]
    if request.method != "POST" or "phone" not in request.POST:
        return _phone_page(request)
    try:
        phone = logins.phone_number(typed)
        if "code" not in request.POST or "again" in request.POST:
            code = accounts.issue_code(phone, Purpose.CHANGE_PHONE, at=timezone.now(), address=address_of(request))
            return _phone_page(request, typed, sent_at=code.issued_at)
        accounts.change_phone(
            own, phone, request.POST["code"][:_AT_MOST], at=timezone.now(), address=address_of(request)
        )
    except AccountRefusal as refusal:
        place = refusal.field or ("code" if "code" in request.POST else "phone")
        return _phone_page(request, typed, wrong={place: said(refusal)})
    messages.success(request, _("Đã đổi số điện thoại. Từ nay bạn đăng nhập bằng số mới."))
    return HttpResponseRedirect(reverse("applicant:account"))


def _changed(request: HttpRequest) -> dict[str, str]:
    """Do what was pressed; what is wrong, by the name of the input."""
    do = request.POST.get("do")
    if do == "password":
        return own_account.change_password(request)
    if own_account.end_sessions(request):
        return {}
    own = queries.account(request.user.pk)
    assert own is not None
    if do == "email":
        try:
            email = request.POST.get("email", "")[:_AT_MOST]
            accounts.change_email(own, email, at=timezone.now(), address=address_of(request))
        except AccountRefusal as refusal:
            return {"email": said(refusal)}
        messages.success(request, _("Đã lưu thư điện tử.") if email.strip() else _("Đã bỏ thư điện tử."))
    elif do == "unlink":
        try:
            gone = accounts.unlink_identity(own, UUID(request.POST.get("identity", "")), at=timezone.now())
        except ValueError:
            gone = False
        if gone:
            messages.success(request, _("Đã bỏ cách đăng nhập này."))
    return {}


def _phone_page(
    request: HttpRequest, phone: str = "", *, sent_at: Any = None, wrong: dict[str, str] | None = None
) -> HttpResponse:
    wrong = wrong or {}
    sent = timezone.localtime(sent_at) if sent_at else None
    asking = (sent is not None or "code" in request.POST) and "phone" not in wrong
    context = {
        "section": "account",
        "phone": phone,
        "masked": mask_phone(phone) if asking else "",
        "until": format_time(sent + GOOD_FOR) if sent else "",
        "asking_for_code": asking,
        "wrong": {"phone": "", "code": "", **wrong},
        "errors": error_rows(wrong),
    }
    return render(request, "applicant/change_phone.html", context)


def _label(provider: str) -> str:
    return settings.OPENID_LABEL if provider == settings.OPENID_NAME else provider
