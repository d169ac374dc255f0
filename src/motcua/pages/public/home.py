"""The home page: what do you need, and where is my dossier."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import month_so_far
from motcua.pages import catalogue_words
from motcua.pages.public.life_events import LIFE_EVENTS
from motcua.pages.saying import format_number

# What most people of a ward come for, until statistics can say it.
POPULAR = ("certified-copy", "birth", "death", "household-business")


@login_not_required
@require_safe
@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    """Search, the moments of life, and the look-up by code."""
    cards = [card for card in map(catalogue_words.card, POPULAR) if card]
    popular = [{"name": card.short_name, "url": reverse("public:procedure", args=[card.key])} for card in cards]
    context = {"events": LIFE_EVENTS, "popular": popular, "progress": _progress()}
    return render(request, "public/home.html", context)


def _progress() -> str:
    """How many dossiers were decided this month and how many of them in time; nothing where they are few."""
    found = month_so_far(timezone.now())
    if found is None:
        return ""
    numbers = {"decided": format_number(found.decided), "percent": format_number(round(found.percent, 1))}
    return _("Tháng này: %(decided)s hồ sơ đã giải quyết, %(percent)s%% đúng hẹn.") % numbers
