"""Coming in with a code sent to one's phone: to sign in, to register, to get a new password. One page after the other.

What is known so far (the phone, a name typed before) travels signed in the page, so that nothing of an unknown visitor
is stored. Until the code is right every phone number is answered alike, whether or not it has an account.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from motcua.accounts import actions as accounts
from motcua.accounts.actions.sign_in import address_of
from motcua.accounts.rules import logins
from motcua.accounts.rules.codes import GOOD_FOR, Purpose
from motcua.accounts.rules.refusals import AccountRefusal, LoginTaken, SignInRefused, TooSoon
from motcua.pages import shared_computer
from motcua.pages.saying import format_time, said
from motcua.pages.signing_in import error_rows, go_on, safe_url, sign_in_page, sign_up_page, what_is_wrong
from motcua.vietnamese import mask_phone

_SALT = "motcua.pages.signing_in_by_code"
_MINUTES = 30
_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What the page before found out; `stamp` ends a proof once a password was set by it."""

    phone: str
    purpose: str = Purpose.SIGN_IN.value
    full_name: str = ""
    proven: bool = False
    stamp: str = ""

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=_SALT)

    @staticmethod
    def read(text: str) -> Known | None:
        """What `signed` wrote; None if it is too old or not ours."""
        try:
            return Known(**signing.loads(text[:2000], salt=_SALT, max_age=_MINUTES * 60))
        except (signing.BadSignature, TypeError):
            return None


@login_not_required
@never_cache
@sensitive_post_parameters("code", "phone")
def by_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code, take it, and for a phone that has no account yet ask for the name."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("applicant:sign_in"))
    known = Known.read(request.POST.get("known", ""))
    if known is None:
        return _first(request)
    if known.proven and known.purpose == Purpose.SIGN_IN:
        return _name_given(request, known)
    if known.proven or known.purpose == Purpose.RECOVER:
        return HttpResponseRedirect(reverse("applicant:sign_in"))
    if "again" in request.POST:
        return send(request, known)
    return _code_given(request, known)


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password", "phone")
def forgotten(request: HttpRequest) -> HttpResponse:
    """A new password for whoever holds the phone of the account."""
    known = Known.read(request.POST.get("known", "")) if request.method == "POST" else None
    if request.method != "POST":
        return _forgotten_page(request)
    if known is None or known.purpose != Purpose.RECOVER:
        known = Known(phone="", purpose=Purpose.RECOVER.value)
        try:
            known = replace(known, phone=logins.phone_number(request.POST.get("phone", "")[:_AT_MOST]))
        except AccountRefusal as refusal:
            return _forgotten_page(request, said(refusal))
        return send(request, known)
    if known.proven:
        return _password_given(request, known)
    if "again" in request.POST:
        return send(request, known)
    return _recovery_code_given(request, known)


def send(request: HttpRequest, known: Known) -> HttpResponse:
    """Send the code and show the page that asks for it."""
    at = timezone.now()
    try:
        code = accounts.issue_code(known.phone, Purpose(known.purpose), at=at, address=address_of(request))
    except TooSoon as refusal:
        return code_page(request, known, error=said(refusal))
    return code_page(request, known, sent_at=code.issued_at, again="again" in request.POST)


def code_page(
    request: HttpRequest, known: Known, *, error: str = "", sent_at: datetime | None = None, again: bool = False
) -> HttpResponse:
    """The page that asks for the code."""
    sent = timezone.localtime(sent_at) if sent_at else None
    context: dict[str, Any] = {
        "section": "sign_in",
        "action": _address(known),
        "known": known.signed(),
        "phone": mask_phone(known.phone),
        "sent_at": format_time(sent) if sent else "",
        "until": format_time(sent + GOOD_FOR) if sent else "",
        "again": again,
        "wait": bool(sent and again and timezone.now() - sent > timedelta(seconds=1)),
        "next": safe_url(request, request.POST.get("next", "")),
        "kept": request.POST.get("kept", ""),
        "own_device": "own_device" in request.POST,
        "shared_device": shared_computer.CHOSEN in request.POST,
        "may_be_own": known.purpose == Purpose.SIGN_IN,
        "error": error,
        "errors": error_rows({"code": error} if error else {}),
    }
    return render(request, "account/code.html", context)


def _address(known: Known) -> str:
    return reverse("applicant:forgotten" if known.purpose == Purpose.RECOVER else "applicant:by_code")


