"""Pages for when something is wrong: each says what happened and what to do next, in the usual frame."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from .staff.frame import frame

OFFICERS = "/can-bo/"


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read. Without looking anything up: the request itself may be the trouble."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_much(request)
    return HttpResponse(get_template("failures/400.html").render(), status=400)


_CHUNK, _READ_AT_MOST = 65_536, 67_108_864


@login_not_required
def too_much(request: HttpRequest) -> HttpResponse:
    """413: more text than any form takes. Says that all saved pages are still there, and leads back to this one."""
    read = 0
    # A browser that is still sending shows its own "connection lost" instead of our answer, so hear it out.
    while read < _READ_AT_MOST and (chunk := request.read(_CHUNK)):
        read += len(chunk)
    return render(request, "failures/413.html", {"path": request.get_full_path()}, status=413)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this person may not do that."""
    return _failed(request, 403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not this person's."""
    return _failed(request, 404)


def _failed(request: HttpRequest, status: int) -> HttpResponse:
    """In the frame of whoever asks: an officer at work is led back to the list, not to the public pages."""
    by = getattr(request, "authority", None)
    if by is not None and by.is_officer and request.path.startswith(OFFICERS):
        return render(request, f"failures/{status}_staff.html", frame(request, ""), status=status)
    return render(request, f"failures/{status}.html", status=status)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake. Self-contained, because whatever broke may break again."""
    return HttpResponse(get_template("failures/500.html").render(), status=500)
