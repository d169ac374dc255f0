"""Coming in and going out, for citizens and officers, and being asked to come in again in the middle of something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
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
from motcua.accounts.actions.sessions import MUST_ENROL, note_seen
from motcua.accounts.rules import logins
from motcua.accounts.rules.refusals import AccountRefusal, LockedOut, SecondFactorNeeded, SignInRefused
from motcua.pages import interrupted, shared_computer
from motcua.pages.components.fields import FieldShown
from motcua.pages.saying import said
from motcua.procedures.rules.messages import FieldError, Message

_LOGIN_AT_MOST = 200


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with phone number (citizens) or user name (officers) and password, then go on where one was."""
    next_url = safe_url(request, request.POST.get("next") or request.GET.get("next", ""))
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
    except SecondFactorNeeded as needed:
        return ask_for_factor(request, needed.account_id, next_url=next_url, kept=kept)
    except (SignInRefused, LockedOut) as refusal:
        return sign_in_page(request, next_url=next_url, kept=kept, error=said(refusal))
    return go_on(request, kept, next_url)


def sign_in_page(
    request: HttpRequest,
    *,
    next_url: str,
    kept: str = "",
    lost: bool = False,
    error: str = "",
    place: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page itself; `kept` is what was typed before the session ended, `lost` says that it could not be kept.

    `place` is the id of the question that the error is about.
    """
    place = place or ("account" if request.POST.get("as") == "officer" else "phone")
    typed = (request.POST.get("login") or request.POST.get("phone", ""))[:_LOGIN_AT_MOST] if error else ""

    def question(name: str) -> dict[str, str]:
        return {"value": typed if name == place else "", "error": error if name == place else ""}

    context: dict[str, Any] = {
        "section": "sign_in",
        "next": next_url,
        "kept": kept,
        "lost": lost,
        "by_code": question("code-phone"),
        "citizen": question("phone"),
        "officer": question("account"),
        "provider": settings.OPENID_LABEL if settings.OPENID_ISSUER else "",
        "errors": error_rows({place: error} if error else {}),
    }
    return render(request, "applicant/sign_in.html", context, status=status)


def error_rows(wrong: dict[str, str]) -> list[FieldError]:
    """What is wrong, by the id of the question, as the summary at the top of a page shows it."""
    return [FieldError(place, place, Message("sign_in", text.replace("%", "%%"))) for place, text in wrong.items()]


@login_not_required
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Where a citizen's account begins: the name and the phone; the code that proves the phone makes the account."""
    next_url = safe_url(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST" and request.user.is_authenticated:
        return HttpResponseRedirect(next_url or _home_of(request))
    return sign_up_page(request, next_url)


def what_is_wrong(phone: str, name: str | None) -> dict[str, str]:
    """Everything wrong with name (None where it is not asked) and number at once."""
    found: dict[str, str] = {}
    asked = ([("full_name", logins.full_name, name)] if name is not None else []) + [
        ("phone", logins.phone_number, phone)
    ]
    for place, check, typed in asked:
        try:
            check(typed)
        except AccountRefusal as refusal:
            found[place] = said(refusal)
    return found


def sign_up_page(request: HttpRequest, next_url: str, wrong: dict[str, str] | None = None) -> HttpResponse:
    """The page itself, with what was typed and what is wrong with it."""
    wrong = wrong or {}
    typed = request.POST if wrong else {}

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
            question("phone", "phone", _("Số điện thoại"), "tel", _("Chúng tôi nhắn một mã 6 số đến số này")),
        ],
        "errors": error_rows(wrong),
    }
    return render(request, "applicant/register.html", context)


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; on a shared computer everything that the browser holds of us goes with it."""
    was_shared = shared_computer.is_shared(request) or shared_computer.is_set(request)
    accounts.sign_out(request, timezone.now())
    return shared_computer.after_leaving(was_shared)


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
    """Asks for sign-in everywhere it is not waived, and keeps what was being sent.

    An officer whose office asks for a second factor and who has none yet goes nowhere before adding one.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        answer = cast("HttpResponse | None", super().process_view(request, view_func, view_args, view_kwargs))
        if answer is not None or not getattr(view_func, "login_required", True):
            return answer
        note_seen(request, timezone.now())
        shared_computer.keep_alive(request)
        if request.session.get(MUST_ENROL) and not getattr(view_func, "opens_without_factor", False):
            return HttpResponseRedirect(reverse("officer:add_factor"))
        if getattr(request.user, "must_change_password", False) and not getattr(
            view_func, "opens_with_temporary_password", False
        ):
            # A password that whoever made the account has seen is good for choosing another and for nothing else.
            return None if request.session.get(MUST_ENROL) else HttpResponseRedirect(reverse("officer:settings"))
        return None

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


_FACTOR_SALT = "motcua.pages.signing_in.factor"
_FACTOR_MINUTES = 10


@login_not_required
@never_cache
@sensitive_post_parameters("code")
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator, after the right password."""
    next_url = safe_url(request, request.POST.get("next", ""))
    try:
        account_id = UUID(
            signing.loads(request.POST.get("known", "")[:500], salt=_FACTOR_SALT, max_age=_FACTOR_MINUTES * 60)
        )
    except signing.BadSignature:
        return HttpResponseRedirect(reverse("officer:sign_in"))
    kept = request.POST.get("kept", "")
    try:
        accounts.sign_in_with_factor(
            request, account_id, request.POST.get("code", "")[:_LOGIN_AT_MOST], at=timezone.now()
        )
    except AccountRefusal as refusal:
        return ask_for_factor(request, account_id, next_url=next_url, kept=kept, error=said(refusal))
    return go_on(request, kept, next_url)


def ask_for_factor(
    request: HttpRequest, account_id: UUID, *, next_url: str, kept: str = "", error: str = ""
) -> HttpResponse:
    """The page that asks for the authenticator's code; that the password was right travels signed in it."""
    context = {
        "section": "sign_in",
        "known": signing.dumps(str(account_id), salt=_FACTOR_SALT),
        "next": next_url,
        "kept": kept,
        "error": error,
        "errors": error_rows({"code": error} if error else {}),
    }
    return render(request, "account/factor.html", context)


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page as the answer to a form sent without a session: what was typed travels in it."""
    signing_in = interrupted.is_signing_in(request)
    kept = request.POST.get("kept", "") if signing_in else interrupted.kept(request)
    lost = not kept and not signing_in
    return sign_in_page(request, next_url=interrupted.page_of(request), kept=kept, lost=lost, status=403)


def go_on(request: HttpRequest, kept: str, next_url: str) -> HttpResponse:
    """Where one was before signing in; on a shared computer the session is a short one from here."""
    shared_computer.begin(request)
    before = interrupted.opened(kept)
    if before is not None:
        return interrupted.come_back(request, before)
    return HttpResponseRedirect(next_url or _home_of(request))


def _home_of(request: HttpRequest) -> str:
    kind = getattr(request.user, "kind", "")
    return reverse("officer:home") if kind == "officer" else reverse("applicant:dossiers")


def safe_url(request: HttpRequest, url: str) -> str:
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
