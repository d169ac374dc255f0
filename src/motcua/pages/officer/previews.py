"""Looking at a paper beside what was declared: pages as pictures, turned and enlarged by links."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import actions, rendering
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.pages.staff.access import authority_of, for_officers, now, uuid_or_none, whole_number

if TYPE_CHECKING:
    from motcua.dossiers.queries import DossierPage

FILE, PAGE, TURN, SIZE = "tep", "trang", "xoay", "co"
# Turning pages of one paper is one look at it.
ONE_LOOK = timedelta(minutes=10)


@require_safe
@for_officers
def picture(request: HttpRequest, dossier_id: UUID, attachment_id: UUID, number: int) -> HttpResponse:
    """One page of a file as a picture; that it was looked at is recorded for the owner to see."""
    by, at = authority_of(request), now()
    found = dossiers.attachment_for(by, attachment_id)
    if found.dossier_id != dossier_id or not rendering.may_be_shown(found):
        raise NotFound("")
    turn, size = _turn(request), _size(request)
    try:
        drawn = rendering.page_picture(found, page=number, width=rendering.WIDTHS[size], turn=turn)
    except rendering.Busy:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    except rendering.NotDrawn as problem:
        raise NotFound("") from problem
    dossier = dossiers.dossier_for(by, dossier_id)
    actions.record_view(by, dossier, what=f"file:{attachment_id.hex}", at=at, unless_within=ONE_LOOK)
    response = HttpResponse(drawn, content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def viewer(request: HttpRequest, page: DossierPage, carried: str) -> dict[str, Any] | None:
    """The paper that stands open beside the declaration, or None; `carried` goes into every address."""
    wanted = uuid_or_none(request.GET.get(FILE))
    found = next((one for one in page.attachments if one.pk == wanted and rendering.may_be_shown(one)), None)
    if found is None:
        return None
    number, turn, size = whole_number(request.GET.get(PAGE, "")) or 1, _turn(request), _size(request)
    pages, busy = 0, False
    try:
        pages = rendering.page_count(found)
    except rendering.Busy:
        busy = True
    except rendering.NotDrawn:
        pass
    number = min(number, max(pages, 1))

    def to(**change: int) -> str:
        place = {FILE: str(found.pk), PAGE: number, TURN: turn, SIZE: size} | change
        return f"?{urlencode(place)}{'&' + carried if carried else ''}#xem"

    address = reverse("officer:preview", args=[page.dossier.pk, found.pk, number])
    return {
        "file": found,
        "busy": busy,
        "key": str(found.pk),
        "picture": f"{address}?{urlencode({TURN: turn, SIZE: size})}" if pages else "",
        "words": _("%(name)s, trang %(number)d") % {"name": found.filename, "number": number},
        "place": _("Trang %(number)d trong %(pages)d") % {"number": number, "pages": pages},
        "previous": to(**{PAGE: number - 1}) if number > 1 else "",
        "next": to(**{PAGE: number + 1}) if number < pages else "",
        "turned": to(**{TURN: (turn + 90) % 360}),
        "larger": to(**{SIZE: size + 1}) if size + 1 < len(rendering.WIDTHS) else "",
        "smaller": to(**{SIZE: size - 1}) if size else "",
        "is_large": size > 0,
        "download": reverse("officer:attachment", args=[page.dossier.pk, found.pk]),
    }


def _turn(request: HttpRequest) -> int:
    turn = whole_number(request.GET.get(TURN, "")) or 0
    return turn if turn in rendering.TURNS else 0


def _size(request: HttpRequest) -> int:
    return min(whole_number(request.GET.get(SIZE, "")) or 0, len(rendering.WIDTHS) - 1)
