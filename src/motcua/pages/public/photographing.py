"""The other end of the paper bridge: any phone, signed in or not, adds pages. It is told the paper's name only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.accounts import actions as accounts
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.pages.legible import legibility_words
from motcua.pages.public.lookup import too_many
from motcua.pages.saying import said

PAGE = "page"
_A_MINUTE = 30


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def photograph(request: HttpRequest, token: str) -> HttpResponse:
    """How many pages came, and the place to photograph the next; a plain page where the code is no longer good."""
    at = timezone.now()
    try:
        bridge = dossiers.bridge_by_token(token[:64], at)
    except NotFound:
        return _over(request)
    context: dict[str, Any] = {
        "pages": bridge.pages,
        "most": settings.BRIDGE_PAGES,
        "paper_name": said(dossiers.paper_of_bridge(bridge)),
        "errors": [],
        "hard": legibility_words(request.GET.get("kho", "")[:40]),
        "page_name": PAGE,
        "just_came": "da-nhan" in request.GET,
    }
    if request.method != "POST":
        return render(request, "public/photograph.html", context)
    files = request.FILES.getlist(PAGE)
    wait = accounts.count(
        "bridge", str(bridge.pk), most=_A_MINUTE, per=timedelta(minutes=1), at=at, many=max(len(files), 1)
    )
    if wait is not None:
        answer = render(request, "public/busy.html", {}, status=429)
        answer["Retry-After"] = "60"
        return answer
    hard = ""
    for file in files:
        try:
            hard = actions.photograph(token[:64], at=at, file=file).legibility or hard
        except (Invalid, NotAllowed) as refusal:
            context["errors"].append(said(refusal.message))
        except NotFound:
            return _over(request)
    if context["errors"]:
        context["pages"] = dossiers.bridge_by_token(token[:64], at).pages
        return render(request, "public/photograph.html", context, status=422)
    return HttpResponseRedirect(f"{request.path}?da-nhan=1&kho={hard.replace(' ', '+')}" if files else request.path)


def _over(request: HttpRequest) -> HttpResponse:
    if too_many(request):
        return render(request, "public/busy.html", {}, status=429)
    return render(request, "public/photograph_over.html", {}, status=404)
