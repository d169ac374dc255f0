"""Lists of one group that are not the worklist: the desk's queue, results to hand over."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers import queries as dossiers
from motcua.organisation import queries as organisation
from motcua.pages.staff.access import authority_of, now, office_of
from motcua.pages.staff.frame import frame
from motcua.pages.staff.rows import rows_html

from .listing import AFTER, BEFORE, SEARCH_AT_MOST, TEXT


def listed(request: HttpRequest, group: str, section: str, template: str, **context: Any) -> HttpResponse:
    """A page of fifty of a group, with search and keys; `context` goes to the template as it is."""
    office_id, at = office_of(request), now()
    text = request.GET.get(TEXT, "").replace("\0", "").strip()[:SEARCH_AT_MOST]
    if office_id is None:
        return render(request, template, frame(request, section, empty=True, text=text, **context))
    page = dossiers.worklist(
        authority_of(request),
        office_id=office_id,
        at=at,
        group=group,
        text=text,
        after=request.GET.get(AFTER) or None,
        before=request.GET.get(BEFORE) or None,
    )
    office = organisation.unit_as_shown(office_id)
    context |= {
        "text": text,
        "empty": not page.rows,
        "rows": rows_html(page.rows, organisation.calendar_of(office), at),
        "next_url": _address(text, AFTER, page.next),
        "previous_url": _address(text, BEFORE, page.previous),
    }
    return render(request, template, frame(request, section, office=office, **context))


def _address(text: str, way: str, cursor: str | None) -> str:
    return "?" + urlencode({name: value for name, value in ((TEXT, text), (way, cursor)) if value}) if cursor else ""
