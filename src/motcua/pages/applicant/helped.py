"""A citizen's draft in the hands of a helper: what the pages say, what is written down, and how the citizen files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
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
from motcua.pages.circumstances import circumstances_of
from motcua.pages.saying import said
from motcua.vietnamese import mask_phone


def bar(draft: Any) -> dict[str, str]:
    """What the gold bar says: in whose name one helps, and for how long still."""
    now = timezone.now()
    given = dossiers.help_in_hand(draft, now)
    minutes = max(int((draft.help_until - now).total_seconds() // 60), 0)
    return {
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
        accounts.issue_code(citizen.phone, Purpose.FILE, at=timezone.now(), address=address_of(request), about=about)
    except AccountRefusal as refusal:
        return said(refusal)
    return ""


def file(request: HttpRequest, draft: Any, *, revision: int | None) -> HttpResponse:
    """File the draft for the citizen who has typed their code here; the helper's page ends with it.

    Raises AccountRefusal for a wrong code, and as `file_with_help` does.
    """
    citizen, at = account(draft.account_id), timezone.now()
    assert citizen is not None
    typed = request.POST.get("code", "")[:40]
    consent = accounts.take_consent(citizen.phone, Purpose.FILE, typed, at=at, address=address_of(request))
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
