"""Handing results over: find by code or name, note who receives it and how."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from uuid_utils.compat import uuid7

from motcua.dossiers import permissions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.dossiers.rules.states import Verb
from motcua.pages import catalogue_words
from motcua.pages.staff.access import authority_of, for_officers, now

from .lists import listed
from .verbs.table import BY_VERB
from .verbs.targets import Targets

CODE = "ma"


@require_safe
@for_officers
def hand_over(request: HttpRequest) -> HttpResponse:
    """The results that lie ready; with `?ma=` one of them stands above with its form."""
    code = request.GET.get(CODE, "").replace("\0", "").strip()[:60]
    return listed(request, "ready", "hand_over", "officer/hand_over.html", code=code, found=_found(request, code))


def _found(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """The dossier with the code, and its form if its result may be handed over; None where there is no such dossier."""
    if not code:
        return None
    by, at = authority_of(request), now()
    try:
        page = catalogue_words.dossier_page(by, dossiers.by_code(by, code).pk, at)
    except NotFound:
        return {"dossier": None, "form": None}
    entry = BY_VERB[Verb.HAND_OVER]
    allowed = permissions.may(by, Verb.HAND_OVER, page.dossier, page.definition)
    return {
        "dossier": page.dossier,
        "procedure": page.definition.short_name,
        "form": entry.form(Targets(page, by, at.date())) if allowed else None,
        "slug": entry.slug,
        "key": uuid7(),
        "lock": page.dossier.lock,
    }
