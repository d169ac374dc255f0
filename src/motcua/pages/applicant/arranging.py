"""Photographs of one paper: in order, upright, cut to the page, joined into one file. Plain forms, no script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rendering import photographs
from motcua.dossiers.rules.outline import Box
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed, NotFound
from motcua.pages.applicant import words
from motcua.pages.applicant.application import PAPERS, Application, with_application
from motcua.pages.applicant.bridge import wanted_paper
from motcua.pages.saying import said

SIDES = {"left": "trai", "top": "tren", "right": "phai", "bottom": "duoi"}
SIDE_WORDS = {
    "left": _lazy("Bên trái"),
    "top": _lazy("Phía trên"),
    "right": _lazy("Bên phải"),
    "bottom": _lazy("Phía dưới"),
}
MOST_CUT = 90


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def arrange(request: HttpRequest, application: Application, paper: str) -> HttpResponse:
    """The pages of a paper in their order, each with what can be done to it, and the button that joins them."""
    needed = wanted_paper(application, paper)
    if request.method == "POST":
        try:
            _done(request, application, paper)
        except (Invalid, NotAllowed, NotFound, Changed) as refusal:
            messages.warning(request, said(refusal.message))
        return HttpResponseRedirect(request.path)
    pages = dossiers.pages_of(application.draft, paper)
    files = [one for one in application.files if one.paper_key == paper]
    made = dossiers.made_from(files)
    context = {
        "section": "mine",
        "paper_name": needed.name,
        "back_url": application.url(PAPERS) + f"#o-{paper}",
        "bridge_url": reverse("applicant:bridge", args=[application.draft.pk, paper]),
        "pages": [_shown(one, number, paper, made) for number, one in enumerate(pages, 1)],
        "whole": [words.file_shown(one) | {"parts": made.get(one.pk, 0)} for one in files if one not in pages],
    }
    return render(request, "applicant/arrange.html", context)


def _done(request: HttpRequest, application: Application, paper: str) -> None:
    who: dict[str, Any] = {"by": request.authority, "at": timezone.now()}  # type: ignore[attr-defined]
    if "_join" in request.POST:
        made = actions.join_pages(application.draft.pk, paper_key=paper, **who)
        messages.success(request, _("Đã gộp thành một tệp: %s.") % made.filename)
    for name, act in (
        ("_earlier", lambda key: actions.move_page(key, step=-1, **who)),
        ("_later", lambda key: actions.move_page(key, step=1, **who)),
        ("_turn", lambda key: actions.turn_page(key, turn=90, **who)),
        ("_apart", lambda key: actions.take_apart(key, **who)),
        ("_take_out", lambda key: actions.detach(key, **who)),
    ):
        if name in request.POST:
            act(_key(request.POST[name]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def cut(request: HttpRequest, application: Application, paper: str, attachment_id: UUID) -> HttpResponse:
    """Cut one photograph to its page: as it seems to lie, or by how much to take off each side, tried first."""
    page = _page_of(application, paper, attachment_id)
    back = reverse("applicant:arrange", args=[application.draft.pk, paper])
    error = ""
    if request.method == "POST":
        try:
            who: dict[str, Any] = {"by": request.authority, "at": timezone.now()}  # type: ignore[attr-defined]
            actions.cut_page(attachment_id, box=_box(request.POST), **who)
            return HttpResponseRedirect(back)
        except Invalid as refusal:
            error = refusal.detail["errors"]["box"]
    typed = request.POST if request.method == "POST" else request.GET
    tried = any(name in typed for name in SIDES.values())
    suggested = None if tried else photographs.suggested_box(page)
    percents = _percents(suggested) if suggested is not None else {side: _number(typed, side) for side in SIDES}
    query = "&".join(f"{SIDES[side]}={percents[side]}" for side in SIDES)
    picture = reverse("applicant:page_picture", args=[application.draft.pk, paper, attachment_id])
    context = {
        "section": "mine",
        "back_url": back,
        "name": page.filename,
        "picture": f"{picture}?lon=1&{query}",
        "sides": [{"name": SIDES[side], "label": str(SIDE_WORDS[side]), "percent": percents[side]} for side in SIDES],
        "is_suggested": suggested is not None,
        "most": MOST_CUT,
        "error": error,
    }
    return render(request, "applicant/cut.html", context)


@require_safe
@with_application
def page_picture(request: HttpRequest, application: Application, paper: str, attachment_id: UUID) -> HttpResponse:
    """One page as a small picture of our own drawing, for the person whose draft it is."""
    page = _page_of(application, paper, attachment_id)
    tried = any(name in request.GET for name in SIDES.values())
    width = photographs.LARGE if "lon" in request.GET else photographs.SMALL
    drawn = photographs.thumbnail(page, width=width, box=_box(request.GET) if tried else None)
    answer = HttpResponse(drawn, content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _shown(page: Any, number: int, paper: str, made: Mapping[UUID, int]) -> dict[str, Any]:
    places = [page.draft_id, paper, page.pk]
    return {
        **words.file_shown(page),
        "number": number,
        "picture": reverse("applicant:page_picture", args=places),
        "cut_url": reverse("applicant:cut", args=places),
        "was_changed": page.pk in made,
    }


def _page_of(application: Application, paper: str, attachment_id: UUID) -> Any:
    wanted_paper(application, paper)
    for one in dossiers.pages_of(application.draft, paper):
        if one.pk == attachment_id:
            return one
    raise Http404


def _box(typed: Mapping[str, str]) -> Box:
    """What stays when so many percent are cut off each side."""
    left, top, right, bottom = (_number(typed, side) / 100 for side in ("left", "top", "right", "bottom"))
    return (left, top, 1 - right, 1 - bottom)


def _percents(box: Box) -> dict[str, int]:
    left, top, right, bottom = box
    return {
        "left": int(left * 100),
        "top": int(top * 100),
        "right": int((1 - right) * 100),
        "bottom": int((1 - bottom) * 100),
    }


def _number(typed: Mapping[str, str], side: str) -> int:
    text = typed.get(SIDES[side], "")
    return min(int(text), MOST_CUT) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("") from None
