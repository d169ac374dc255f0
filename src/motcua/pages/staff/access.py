"""Who may open the officers' pages, at which office, and what happens to typed text when the session has ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils import timezone

from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation.rules.authority import Appointment, Authority

OFFICE_PARAMETER = "co-quan"
P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]


def for_officers(view: View[P, R]) -> View[P, R]:
    """Open the page only to a signed-in officer.

    A citizen gets 403; nobody signed in is sent to the officers' sign-in. A dossier that is not theirs
    does not exist for them: 404.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        if not authority_of(request).is_officer:
            raise PermissionDenied
        try:
            response = view(request, *args, **kwargs)
        except NotFound as refusal:
            raise Http404 from refusal
        # Personal data: nothing of these pages stays in a browser that the next person uses.
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    guarded.login_url = reverse_lazy("officer:sign_in")  # type: ignore[attr-defined]
    return cast("View[P, R]", guarded)


def authority_of(request: HttpRequest) -> Authority:
    """The person at the screen."""
    return request.authority  # type: ignore[attr-defined,no-any-return]


def office_of(request: HttpRequest) -> UUID | None:
    """The office whose dossiers are shown: the one in the address if it is theirs, else the one of their first post."""
    return office_in(authority_of(request), request.GET)


def office_in(by: Authority, asked: QueryDict) -> UUID | None:
    """The same for any query."""
    wanted = uuid_or_none(asked.get(OFFICE_PARAMETER, ""))
    if wanted in by.readable_office_ids:
        return wanted
    posts = [post.office_id for post in by.appointments if post.office_id in by.readable_office_ids]
    return posts[0] if posts else next(iter(sorted(by.readable_office_ids)), None)


def post_at(by: Authority, office_id: UUID | None) -> Appointment | None:
    """The first post held at the office, their own before one they stand in for."""
    posts = sorted((post for post in by.appointments if post.office_id == office_id), key=lambda p: bool(p.acting_for))
    return posts[0] if posts else None


def now() -> datetime:
    """The moment of the request, in the office's own time."""
    return timezone.localtime(timezone.now())


def uuid_or_none(text: str | None) -> UUID | None:
    """An identifier as it came from an address or a hidden field; None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def whole_number(text: str) -> int | None:
    """A count as it came from a hidden field; None for anything that no page of ours wrote there."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def key_of(request: HttpRequest) -> UUID:
    """The idempotency key of the form; a form without a readable one counts as a request of its own."""
    return uuid_or_none(request.POST.get("key")) or uuid4()
