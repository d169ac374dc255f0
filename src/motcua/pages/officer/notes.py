"""Notes that officers leave each other at a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.pages.saying import format_moment, said
from motcua.pages.staff.access import authority_of, for_officers, key_of, now

from .listing import listing_from

if TYPE_CHECKING:
    from motcua.dossiers.queries import DossierPage

TEXT, KEPT = "ghi-chu", "motcua.note"


@require_POST
@for_officers
def add(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Add a note; what could not be kept is given back in its field."""
    text = request.POST.get(TEXT, "")
    try:
        actions.add_note(dossier_id, by=authority_of(request), at=now(), key=key_of(request), text=text)
        messages.success(request, _("Đã ghi chú; chỉ cán bộ đọc được."))
    except (Invalid, NotAllowed) as refusal:
        errors = getattr(refusal, "detail", {}).get("errors") or {}
        messages.error(request, said(next(iter(errors.values()), refusal.message)))
        request.session[KEPT] = [str(dossier_id), text[:4000]]
    listing = listing_from(request)
    carried = f"?{listing.onward()}" if listing else ""
    return HttpResponseRedirect(f"{reverse('officer:dossier', args=[dossier_id])}{carried}#ghi-chu")


def shown(request: HttpRequest, page: DossierPage) -> dict[str, Any] | None:
    """The notes and the form for one more; None for whoever has no business with them."""
    by, dossier = authority_of(request), page.dossier
    if not dossiers.may_read_notes(by, dossier):
        return None
    kept = request.session.get(KEPT)
    typed = kept[1] if kept and kept[0] == str(dossier.pk) else ""
    if typed:
        del request.session[KEPT]
    rows = dossiers.notes_of(by, dossier)
    return {
        "rows": [{"who": one.author_name, "when": format_moment(localtime(one.at)), "text": one.text} for one in rows],
        "typed": typed,
        "key": uuid7(),
        "may_add": dossier.unit_id in by.office_ids,
    }
