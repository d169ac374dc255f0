"""What every request must be like, and what every answer says to the browser."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class ContentSecurityPolicy:
    """Forbid whatever does not come from this site itself, unless a view has set a policy of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = "; ".join(f"{what} {where}" for what, where in settings.CONTENT_SECURITY_POLICY.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers:
            # What a person or program sees as themselves is for nobody who comes to the same machine or cache later.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def only_utf8(application: WSGIApplication) -> WSGIApplication:
    """Refuse a request that says its text is written in anything but UTF-8, the only thing our pages send.

    Python knows codecs that are no writing at all, and others that make characters no database can keep. Django reads
    address and form with whichever one a request names, as soon as it has the request in hand: so before that.
    """
    security = "; ".join(f"{what} {where}" for what, where in settings.CONTENT_SECURITY_POLICY.items())

    def checked(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if _says_utf8(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        page = get_template("failures/400.html").render().encode()
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Content-Security-Policy", security),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response("400 Bad Request", headers)
        return [page]

    return checked


def _says_utf8(content_type: str) -> bool:
    try:
        named = parse_header_parameters(content_type)[1].get("charset", "")
    except (ValueError, LookupError):
        return False
    try:
        return codecs.lookup(named or "utf-8").name == "utf-8"
    except LookupError:
        return True  # a name that Django does not know either, and passes over
