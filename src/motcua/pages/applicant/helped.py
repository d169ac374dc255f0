"""A citizen's draft in the hands of a helper: what the pages say, what is written down, and how the citizen files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.accounts import actions as accounts
from motcua.accounts.actions.sign_in import address_of
from motcua.accounts.queries import account
from motcua.accounts.rules.codes import Purpose
from motcua.accounts.rules.refusals import AccountRefusal
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.pages import catalogue_words
from motcua.pages.circumstances import circumstances_of
from motcua.pages.saying import format_time, said
from motcua.vietnamese import mask_name, mask_phone

SOON = timedelta(minutes=5)


class HelpIsOver(Http404):
    """A draft that the person helped with and that is the citizen's alone again."""

    def __init__(self, assistance: Any) -> None:
        super().__init__()
        self.assistance = assistance


def not_there(request: HttpRequest, draft_id: UUID) -> Http404:
    """Why a draft does not open: to whoever helped with it, that their hour is over; to anybody else, nothing."""
    given = dossiers.help_that_was(request.authority, draft_id)  # type: ignore[attr-defined]
    is_over = given is not None and (given.ended_at is not None or given.until <= timezone.now())
    return HelpIsOver(given) if is_over else Http404()


def says_when_over(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show a helper whose right has ended a page that says so, instead of one that says nothing is there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except HelpIsOver as over:
            return _over(request, over.assistance)

    return guarded


def _over(request: HttpRequest, given: Any) -> HttpResponse:
    ended = min(given.ended_at or given.until, timezone.now())
    card = catalogue_words.card(given.procedure_key)
    context = {
        "section": "helper",
        "helper_name": given.helper_name,
        "who": mask_name(given.citizen.full_name),
        "what": card.short_name if card is not None else given.procedure_key,
        "ended": format_time(timezone.localtime(ended)),
        "ending": given.ending or "shut",
        "code": dossiers.code_of_help(given),
        "was_typing": request.method == "POST",
        "again_url": f"{reverse('adviser:home')}?viec={given.procedure_key}",
    }
    return render(request, "adviser/over.html", context, status=410)


def bar(draft: Any) -> dict[str, Any]:
    """What the gold bar says: in whose name one helps, and for how long still."""
    now = timezone.now()
    given = dossiers.help_in_hand(draft, now)
    left = draft.help_until - now
    minutes = max(int(left.total_seconds() // 60), 0)
    return {
        "until": format_time(timezone.localtime(draft.help_until)),
        "soon": left <= SOON,
        "soon_in": max(int((left - SOON).total_seconds()), 0),
        "who": f"{given.helper_name}, {given.team.short_name}" if given is not None else "",
        "left": ngettext("còn %d phút", "còn %d phút", minutes) % minutes,
        "leave": reverse("adviser:end", args=[given.pk]) if given is not None else "",
    }


def note(request: HttpRequest, draft: Any) -> None:
    """Write down, for the citizen to read, which page the helper opened or saved."""
    match = request.resolver_match
    page = match.kwargs.get("page", match.url_name) if match else ""
    how = "saved" if request.method == "POST" else "page"
    actions.note_look(draft, by=request.authority, at=timezone.now(), what=f"{how}:{page}")  # type: ignore[attr-defined]


def phone_of(draft: Any) -> str:
    """The citizen's phone as a helper may see it."""
    citizen = account(draft.account_id)
    return mask_phone(citizen.phone) if citizen is not None else ""


def send_code(request: HttpRequest, draft: Any) -> str:
    """Send the citizen the code by which they file at this machine; what is wrong, empty where it was sent."""
    citizen, given = account(draft.account_id), dossiers.help_in_hand(draft, timezone.now())
    assert citizen is not None
    about = {"helper": given.helper_name, "team": given.team.short_name} if given is not None else {}
    try:
        accounts.issue_code(
            citizen.phone,
            Purpose.FILE,
            at=timezone.now(),
            address=address_of(request),
            about=about,
            bound_to=_read_through(draft, draft.revision),
        )
    except AccountRefusal as refusal:
        return said(refusal)
    return ""


def _read_through(draft: Any, revision: int | None) -> str:
    """What the citizen's second code is good for: the draft as it stood when they read it through, and no other."""
    return f"{draft.pk} {revision}"


def file(request: HttpRequest, draft: Any, *, revision: int | None) -> HttpResponse:
    """File the draft for the citizen who has typed their code here; the helper's page ends with it.

    Raises AccountRefusal for a wrong code, and as `file_with_help` does.
    """
    citizen, at = account(draft.account_id), timezone.now()
    assert citizen is not None
    typed = request.POST.get("code", "")[:40]
    consent = accounts.take_consent(
        citizen.phone,
        Purpose.FILE,
        typed,
        at=at,
        address=address_of(request),
        bound_to=_read_through(draft, revision),
    )
    dossier = actions.file_with_help(
        draft.pk,
        by=request.authority,  # type: ignore[attr-defined]
        at=at,
        consent=consent,
        revision=revision,
        how=circumstances_of(request),
    )
    messages.success(
        request,
        _("Đã nộp, mã hồ sơ %(code)s. Chúng tôi nhắn mã này cho người dân. Bạn không còn xem được hồ sơ.")
        % {"code": dossier.code},
    )
    return HttpResponseRedirect(reverse("adviser:home"))
