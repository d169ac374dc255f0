"""The home page: what do you need, where is my dossier, and are we on time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import lately
from motcua.pages import catalogue_words
from motcua.pages.components.chips import Tone
from motcua.pages.public.life_events import LIFE_EVENTS
from motcua.pages.saying import format_date, format_number

# What most people of a ward come for, until statistics can say it.
POPULAR = ("certified-copy", "birth", "death", "household-business")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for everybody, with its meaning in tone, icon and words."""

    tone: Tone
    icon: str
    label: str
    number: str
    note: str


@login_not_required
@require_safe
@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    """Search, the moments of life, the look-up by code, and how the offices keep their promises."""
    cards = [card for card in map(catalogue_words.card, POPULAR) if card]
    popular = [{"name": card.short_name, "url": reverse("public:procedure", args=[card.key])} for card in cards]
    context = {"events": LIFE_EVENTS, "popular": popular, **_progress()}
    return render(request, "public/home.html", context)


def _progress() -> dict[str, Any]:
    """What was decided lately and how much of it in time, what is open, what is late; nothing where it is of few."""
    found = lately(timezone.now())
    if found is None:
        return {"figures": [], "since": ""}
    decided, percent = format_number(found.decided), format_number(round(found.percent, 1))
    in_time = _("%(in_time)s trên %(decided)s hồ sơ") % {"in_time": format_number(found.in_time), "decided": decided}
    late = _("đã quá ngày hẹn mà chưa xong") if found.late else _("không có hồ sơ nào quá hẹn")
    figures = [
        Figure("ok", "circle-check", _("Đúng hẹn"), f"{percent}%", in_time),
        Figure("info", "check-check", _("Đã giải quyết"), decided, _("hồ sơ có kết quả")),
        Figure("info", "clock", _("Đang làm"), format_number(found.open), _("hồ sơ đã tiếp nhận")),
        Figure("late" if found.late else "ok", "triangle-alert", _("Đang chậm"), format_number(found.late), late),
    ]
    return {"figures": figures, "since": format_date(found.since)}
