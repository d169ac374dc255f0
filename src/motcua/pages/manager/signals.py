"""Questions about how dossiers came to be filed: for the inspector, with the dossiers behind each, never a verdict."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.queries import officers_phones
from motcua.dossiers import queries as dossiers
from motcua.organisation.rules.authority import Function
from motcua.pages.saying import format_moment, format_time
from motcua.pages.staff.frame import frame

from .sight import for_managers, sight_of

DAYS = "ngay"
PERIODS = (7, 31, 92)
SHOWN = 50


@require_safe
@for_managers
def signals(request: HttpRequest) -> HttpResponse:
    """The questions of a period over the offices inspected."""
    sight = sight_of(request)
    if not any(one.function is Function.INSPECTOR for one in sight.by.appointments):
        raise PermissionDenied
    asked = request.GET.get(DAYS, "")
    days = int(asked) if asked in {str(one) for one in PERIODS} else PERIODS[1]
    found = dossiers.signals(
        [one.id for one in sight.shown if one.id in sight.by.inspected_office_ids],
        since=sight.at - timedelta(days=days),
        before=sight.at,
        officers_phones=officers_phones(),
    )
    context: dict[str, Any] = {
        "sight": sight,
        "office": sight.chosen,
        "days": days,
        "periods": PERIODS,
        "hidden": [(DAYS, str(days))],
        "bursts": [_burst(one) for one in found.bursts[:SHOWN]],
        "phones": [_line(one) for one in found.officers_phones[:SHOWN]],
        "at_once": [_quick(one) for one in found.at_once[:SHOWN]],
        "looked_at": found.looked_at,
        "is_cut": found.is_cut,
    }
    return render(request, "manager/signals.html", frame(request, "today", **context))


def _line(one: Any) -> dict[str, str]:
    url = reverse("officer:dossier", args=[one.dossier_id])
    return {"code": one.code, "url": url, "at": format_moment(localtime(one.submitted_at))}


def _quick(one: Any) -> dict[str, str]:
    seconds = int((one.received_at - one.submitted_at).total_seconds())
    return _line(one) | {"after": _("%d giây sau khi nộp") % seconds}


def _burst(one: Any) -> dict[str, Any]:
    first, last = localtime(one.filings[0].submitted_at), localtime(one.filings[-1].submitted_at)
    return {
        "people": one.people,
        "many": len(one.filings),
        "minutes": one.minutes,
        "when": f"{format_moment(first)} – {format_time(last)}",
        "dossiers": [_line(each) for each in one.filings],
    }