def _first(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("phone", "")[:_AT_MOST]
    name = request.POST.get("full_name", "")[:_AT_MOST]
    registering = "full_name" in request.POST
    wrong = what_is_wrong(typed, name if registering else None)
    if wrong and registering:
        return sign_up_page(request, safe_url(request, request.POST.get("next", "")), wrong)
    if wrong:
        return sign_in_page(
            request,
            next_url=safe_url(request, request.POST.get("next", "")),
            kept=request.POST.get("kept", ""),
            error=wrong["phone"],
            place="code-phone",
        )
    known = Known(logins.phone_number(typed), full_name=logins.full_name(name) if registering else "")
    return send(request, known)


def _code_given(request: HttpRequest, known: Known) -> HttpResponse:
    code, at = request.POST.get("code", "")[:_AT_MOST], timezone.now()
    try:
        account = accounts.sign_in_by_code(request, known.phone, code, at=at, own_device="own_device" in request.POST)
    except SignInRefused:
        return code_page(request, known, error=_("Tài khoản của số này đang bị khóa. Hãy gọi số trợ giúp."))
    except AccountRefusal as refusal:
        return code_page(request, known, error=said(refusal))
    if account is not None:
        return go_on(request, request.POST.get("kept", ""), safe_url(request, request.POST.get("next", "")))
    proven = replace(known, proven=True)
    return _registered(request, proven, known.full_name) if known.full_name else _name_page(request, proven)


def _name_given(request: HttpRequest, known: Known) -> HttpResponse:
    name = request.POST.get("full_name", "")[:_AT_MOST]
    try:
        return _registered(request, known, logins.full_name(name))
    except AccountRefusal as refusal:
        return _name_page(request, known, name=name, error=said(refusal))


def _registered(request: HttpRequest, known: Known, name: str) -> HttpResponse:
    next_url = safe_url(request, request.POST.get("next", ""))
    try:
        accounts.register_by_code(
            request, known.phone, name, at=timezone.now(), own_device="own_device" in request.POST
        )
    except LoginTaken:
        # The page was sent twice, or the account was made meanwhile: a proof opens no account a second time.
        error = _("Số này vừa có tài khoản rồi. Hãy lấy mã mới để đăng nhập.")
        kept = request.POST.get("kept", "")
        return sign_in_page(request, next_url=next_url, kept=kept, error=error, place="code-phone")
    return go_on(request, request.POST.get("kept", ""), next_url)


def _name_page(request: HttpRequest, known: Known, *, name: str = "", error: str = "") -> HttpResponse:
    context = {
        "section": "sign_in",
        "known": known.signed(),
        "name": name,
        "next": safe_url(request, request.POST.get("next", "")),
        "kept": request.POST.get("kept", ""),
        "own_device": "own_device" in request.POST,
        "shared_device": shared_computer.CHOSEN in request.POST,
        "error": error,
        "errors": error_rows({"full_name": error} if error else {}),
    }
    return render(request, "account/name.html", context)


def _forgotten_page(request: HttpRequest, error: str = "") -> HttpResponse:
    context = {
        "section": "sign_in",
        "phone": request.POST.get("phone", "")[:_AT_MOST],
        "error": error,
        "errors": error_rows({"phone": error} if error else {}),
    }
    return render(request, "account/forgotten.html", context)


def _recovery_code_given(request: HttpRequest, known: Known) -> HttpResponse:
    code = request.POST.get("code", "")[:_AT_MOST]
    try:
        stamp = accounts.prove_for_recovery(known.phone, code, at=timezone.now(), address=address_of(request))
    except SignInRefused:
        return code_page(request, known, error=_("Tài khoản của số này đang bị khóa. Hãy gọi số trợ giúp."))
    except AccountRefusal as refusal:
        return code_page(request, known, error=said(refusal))
    if not stamp:
        return _name_page(request, replace(known, purpose=Purpose.SIGN_IN.value, proven=True))
    return _password_page(request, replace(known, proven=True, stamp=stamp))


def _password_given(request: HttpRequest, known: Known) -> HttpResponse:
    password = request.POST.get("password", "")[:1001]
    try:
        accounts.recover(request, known.phone, known.stamp, password, at=timezone.now())
    except SignInRefused:
        return _forgotten_page(request, _("Trang này đã cũ. Hãy lấy mã mới."))
    except AccountRefusal as refusal:
        return _password_page(request, known, said(refusal))
    return go_on(request, "", "")


def _password_page(request: HttpRequest, known: Known, error: str = "") -> HttpResponse:
    context = {
        "section": "sign_in",
        "known": known.signed(),
        "error": error,
        "errors": error_rows({"password": error} if error else {}),
    }
    return render(request, "account/new_password.html", context)
