"""Requests that came too late: the session had ended, or the page was older than its sign-in. Nothing typed is lost.

What was typed travels as signed text inside the sign-in page itself, so that nothing of an unknown visitor is stored.
After signing in it waits in the person's own session until the same address has taken it. Whoever signs in, the address
decides as always whether the draft or dossier is theirs: what is not theirs is 404, also with typed text in hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

_SALT = "motcua.pages.interrupted"
_SESSION = "interrupted"
_HOURS = 12
# Text beyond this would not fit through the sign-in form any more.
_AT_MOST = 1_500_000
_NEVER_KEPT = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A form that was sent and not taken: its address, what was typed in it, and the names of files chosen with it."""

    path: str
    fields: dict[str, list[str]]
    files: tuple[str, ...] = ()


def comes_back_by_itself(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose page shows what was typed again when it is opened (it asks `typed_before`)."""
    view.shows_typed = True  # type: ignore[attr-defined]
    return view


def kept(request: HttpRequest) -> str:
    """What was typed, as signed text for a hidden field; empty where there is nothing or far too much of it."""
    if request.method != "POST" or is_signing_in(request):
        return ""
    fields = {name: values for name, values in request.POST.lists() if name not in _NEVER_KEPT}
    if not fields and not request.FILES:
        return ""
    names = [str(file.name)[:200] for files in request.FILES.lists() for file in files[1]]
    text = signing.dumps({"path": request.get_full_path(), "fields": fields, "files": names}, salt=_SALT, compress=True)
    return text if len(text) <= _AT_MOST else ""


def opened(text: str) -> Interrupted | None:
    """What `kept` wrote; None if it is empty, too old or not ours."""
    try:
        data = signing.loads(text, salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        return None
    return Interrupted(data["path"], data["fields"], tuple(data["files"]))


def come_back(request: HttpRequest, interrupted: Interrupted) -> HttpResponse:
    """Keep what was typed in the signed-in person's session and lead them to where it can be sent again."""
    request.session[_SESSION] = {
        "path": interrupted.path,
        "fields": interrupted.fields,
        "files": list(interrupted.files),
        "at": int(time.time()),
    }
    return HttpResponseRedirect(interrupted.path if _shows_typed(interrupted.path) else reverse("applicant:send_again"))


def waiting(request: HttpRequest) -> Interrupted | None:
    """What waits in the session to be sent again."""
    data = request.session.get(_SESSION)
    if not data or data["at"] < time.time() - _HOURS * 3600:
        return None
    return Interrupted(data["path"], data["fields"], tuple(data["files"]))


def typed_before(request: HttpRequest) -> dict[str, list[str]] | None:
    """What was typed on this very page before the interruption, for a view that shows it again."""
    found = waiting(request)
    return found.fields if found and found.path == request.get_full_path() else None


def forget(request: HttpRequest) -> None:
    """Let go of what waited: it has been taken, or the person does not want it."""
    request.session.pop(_SESSION, None)


def is_signing_in(request: HttpRequest) -> bool:
    """Whether this form is one by which people sign in: what is typed there is never kept."""
    return "password" in request.POST or "signing_in" in request.POST


def page_of(request: HttpRequest) -> str:
    """Where to go after signing in: the page on which the form stood, which is not always where it was sent."""
    path = request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if is_signing_in(request):
        path = request.POST.get("next", "")
    elif came_from.netloc == request.get_host():
        path = came_from._replace(scheme="", netloc="").geturl()
    if not url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()}):
        return settings.LOGIN_REDIRECT_URL
    return path


def _shows_typed(path: str) -> bool:
    try:
        return getattr(resolve(urlsplit(path).path).func, "shows_typed", False)
    except Resolver404:
        return False
