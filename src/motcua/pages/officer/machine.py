"""Where this very machine stands: a citizens' computer at the desk or a team's, marked once by an officer at it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from motcua.dossiers.rules.circumstances import Place
from motcua.pages.circumstances import SHARED, mark, place_of
from motcua.pages.staff.access import for_officers
from motcua.pages.staff.frame import frame

WORDS = {
    Place.DESK_COMPUTER: _lazy("Máy cho người dân dùng ở bộ phận một cửa"),
    Place.WARD_TEAM: _lazy("Máy của tổ tư vấn phường, xã"),
    Place.QUARTER_TEAM: _lazy("Máy của tổ tư vấn khu phố, thôn"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def machine(request: HttpRequest) -> HttpResponse:
    """Say where the machine stands, or that it is an officer's own: filings from it then count at the right place."""
    if request.method == "POST":
        wanted = request.POST.get("place", "")
        answer = HttpResponseRedirect(reverse("officer:machine"))
        mark(answer, request, Place(wanted) if wanted in SHARED else None)
        messages.success(request, _("Đã ghi nhớ trên máy này."))
        return answer
    here = place_of(request)
    choices = [("", _("Máy của cán bộ, không cho người dân dùng"), here is None)]
    choices += [(one.value, str(WORDS[one]), one is here) for one in SHARED]
    return render(request, "officer/machine.html", frame(request, "settings", choices=choices))
