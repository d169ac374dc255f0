"""What I am told: dossiers given to me, reminders. Opening the list does not count as reading; a button does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from motcua.correspondence import actions
from motcua.correspondence import queries as correspondence
from motcua.pages.saying import format_moment
from motcua.pages.staff.access import authority_of, for_officers, now, uuid_or_none
from motcua.pages.staff.frame import frame

DOSSIER = "dossier"


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def messages(request: HttpRequest) -> HttpResponse:
    """The newest fifty; marking all read stays here, marking one read opens its dossier."""
    by = authority_of(request)
    if request.method == "POST":
        dossier_id = uuid_or_none(request.POST.get(DOSSIER))
        actions.mark_read(by, dossier_id, at=now())
        address = reverse("officer:dossier", args=[dossier_id]) if dossier_id else reverse("officer:messages")
        return HttpResponseRedirect(address)
    rows = [
        {"message": one, "when": format_moment(localtime(one.created_at)), "is_new": one.read_at is None}
        for one in correspondence.messages_of(by)
    ]
    context = {"rows": rows, "any_new": any(row["is_new"] for row in rows)}
    return render(request, "officer/messages.html", frame(request, "messages", **context))
