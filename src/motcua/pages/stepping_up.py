"""Showing again who one is before something grave: signing, a new second factor.

    @require_fresh
    def sign(request): ...

Where the last time is more than a quarter of an hour ago, the answer is a page that asks for the password (or for a
code of the authenticator, where there is one) and holds everything that was sent. The right answer goes to the same
address and the view runs with the form as it was; nothing has to be pressed or typed again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.accounts import actions as accounts
from motcua.accounts import queries
from motcua.accounts.actions.sessions import is_fresh
from motcua.accounts.actions.sign_in import address_of, confirms_by_phone
from motcua.accounts.rules.codes import Purpose
from motcua.accounts.rules.refusals import AccountRefusal, SignInRefused
from motcua.pages import interrupted
from motcua.pages.saying import said
from motcua.vietnamese import mask_phone

P = ParamSpec("P")
STEP = "step_up"  # which method the page was asked for with
_OURS = frozenset({"csrfmiddlewaretoken", "password", "code", "kept", STEP})
_AT_MOST = 200


def recently_confirmed(request: HttpRequest) -> bool:
    """Whether whoever sits here has shown who they are within the last quarter of an hour."""
    return request.user.is_authenticated and is_fresh(request.session, timezone.now())


def require_fresh(view: Callable[Concatenate[HttpRequest, P], Any]) -> Callable[Concatenate[HttpRequest, P], Any]:
    """Open the view only to somebody who has recently shown who they are; ask first where they have not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> Any:
        answering = request.POST.get(STEP, "")
        if not recently_confirmed(request):
            if not answering:
                return _ask(request, method=request.method or "GET")
            try:
                accounts.confirm_again(
                    request,
                    password=request.POST.get("password", "")[:_AT_MOST],
                    code=request.POST.get("code", "")[:_AT_MOST],
                    at=timezone.now(),
                )
            except SignInRefused:
                return _ask(request, method=answering, error=_("Mật khẩu chưa đúng. Hãy nhập lại."))
            except AccountRefusal as refusal:
                return _ask(request, method=answering, error=said(refusal))
        if answering:
            if answering != "POST":
                return HttpResponseRedirect(request.get_full_path())
            _forget_the_answer(request)
        return view(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], Any]", guarded)


def _ask(request: HttpRequest, *, method: str, error: str = "") -> HttpResponse:
    account = queries.account(request.user.pk)
    by_phone = account is not None and confirms_by_phone(account)
    if account is not None and by_phone:
        try:
            accounts.issue_code(account.phone, Purpose.CONFIRM, at=timezone.now(), address=address_of(request))
        except AccountRefusal as refusal:
            error = error or said(refusal)
    context = {
        "by_phone": mask_phone(account.phone) if account is not None and by_phone else "",
        "step": STEP,
        "method": "POST" if method == "POST" else "GET",
        "path": request.get_full_path(),
        "inputs": [(name, one) for name, values in request.POST.lists() if name not in _OURS for one in values],
        "kept": interrupted.kept(request) or request.POST.get("kept", ""),
        "by_code": account is not None and queries.has_factor(account),
        "error": error,
    }
    response = render(request, "account/confirm_again.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _forget_the_answer(request: HttpRequest) -> None:
    """What was typed to confirm is none of the view's business."""
    sent = request.POST.copy()
    for name in _OURS - {"csrfmiddlewaretoken"}:
        sent.pop(name, None)
    request.POST = sent  # type: ignore[assignment]
