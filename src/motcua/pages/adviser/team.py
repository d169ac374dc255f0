"""A member's team: what I did month by month, my courses, whom I work with and what we have."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from motcua.dossiers import queries as dossiers
from motcua.outreach import queries as outreach
from motcua.pages.saying import format_date
from motcua.pages.staff.access import authority_of, now
from motcua.working_time.months import months_later

from .access import for_helpers, teams_of

MONTHS = 6


@require_safe
@for_helpers
def team(request: HttpRequest) -> HttpResponse:
    """My results of the last six months, my training, and my teams."""
    by, at = authority_of(request), now()
    teams = teams_of(by)
    shown: list[dict[str, Any]] = []
    known = {one.id: one for unit in {one.office_id for one in teams if one.office_id}
             for one in outreach.teams_of(unit, at.date())}  # fmt: skip
    for unit in teams:
        found = known.get(unit.pk)
        shown.append(
            {
                "name": unit.name,
                "members": [name for _id, name in found.members] if found is not None else [],
                "equipment": _machines(found.equipment) if found is not None else [],
                "hours": unit.hours_note,
                "phone": unit.phone,
            }
        )
    context = {
        "section": "helper",
        "months": _months(by, at),
        "trainings": [
            {"topic": one.topic, "day": format_date(one.held_on), "hours": one.hours, "place": one.place}
            for one in outreach.trainings_attended(by.signed_in_id)
        ],
        "teams": shown,
    }
    return render(request, "adviser/team.html", context)


def _machines(counts: dict[str, int]) -> list[dict[str, Any]]:
    return [{"label": outreach.kind_words(kind), "count": count} for kind, count in sorted(counts.items())]


def _months(by: Any, at: datetime) -> list[dict[str, Any]]:
    """Month by month, the newest first; months without anything say zero, so that a gap is seen as one."""
    first = months_later(at.date().replace(day=1), 1 - MONTHS)
    since = at.replace(year=first.year, month=first.month, day=1, hour=0, minute=0, second=0, microsecond=0)
    helped: Counter[tuple[int, int]] = Counter()
    filed: Counter[tuple[int, int]] = Counter()
    for opened_at, is_filed in dossiers.help_given(by, since=since):
        local = localtime(opened_at)
        helped[local.year, local.month] += 1
        filed[local.year, local.month] += is_filed
    months = [months_later(first, number) for number in reversed(range(MONTHS))]
    return [
        {
            "name": f"{one.month:02d}/{one.year}",
            "helped": helped[one.year, one.month],
            "filed": filed[one.year, one.month],
        }
        for one in months
    ]
