"""Marking the papers of a dossier while they are looked at: will do, or will not and why. Colleagues see it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.pages import catalogue_words
from motcua.pages.saying import said
from motcua.pages.staff.access import authority_of, for_officers, key_of, now, uuid_or_none
from motcua.pages.staff.wording import SUPPLEMENT_REASONS

from .listing import listing_from
from .papers import PaperLine, papers
from .previews import FILE

if TYPE_CHECKING:
    from motcua.dossiers.queries import DossierPage

VERDICT, WHY, WORDS = "dat", "vi-sao", "thieu-gi"
VERDICTS = {"co": "good", "chua": "bad", "bo": "withdrawn"}


@require_POST
@for_officers
def mark(request: HttpRequest, dossier_id: UUID, paper_key: str) -> HttpResponse:
    """Keep the mark and lead on to the next paper that nobody has marked, so that a pile goes through by one key."""
    verdict = VERDICTS.get(request.POST.get(VERDICT, ""), "")
    by, at, here = authority_of(request), now(), uuid_or_none(request.POST.get(FILE))
    try:
        actions.mark_paper(
            dossier_id,
            by=by,
            at=at,
            key=key_of(request),
            paper_key=paper_key,
            verdict=verdict,
            reason=request.POST.get(WHY, ""),
            words=request.POST.get(WORDS, ""),
        )
    except (Invalid, NotAllowed) as refusal:
        messages.error(request, said(refusal.message))
        verdict = ""
    if here is not None and verdict in ("good", "bad"):
        here = _next_unmarked(request, dossier_id) or here
    return HttpResponseRedirect(_back(request, dossier_id, here))


def _next_unmarked(request: HttpRequest, dossier_id: UUID) -> UUID | None:
    """The first file of a paper that can be shown here and has no mark."""
    by = authority_of(request)
    page = catalogue_words.dossier_page(by, dossier_id, now())
    marks = dossiers.standing_marks(dossiers.marks_of(by, page.dossier), page.attachments)
    waiting = (one for one in papers(page, marks) if one.key and one.mark is None)
    return next((UUID(file.key) for one in waiting for file in one.files if file.is_shown), None)


def _back(request: HttpRequest, dossier_id: UUID, file: UUID | None) -> str:
    listing = listing_from(request)
    asked = [urlencode({FILE: str(file)})] if file else []
    asked += [listing.onward()] if listing else []
    tail = f"?{'&'.join(asked)}" if asked else ""
    return f"{reverse('officer:dossier', args=[dossier_id])}{tail}#{'xem' if file else 'giay-to'}"


def shown(
    request: HttpRequest, page: DossierPage, lines: list[PaperLine], viewer: dict[str, Any] | None
) -> dict[str, Any]:
    """What the page needs to mark papers: whether this officer may, which paper stands open, how far they have come."""
    known = [one for one in lines if one.key]
    opened = viewer["file"].paper_key if viewer else ""
    return {
        "may": dossiers.may_mark_papers(authority_of(request), page.dossier),
        "key": uuid7(),
        "whys": list(SUPPLEMENT_REASONS.items()),
        "open": next((one for one in known if one.key == opened), None),
        "count": len(lines),
        "progress": _progress(known),
    }


def _progress(lines: list[PaperLine]) -> str:
    good = sum(1 for one in lines if one.mark and one.mark.is_good)
    bad = sum(1 for one in lines if one.mark and not one.mark.is_good)
    if not good and not bad:
        return ""
    counted = {"good": good, "bad": bad, "all": len(lines)}
    return (_("đạt %(good)d/%(all)d, chưa đạt %(bad)d") if bad else _("đạt %(good)d/%(all)d")) % counted
