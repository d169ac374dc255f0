"""Finding a procedure and reading about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from motcua.organisation import queries as organisation
from motcua.pages import catalogue_words
from motcua.pages.components.asking import options
from motcua.pages.components.fields import FieldShown
from motcua.pages.public import procedure_words
from motcua.pages.public.life_events import LIFE_EVENTS
from motcua.pages.public.procedure_words import TIERS
from motcua.pages.saying import said
from motcua.procedures import queries as catalogue
from motcua.procedures.rules.context import Choice
from motcua.receipts import actions as receipts
from motcua.vietnamese import sort_key

LONGEST_QUESTION = 100
OFFICES_SHOWN = 40
FIELD, TIER, AUDIENCE = "linh-vuc", "cap", "doi-tuong"
AUDIENCES = {
    "citizen": _lazy("Người dân"),
    "organisation": _lazy("Tổ chức, doanh nghiệp"),
}


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
        "events": LIFE_EVENTS,
    }
    return render(request, "public/search.html", context)


@login_not_required
@require_safe
@gzip_page
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure in force today, by field; narrowed by field, tier and audience in the address."""
    offers = catalogue.all_offers(timezone.localdate())
    narrowed = {name: request.GET.get(name, "") for name in (FIELD, TIER, AUDIENCE)}
    kept = [offer for offer in offers if all(not wish or wish in _of(offer, name) for name, wish in narrowed.items())]
    fields = [
        FieldOfWork(said(name), [_entry(offer) for offer in group])
        for name, group in groupby(kept, key=lambda offer: offer.procedure.field_name)
    ]
    context = {
        "section": "procedures",
        "fields": fields,
        "none_at_all": not offers,
        "is_narrowed": any(narrowed.values()),
        "filters": _filters(offers, narrowed),
    }
    return render(request, "public/procedures.html", context)


def _of(offer: catalogue.Offer, name: str) -> tuple[str, ...]:
    """What a procedure answers to one of the filters."""
    definition = offer.version.definition
    return {
        FIELD: (offer.procedure.field,),
        TIER: (definition.competent_tier,),
        AUDIENCE: tuple(definition.audience),
    }[name]


def _filters(offers: list[catalogue.Offer], narrowed: dict[str, str]) -> list[FieldShown]:
    """The drop-down lists above the procedures, each with what there is to choose."""
    names = {offer.procedure.field: said(offer.procedure.field_name) for offer in offers}
    labels = ((FIELD, _("Lĩnh vực"), names), (TIER, _("Nơi làm"), TIERS), (AUDIENCE, _("Dành cho"), AUDIENCES))
    found = []
    for name, label, words in labels:
        there = dict.fromkeys(key for offer in offers for key in _of(offer, name))
        choices = [Choice("", _("Tất cả")), *(Choice(key, str(words.get(key, key))) for key in there)]
        shown = options(choices, name, [narrowed[name]])
        found.append(FieldShown(name, "choice", label, options=shown))
    return found


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
        "address": f"{settings.BASE_URL}{request.path}",
        "life_event": next((one for one in LIFE_EVENTS if one.key == version.procedure.life_event), None),
        "form_url": reverse("public:blank_form", args=[key]) if definition.form.pages else "",
        # The paper is in Vietnamese, and so is its name.
        "form_name": version.definition.name[:1].lower() + version.definition.name[1:],
        **procedure_words.page(definition),
    }
    return render(request, "public/procedure.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def blank_form(request: HttpRequest, key: str) -> HttpResponse:
    """The procedure's form with nothing filled in, to print and fill in with a pen; always in Vietnamese."""
    version = catalogue.by_key(key, timezone.localdate())
    if version is None or not version.definition.form.pages:
        raise Http404(key)
    address = f"{settings.BASE_URL}{reverse('public:procedure', args=[key])}"
    headers = {"Content-Disposition": f'inline; filename="to-khai-{key}.pdf"', "X-Content-Type-Options": "nosniff"}
    pdf = receipts.blank_form(version, address=address)
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _entry(offer: catalogue.Offer) -> Entry:
    definition = catalogue_words.read(offer.version.definition)
    return Entry(reverse("public:procedure", args=[offer.procedure.key]), definition.name, definition.summary)


def _offices(key: str, today: date) -> list[str]:
    """The names of the offices that take it; none where they are too many to read."""
    found = catalogue.offices_offering(key, today)
    names = organisation.names_of(found) if len(found) <= OFFICES_SHOWN else {}
    return sorted(names.values(), key=sort_key)
