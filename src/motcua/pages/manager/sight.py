"""Who may open the managers' pages, and the offices they see there: their own, those below, those they inspect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime

from motcua.dossiers import permissions
from motcua.dossiers.queries.overview import Hours
from motcua.organisation import queries as organisation
from motcua.organisation.queries import Overseen
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority
from motcua.pages.staff.access import OFFICE_PARAMETER, authority_of, for_officers, now, uuid_or_none

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]


@dataclass(frozen=True, slots=True)
class Sight:
    """What one manager sees: all their offices, and the one they have chosen to look at, if they have."""

    by: Authority
    at: datetime
    offices: tuple[Overseen, ...]
    chosen: Overseen | None

    @property
    def shown(self) -> tuple[Overseen, ...]:
        return (self.chosen,) if self.chosen is not None else self.offices

    def leads(self, office_id: UUID) -> bool:
        """Whether they may also act there: move dossiers, remind; an inspector and a superior office only look."""
        return permissions.leads_at(self.by, office_id) is not None

    def led(self) -> tuple[Overseen, ...]:
        return tuple(one for one in self.offices if self.leads(one.id))

    def hours(self) -> Hours:
        """Soon is until the close of the next working day of the office looked at."""
        calendar = organisation.calendar_of(organisation.unit_as_shown(self.shown[0].id))
        tomorrow = localtime(calendar.opening_after_day(self.at.date())).date()
        today = self.at.replace(hour=0, minute=0, second=0, microsecond=0)
        return Hours(self.at, calendar.closing_on_or_after(tomorrow), today)


def for_managers(view: View[P, R]) -> View[P, R]:
    """Open the page to whoever oversees an office; `sight_of` then says which. An office not theirs is 404.

    The database shows them the rows of these offices for this request; what may be done there is asked as always.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        by, at = authority_of(request), now()
        if not organisation.oversees(by):
            raise PermissionDenied
        offices = organisation.overseen_offices(by, at.date())
        wanted = request.GET.get(OFFICE_PARAMETER) or request.POST.get(OFFICE_PARAMETER)
        chosen = _chosen(offices, wanted)
        request.sight = Sight(by, at, offices, chosen)  # type: ignore[attr-defined]
        own = scope.scope_of(by)
        with scope.within(replace(own, units=own.units | {one.id for one in offices})):
            return view(request, *args, **kwargs)

    return for_officers(cast("View[P, R]", guarded))


def sight_of(request: HttpRequest) -> Sight:
    """What the person at the screen sees."""
    return request.sight  # type: ignore[attr-defined,no-any-return]


def _chosen(offices: tuple[Overseen, ...], wanted: str | None) -> Overseen | None:
    if not wanted:
        return offices[0] if len(offices) == 1 else None
    found = next((one for one in offices if one.id == uuid_or_none(wanted)), None)
    if found is None:
        raise Http404
    return found
