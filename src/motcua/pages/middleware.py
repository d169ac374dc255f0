"""Who is at the screen, as every room sees them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import ANONYMOUS, Authority


class AuthorityMiddleware:
    """Gives every request its `authority`: what the signed-in person holds today, looked up when it is first asked.

    The database asks for it too, before it shows the request any row of an office.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.authority = SimpleLazyObject(lambda: _authority_of(request))  # type: ignore[attr-defined]
        with scope.within(lambda: scope.scope_of(request.authority)):  # type: ignore[attr-defined]
            return self.get_response(request)


def _authority_of(request: HttpRequest) -> Authority:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return organisation.authority_of(request.user, timezone.localdate())
