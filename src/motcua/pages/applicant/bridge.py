"""The paper bridge on the first screen: a code for any phone, and the pages as they come."""

from __future__ import annotations

import hashlib
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.pages.applicant import words
from motcua.pages.applicant.application import PAPERS, Application, with_application


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def bridge(request: HttpRequest, application: Application, paper: str) -> HttpResponse:
    """The code to be scanned or printed, how long it is good, what came over it; a new code, or none any more."""
    needed, at = wanted_paper(application, paper), timezone.now()
    who: dict[str, Any] = {"by": request.authority, "at": at, "paper_key": paper}  # type: ignore[attr-defined]
    address = reverse("applicant:bridge", args=[application.draft.pk, paper])
    if request.method == "POST":
        if "_close" in request.POST:
            actions.close_bridge(application.draft.pk, **who)
            return HttpResponseRedirect(application.url(PAPERS) + f"#o-{paper}")
        actions.open_bridge(application.draft.pk, **who)
        return HttpResponseRedirect(address)
    opened = dossiers.open_bridge_of(application.draft, paper, at)
    url = ""
    if opened is not None:
        url = settings.BASE_URL + reverse("public:photograph", args=[actions.token_of(opened.pk)])
    context = {
        "section": "mine",
        "paper_name": needed.name,
        "back_url": application.url(PAPERS) + f"#o-{paper}",
        "arrange_url": reverse("applicant:arrange", args=[application.draft.pk, paper]),
        "pages_url": reverse("applicant:bridge_pages", args=[application.draft.pk, paper]),
        "address": url,
        "qr": _qr(url) if url else "",
        "until": words.clock(opened.expires_at) if opened is not None else "",
        "draft_code": application.draft.code,
        **_pages(application, paper),
    }
    return render(request, "applicant/bridge.html", context)


@require_safe
@with_application
def bridge_pages(request: HttpRequest, application: Application, paper: str) -> HttpResponse:
    """The list of pages alone, as the first screen asks for it every few seconds; 304 while nothing has changed."""
    wanted_paper(application, paper)
    found = _pages(application, paper)
    tag = '"' + hashlib.sha256("".join(one["id"] for one in found["pages"]).encode()).hexdigest()[:24] + '"'
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = render(request, "applicant/bridge_pages.html", found)
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-store"
    return answer


def wanted_paper(application: Application, key: str) -> Any:
    """The paper of this key that the procedure takes as files. Raises Http404."""
    # Whether it is needed may still change with the answers; what was photographed meanwhile stays.
    for paper in application.definition.papers:
        if paper.key == key and paper.handling == "submit":
            return paper
    raise Http404


def _pages(application: Application, paper: str) -> dict[str, Any]:
    files = [one for one in application.files if one.paper_key == paper]
    return {"pages": [words.file_shown(one) for one in files]}


def _qr(address: str) -> SafeString:
    drawing = segno.make(address, error="m").svg_inline(scale=5, border=2, omitsize=True, svgclass=None, lineclass=None)
    said = format_html('<svg width="220" height="220" role="img" aria-label="{}" ', _("Mã QR để chụp bằng điện thoại"))
    return mark_safe(drawing.replace("<svg ", said, 1))  # noqa: S308 - our own address and words
