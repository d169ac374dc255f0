"""In which language the pages speak: Vietnamese unless the person at the screen chose English.

The browser's own list of languages is not asked: many office computers in Vietnam run an English Windows.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

COOKIE = "ngon-ngu"
_A_YEAR = 365 * 24 * 3600
_KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    """Answers every request in the language its cookie names, Vietnamese without one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE, "")
        language = chosen if chosen in _KNOWN else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


@login_not_required
@require_safe
def choose(request: HttpRequest, language: str) -> HttpResponse:
    """Keep the chosen language for a year and go back to the page one came from (`tiep`); 404 for other languages."""
    if language not in _KNOWN:
        raise Http404
    back = request.GET.get("tiep", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        COOKIE, language, max_age=_A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response
