"""Who may open the administrators' pages. What is not theirs does not exist for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils import timezone

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority, Function
from motcua.organisation.rules.refusals import NoSuchUnit
from motcua.pages.saying import format_moment
from motcua.pages.staff.access import authority_of, now
from motcua.vietnamese import NotUnderstood, parse_date

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]
TEXT_AT_MOST = 100


def for_administrators(view: View[P, R]) -> View[P, R]:
    """Open the page only to an administrator of some unit; a unit, person or post beyond their subtree is 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        if not organisation.administers(authority_of(request)):
            raise PermissionDenied
        try:
            response = view(request, *args, **kwargs)
        except NoSuchUnit as refusal:
            raise Http404 from refusal
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    guarded.login_url = reverse_lazy("officer:sign_in")  # type: ignore[attr-defined]
    return cast("View[P, R]", guarded)


def for_the_whole_tree(view: View[P, R]) -> View[P, R]:
    """Open the page only to the administrator above whom there is nobody: the installation is theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        if not organisation.administers_a_whole_tree(authority_of(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return for_administrators(cast("View[P, R]", guarded))


def own_office(by: Authority) -> UUID:
    """The office an administrator begins with: that of their first post as one."""
    return next(one.office_id for one in by.appointments if one.function is Function.ADMINISTRATOR)


def typed(request: HttpRequest, name: str, at_most: int = TEXT_AT_MOST) -> str:
    """A word from the address: one line, never longer than a page would write there."""
    return request.GET.get(name, "").replace("\0", "").strip()[:at_most]


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, to bind a form to; None while it is only being shown."""
    return request.POST if request.method == "POST" else None


def day_in(request: HttpRequest, name: str) -> date | None:
    """A day from the address; None for none and for what is no day."""
    try:
        return parse_date(typed(request, name, 40))
    except NotUnderstood:
        return None


def said_moment(at: datetime) -> str:
    """Hour, weekday and date of a moment, in the office's own time."""
    return format_moment(timezone.localtime(at))


def moment_of(day: date | None, *, next_day: bool = False) -> datetime | None:
    """Midnight at the beginning (or after the end) of a day, in the office's time."""
    if day is None or not 2000 <= day.year < 2200:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=int(next_day)), time()))


__all__ = [
    "authority_of",
    "day_in",
    "for_administrators",
    "for_the_whole_tree",
    "moment_of",
    "now",
    "own_office",
    "said_moment",
    "sent",
    "typed",
]
