"""The dossiers behind a number: an address that can be shared, fifty a page, with what may be done to several."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts import queries as accounts
from motcua.dossiers.queries import overview as dossiers
from motcua.dossiers.queries.overview import Overview
from motcua.organisation import queries as organisation
from motcua.pages import catalogue_words
from motcua.pages.saying import format_number
from motcua.pages.staff.frame import frame

from .filters import GROUP, GROUPS, PROCEDURE, Filter, filter_of
from .rows import shown
from .sight import Sight, for_managers, sight_of

AFTER, BEFORE = "sau", "truoc"


@require_safe
@for_managers
def listing(request: HttpRequest) -> HttpResponse:
    """One page of what the address asks for; counted from the same piles as the figures of today."""
    sight = sight_of(request)
    what, hours = filter_of(request, sight.chosen), sight.hours()
    page = dossiers.overseen(
        sight.shown, what.wanted, hours, after=request.GET.get(AFTER) or None, before=request.GET.get(BEFORE) or None
    )
    found = dossiers.overview(sight.shown, hours) if what.is_countable else None
    rows = shown(sight, page.rows, hours)
    many = what.counted(found, sight.shown) if found is not None and not found.is_too_much else None
    context: dict[str, Any] = {
        "sight": sight,
        "office": sight.chosen,
        "what": what,
        "many": "" if many is None else format_number(many),
        "rows": rows,
        "can_act": any(row.may_move for row in rows),
        "several": len(sight.shown) > 1,
        "tabs": [{"group": one, "url": what.with_group(one.name).address(), "current": one is what.group}
                 for one in GROUPS],
        "narrowed": _narrowed(sight, what, found),
        "next_url": what.address(**{AFTER: page.next}) if page.next else "",
        "previous_url": what.address(**{BEFORE: page.previous}) if page.previous else "",
        "hidden": _hidden(what),
    }  # fmt: skip
    return render(request, "manager/list.html", frame(request, "today", **context))


def _narrowed(sight: Sight, what: Filter, counted: Overview | None) -> list[dict[str, str]]:
    """What the list is narrowed to, each with the address of the list without it; only who holds something is named."""
    holding = {pile.holder_id for pile in counted.piles} if counted is not None else set()
    found = []
    if sight.chosen is not None and len(sight.offices) > 1:
        found.append((_("Cơ quan"), sight.chosen.name, replace(what, office_id=None)))
    if what.place_id is not None:
        name = organisation.names_of([what.place_id]).get(what.place_id, _("không rõ"))
        found.append((_("Phòng"), name, replace(what, place_id=None)))
    if what.nobodys:
        found.append((_("Người giữ"), _("Chưa giao cho ai"), replace(what, nobodys=False)))
    if what.person_id is not None:
        name = accounts.names_of({what.person_id} & holding).get(what.person_id, _("không giữ hồ sơ nào"))
        found.append((_("Người giữ"), name, replace(what, person_id=None)))
    if what.procedure:
        card = catalogue_words.card(what.procedure)
        found.append((_("Thủ tục"), card.short_name if card else "", replace(what, procedure="")))
    return [{"label": label, "name": name, "url": without.address()} for label, name, without in found]


def _hidden(what: Filter) -> list[tuple[str, str]]:
    """What the choice of an office carries along: nothing of a place or a person, who belong to one office."""
    return [(GROUP, what.group.slug), *([(PROCEDURE, what.procedure)] if what.procedure else [])]
