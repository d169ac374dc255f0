"""The worklist: the most urgent first; groups, filters and search kept in the address; page after page by key."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from html import escape

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import queries as dossiers
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Function
from motcua.pages import catalogue_words
from motcua.pages.components.icons import icon
from motcua.pages.saying import format_moment, format_number
from motcua.pages.staff.access import authority_of, for_officers, now, uuid_or_none
from motcua.pages.staff.frame import frame
from motcua.pages.staff.rows import rows_html
from motcua.pages.staff.wording import CHANNELS
from motcua.procedures import queries as procedures

from .listing import (
    AFTER,
    BEFORE,
    CHANNEL,
    DEADLINES,
    DUE,
    FIELD,
    GROUPS,
    PROCEDURE,
    STAGE,
    STAGES,
    Listing,
    listing_of,
)

PICKED = "dossier"
CAN_FORWARD = frozenset({Function.RECEIVER, Function.DESK_HEAD, Function.CASE_HANDLER})
CAN_ASSIGN = frozenset({Function.APPROVER, Function.DESK_HEAD})
OPTIONS_AT_MOST = 200


@require_safe
@for_officers
def worklist(request: HttpRequest) -> HttpResponse:
    """Fifty dossiers of a group at the officer's office."""
    listing, by = listing_of(request), authority_of(request)
    if by.advised_unit_ids and not by.readable_office_ids:
        return HttpResponseRedirect(reverse("adviser:home"))  # a team's member has no dossiers, but people to help
    context = {"listing": listing, "group": listing.group, "text": listing.text, "hidden": _hidden(listing)}
    if listing.office_id is None:
        empty = {"moment": "", "empty": True, "tabs": "", "filters": "", "bulk": {}, "is_cut": False, "everything": ""}
        return render(request, "officer/worklist.html", frame(request, "worklist", **context, **empty))
    at, office = now(), organisation.unit_as_shown(listing.office_id)
    page = dossiers.worklist(
        by,
        office_id=listing.office_id,
        group=listing.group.name,
        at=at,
        text=listing.text,
        narrowed=listing.narrowing(at) if listing.is_narrowed else None,
        after=request.GET.get(AFTER) or None,
        before=request.GET.get(BEFORE) or None,
    )
    bulk = _bulk(by.functions_at(listing.office_id), listing)
    picked = {one for one in map(uuid_or_none, request.GET.getlist(PICKED)) if one}
    calendar = organisation.calendar_of(office)
    context |= {
        "office": office,
        "moment": format_moment(at),
        "tabs": tabs(listing, dossiers.counts(by, office_id=listing.office_id, at=at)),
        "filters": _filters(listing, frozenset(one.procedure.key for one in procedures.all_offers(at.date()))),
        "bulk": bulk,
        "rows": rows_html(page.rows, calendar, at, picked if bulk else None, onward=listing.onward()),
        "empty": not page.rows,
        "is_cut": page.is_cut,
        "everything": listing.of_group(listing.group).address() if listing.is_narrowed else "",
        "next_url": listing.address(**{AFTER: page.next}) if page.next else "",
        "previous_url": listing.address(**{BEFORE: page.previous}) if page.previous else "",
    }
    return render(request, "officer/worklist.html", frame(request, "worklist", **context))


def tabs(listing: Listing, counts: Mapping[str, int]) -> SafeString:
    """The groups with how many each holds, as links that keep filters and words."""
    found = []
    for one in GROUPS:
        count, current = counts.get(one.name, 0), ' aria-current="page"' if one is listing.group else ""
        number = f"{count - 1}+" if one.name in dossiers.COUNTED_SO_FAR and count >= 100 else format_number(count)
        sign = str(icon(one.icon)) if one.icon else ""
        sign = f'<span class="tone {one.tone}">{sign}</span>' if one.tone else sign
        address = escape(listing.of_group(one).address())
        found.append(f'<li><a href="{address}"{current}>{sign}{escape(str(one.label))} <b>{number}</b></a></li>')
    return mark_safe("".join(found))  # noqa: S308 – every value escaped


def _hidden(listing: Listing) -> list[tuple[str, str]]:
    """What the search form carries along; what it asks itself is not among it."""
    asked = {"tim", PROCEDURE, FIELD, CHANNEL, STAGE, DUE}
    return [(name, value) for name, value in listing.parts().items() if name not in asked]


def _bulk(held: frozenset[Function], listing: Listing) -> dict[str, str]:
    """What may be done with several at once, by the word of its key: the address each button sends to."""
    if listing.group.name == "consulted":
        return {}
    found = {}
    if held & CAN_FORWARD:
        found["forward"] = reverse("officer:bulk", args=["chuyen-buoc"])
    if held & CAN_ASSIGN:
        found["assign"] = reverse("officer:bulk", args=["phan-cong"])
    if held:
        with suppress(NoReverseMatch):  # where papers cannot be printed for several
            found["print"] = reverse("officer:print_selected")
    return found


def _filters(listing: Listing, offered: frozenset[str]) -> SafeString:
    return _written(
        get_language() or "", listing.procedure, listing.field, listing.channel, listing.stage, listing.due, offered
    )


@lru_cache(maxsize=256)
def _written(
    language: str, procedure: str, field: str, channel: str, stage: str, due: str, offered: frozenset[str]
) -> SafeString:
    """The selects, written once per choice: an office's list asks the same ones all day."""
    cards = sorted(
        (card for key in offered if (card := catalogue_words.card(key))), key=lambda c: (c.field_order, c.name)
    )
    fields = {card.field: card.field_name for card in cards}
    shown = [card for card in cards if field in ("", card.field)][:OPTIONS_AT_MOST]
    channels = {key: words for key, (_icon, words) in CHANNELS.items()}
    deadlines = {key: words for key, (_days, words) in DEADLINES.items()}
    selects = (
        (FIELD, _("Lĩnh vực"), _("Mọi lĩnh vực"), fields, field),
        (PROCEDURE, _("Thủ tục"), _("Mọi thủ tục"), {card.key: card.short_name for card in shown}, procedure),
        (STAGE, _("Đang ở bước"), _("Mọi bước"), STAGES, stage),
        (DUE, _("Hạn"), _("Mọi hạn"), deadlines, due),
        (CHANNEL, _("Cách nộp"), _("Mọi cách nộp"), channels, channel),
    )
    return mark_safe("".join(_select(*one) for one in selects))  # noqa: S308 – every value escaped


def _select(name: str, label: str, nothing: str, choices: Mapping[str, object], chosen: str) -> str:
    options = [f'<option value="">{escape(nothing)}</option>']
    for key, words in choices.items():
        mark = " selected" if key == chosen else ""
        options.append(f'<option value="{escape(key)}"{mark}>{escape(str(words))}</option>')
    return (
        f'<div><label class="visually-hidden" for="{name}">{escape(label)}</label>'
        f'<select id="{name}" name="{name}">{"".join(options)}</select></div>'
    )
