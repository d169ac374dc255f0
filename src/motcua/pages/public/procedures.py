"""Finding a procedure and reading about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from motcua.organisation import queries as organisation
from motcua.pages import catalogue_words
from motcua.pages.public import procedure_words
from motcua.pages.public.life_events import LIFE_EVENTS
from motcua.procedures import queries as catalogue
from motcua.vietnamese import sort_key

LONGEST_QUESTION = 100
OFFICES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure in a list."""

    url: str
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class FieldOfWork:
    """A field of administration with its procedures."""

    name: str
    procedures: list[Entry]


@login_not_required
@require_safe
@gzip_page
def search(request: HttpRequest) -> HttpResponse:
    """Procedures for what was typed (`q`), or for a moment in life (`viec`)."""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_QUESTION]
    event = next((one for one in LIFE_EVENTS if one.key == request.GET.get("viec", "")), None)
    today = timezone.localdate()
    if query:
        offers = catalogue.find(query, today)
    elif event:
        offers = [offer for offer in catalogue.all_offers(today) if offer.procedure.life_event == event.key]
    else:
        offers = []
    context = {
        "section": "procedures",
        "query": query,
        "heading": event.name if event and not query else "",
        "asked": bool(query or event),
        "found": [_entry(offer) for offer in offers],
    }
    return render(request, "public/search.html", context)


@login_not_required
@require_safe
@gzip_page
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure in force today, by field."""
    offers = catalogue.all_offers(timezone.localdate())
    fields = [
        FieldOfWork(name, [_entry(offer) for offer in group])
        for name, group in groupby(offers, key=lambda offer: offer.procedure.field_name)
    ]
    return render(request, "public/procedures.html", {"section": "procedures", "fields": fields})


@login_not_required
@require_safe
@gzip_page
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """One procedure in the version in force today: need, time, cost, ways, stages, law."""
    today = timezone.localdate()
    version = catalogue.by_key(key, today)
    if version is None:
        raise Http404(key)
    definition = catalogue_words.read(version.definition)
    online = "online" in definition.channels
    context = {
        "section": "procedures",
        "start_url": reverse("applicant:apply", args=[key]) if online else "",
        "offices": _offices(key, today),
        **procedure_words.page(definition),
    }
    return render(request, "public/procedure.html", context)


def _entry(offer: catalogue.Offer) -> Entry:
    definition = catalogue_words.read(offer.version.definition)
    return Entry(reverse("public:procedure", args=[offer.procedure.key]), definition.name, definition.summary)


def _offices(key: str, today: date) -> list[str]:
    """The names of the offices that take it; none where they are too many to read."""
    found = catalogue.offices_offering(key, today)
    names = organisation.names_of(found) if len(found) <= OFFICES_SHOWN else {}
    return sorted(names.values(), key=sort_key)
