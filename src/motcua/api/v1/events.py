"""What happened, in order, from where one stopped: each office's journal is numbered without gaps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from motcua.dossiers.queries.happened import happened, heads_of
from motcua.exchange.actions.spread import as_event
from motcua.organisation import queries as organisation

from .answering import answer
from .doors import caller_of
from .places import office_of
from .words import Sequence, Size, Words


def listed(request: HttpRequest, office: Words, after: Sequence = 0, limit: Size = 100) -> HttpResponse:
    """The events of one office after a number. Ask again with `next`; nothing is missed and nothing comes twice."""
    by, unit = caller_of(request), office_of(request, office)
    found = happened(by.looks_as, unit.pk, after=after, size=limit)
    events = [as_event(one, unit.code) for one in found]
    return answer({"office": unit.code, "events": events, "next": found[-1].sequence if found else after})


def heads(request: HttpRequest) -> HttpResponse:
    """The number of the newest event of every office: from where to ask, where the past does not matter."""
    by = caller_of(request)
    found = heads_of(by.looks_as, by.office_ids)
    units = organisation.units_by_id(found)
    shown = [{"office": units[unit_id].code, "sequence": number} for unit_id, number in found.items()]
    return answer({"heads": sorted(shown, key=lambda one: str(one["office"]))})
