"""Who may open the pages of advisory teams: whoever is a member of one today."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages.staff.access import authority_of, for_officers

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_helpers(view: View[P]) -> View[P]:
    """Open the page to members of a team; everybody else signed in gets 403, nobody signed in the officers' door."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not authority_of(request).advised_unit_ids:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return for_officers(cast("View[P]", guarded))


def teams_of(by: Authority) -> list[Any]:
    """The teams of a member, by name."""
    found = organisation.units_by_id(by.advised_unit_ids)
    return sorted(found.values(), key=lambda one: one.name)
