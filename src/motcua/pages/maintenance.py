"""While the system is being worked on: a plain page with the hour it ends; look-up by code and health go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import timezone

from motcua.pages.saying import format_moment

# What needs no more than reading, and what says whether the machine lives.
STAYS_OPEN = ("/tra-cuu/", "/suc-khoe/", "/ngoai-tuyen", "/static/", "/robots.txt", "/favicon.ico")
UNKNOWN_SECONDS = 1800


class MaintenanceMiddleware:
    """Answers 503 with Retry-After to everything else while MOTCUA_MAINTENANCE is set; asks no database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        until = settings.MAINTENANCE
        if not until or request.path.startswith(STAYS_OPEN):
            return self.get_response(request)
        return closed(until, timezone.now())


def closed(until: datetime | bool, now: datetime) -> HttpResponse:
    """The page that says until when; `until` is a moment, or yes where nobody knows."""
    known = isinstance(until, datetime) and until > now
    context = {
        "until": format_moment(timezone.localtime(until)) if isinstance(until, datetime) and known else "",
        "phone": settings.HELP_PHONE,
    }
    response = HttpResponse(get_template("failures/503.html").render(context), status=503)
    seconds = int((until - now).total_seconds()) + 1 if isinstance(until, datetime) and known else UNKNOWN_SECONDS
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
