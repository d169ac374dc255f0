"""Coming in and going out, for citizens and officers, and being asked to come in again in the middle of something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from motcua.accounts import actions as accounts
from motcua.accounts.actions.sign_in import address_of
from motcua.accounts.rules import logins
from motcua.accounts.rules.refusals import AccountRefusal, LockedOut, SignInRefused
from motcua.pages import interrupted
from motcua.pages.components.fields import FieldShown
from motcua.procedures.rules.messages import FieldError, Message

_LOGIN_AT_MOST = 200


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with phone number (citizens) or user name (officers) and password, then go on where one was."""
    next_url = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(next_url or _home_of(request))
        return sign_in_page(request, next_url=next_url)
    kept = request.POST.get("kept", "")
    try:
        accounts.sign_in(
            request,
            login=request.POST.get("login", "")[:_LOGIN_AT_MOST],
            password=request.POST.get("password", "")[:_LOGIN_AT_MOST],
            at=timezone.now(),
        )
    except (SignInRefused, LockedOut) as refusal:
        return sign_in_page(request, next_url=next_url, kept=kept, error=refusal.message)
    return _go_on(request, kept, next_url)


def sign_in_page(
    request: HttpRequest, *, next_url: str, kept: str = "", lost: bool = False, error: str = "", status: int = 200
) -> HttpResponse:
    """The page itself; `kept` is what was typed before the session ended, `lost` says that it could not be kept."""
    as_officer = request.POST.get("as") == "officer"
    login = request.POST.get("login", "")[:_LOGIN_AT_MOST] if error else ""
    place = "account" if as_officer else "phone"
    context: dict[str, Any] = {
        "section": "sign_in",
        "next": next_url,
        "kept": kept,
        "lost": lost,
        "citizen_login": "" if as_officer else login,
        "officer_login": login if as_officer else "",
        "citizen_error": "" if as_officer else error,
        "officer_error": error if as_officer else "",
        "errors": [FieldError("login", place, Message("sign_in", error.replace("%", "%%")))] if error else [],
    }
    return render(request, "applicant/sign_in.html", context, status=status)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make a citizen's account from phone number, name and password, and sign in with it."""
    next_url = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST" or "password" not in request.POST:
        if request.user.is_authenticated:
            return HttpResponseRedirect(next_url or _home_of(request))
        return _sign_up_page(request, next_url)
    phone, name = request.POST.get("phone", ""), request.POST.get("full_name", "")
    password, at = request.POST.get("password", ""), timezone.now()
    refusals = _what_is_wrong(phone, name)
    try:
        if not refusals:
            account = accounts.register_citizen(phone, password, name, at=at, address=address_of(request))
            accounts.sign_in(request, login=account.login, password=password, at=at)
    except AccountRefusal as refusal:
        refusals = {refusal.field or "phone": refusal.message}
    if refusals:
        return _sign_up_page(request, next_url, refusals)
    return _go_on(request, request.POST.get("kept", ""), next_url)


def _what_is_wrong(phone: str, name: str) -> dict[str, str]:
    """Everything wrong with name and number at once, so that nobody mends one after the other."""
    found: dict[str, str] = {}
    for place, check, typed in (("full_name", logins.full_name, name), ("phone", logins.phone_number, phone)):
        try:
            check(typed)
        except AccountRefusal as refusal:
            found[place] = refusal.message
    return found


def _sign_up_page(request: HttpRequest, next_url: str, refusals: dict[str, str] | None = None) -> HttpResponse:
    wrong = refusals or {}
    typed = request.POST if refusals else {}

    def question(name: str, kind: str, label: str, autocomplete: str, hint: str) -> FieldShown:
        value = typed.get(name, "")[:_LOGIN_AT_MOST]
        return FieldShown(
            name, kind, label, value=value, error=wrong.get(name, ""), autocomplete=autocomplete, hint=hint
        )

    context = {
        "section": "sign_in",
        "next": next_url,
        "kept": request.POST.get("kept", ""),
        "questions": [
            question("full_name", "text", _("Họ và tên"), "name", _("Như trên thẻ căn cước")),
            question("phone", "phone", _("Số điện thoại"), "tel", ""),
        ],
        "password_error": wrong.get("password", ""),
        "errors": [
            FieldError(place, place, Message("sign_up", text.replace("%", "%%"))) for place, text in wrong.items()
        ],
    }
    return render(request, "applicant/register.html", context)


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    accounts.sign_out(request, timezone.now())
    return HttpResponseRedirect(reverse("public:home"))


@never_cache
def send_again(request: HttpRequest) -> HttpResponse:
    """What was sent without a session waits here for one press, as it was typed."""
    waiting = interrupted.waiting(request)
    context = {
        "interrupted": waiting,
        "inputs": [(name, value) for name, values in waiting.fields.items() for value in values] if waiting else [],
        "files": ", ".join(f"“{name}”" for name in waiting.files) if waiting else "",
        "home": _home_of(request),
    }
    return render(request, "applicant/send_again.html", context)


class SignInRequired(LoginRequiredMiddleware):
    """Asks for sign-in everywhere it is not waived, and keeps what was being sent."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]
        if request.method == "POST":
            return _ask_to_sign_in(request)
        return super().handle_no_permission(request, view_func)


@login_not_required
def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without a valid token.

    From our own page (the browser says so itself) it is only too old, usually after signing in in another tab: what was
    typed comes back and waits for the person's own press. From anywhere else it is refused and nothing is repeated.
    """
    if not _from_our_own_page(request, reason):
        return render(request, "failures/403_csrf.html", status=403)
    if not request.user.is_authenticated:
        return _ask_to_sign_in(request)
    kept = interrupted.opened(interrupted.kept(request))
    if kept is not None:
        return interrupted.come_back(request, kept)
    return HttpResponseRedirect(interrupted.page_of(request))


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page as the answer to a form sent without a session: what was typed travels in it."""
    signing_in = "password" in request.POST
    kept = request.POST.get("kept", "") if signing_in else interrupted.kept(request)
    lost = not kept and not signing_in
    return sign_in_page(request, next_url=interrupted.page_of(request), kept=kept, lost=lost, status=403)


def _go_on(request: HttpRequest, kept: str, next_url: str) -> HttpResponse:
    before = interrupted.opened(kept)
    if before is not None:
        return interrupted.come_back(request, before)
    return HttpResponseRedirect(next_url or _home_of(request))


def _home_of(request: HttpRequest) -> str:
    kind = getattr(request.user, "kind", "")
    return reverse("officer:home") if kind == "officer" else reverse("applicant:dossiers")


def _safe(request: HttpRequest, url: str) -> str:
    allowed = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if allowed and url != settings.LOGIN_REDIRECT_URL else ""


def _from_our_own_page(request: HttpRequest, reason: str) -> bool:
    elsewhere = tuple(words.split("%")[0] for words in (REASON_BAD_ORIGIN, REASON_BAD_REFERER))
    if request.method != "POST" or reason.startswith(elsewhere):
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source).netloc == request.get_host()
