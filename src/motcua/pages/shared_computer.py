"""A computer that others use too: a library's, a ward's kiosk. Nothing is kept there, and all of it goes at the end.

Chosen at sign-in, or set once for the machine. The session is short, the script keeps nothing on the device, leaving
empties what the browser holds for this site; what was filled in stays on the server for its owner.
"""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

SESSION, COOKIE, CHOSEN = "shared", "motcua_shared", "shared_device"
SECONDS, WARNING_SECONDS = 600, 60
_YEAR = 365 * 24 * 3600
_NOTED_EVERY = 30
EVERYTHING = '"cache", "storage"'


def begin(request: HttpRequest) -> None:
    """Make a session that was just opened one of a shared computer, where that was chosen or the machine is one."""
    if CHOSEN in request.POST or is_set(request):
        request.session[SESSION] = int(time.time())
        request.session.set_expiry(SECONDS)


def is_set(request: HttpRequest) -> bool:
    """Whether this machine was set to be a shared one, whoever signs in."""
    return request.COOKIES.get(COOKIE) == "1"


def is_shared(request: HttpRequest) -> bool:
    """Whether this session is on a shared computer."""
    return SESSION in request.session


def keep_alive(request: HttpRequest) -> None:
    """The time until the session ends begins anew with each page."""
    last = request.session.get(SESSION)
    if last is not None and time.time() - last > _NOTED_EVERY:
        request.session[SESSION] = int(time.time())


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest) -> HttpResponse:
    """What a shared computer does, and the button that makes this machine one, or no more."""
    if request.method == "POST":
        answer = HttpResponseRedirect(request.path)
        if "on" in request.POST:
            secure = request.is_secure()
            answer.set_cookie(COOKIE, "1", max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
        else:
            answer.delete_cookie(COOKIE, samesite="Lax")
        return answer
    context = {"is_set": is_set(request), "minutes": SECONDS // 60}
    return render(request, "account/shared.html", context)


@login_not_required
@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """The end: everything this browser held of us is gone; what else to mind before walking away."""
    answer = render(request, "account/shared_done.html", {})
    answer["Clear-Site-Data"] = EVERYTHING
    return answer


def after_leaving(was_shared: bool) -> HttpResponse:
    """Where signing out leads."""
    return HttpResponseRedirect(reverse("applicant:shared_done") if was_shared else reverse("public:home"))
