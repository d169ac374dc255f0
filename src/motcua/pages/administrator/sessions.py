"""Who is signed in in the administrator's offices, and ending a session."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts import queries as accounts
from motcua.organisation import actions
from motcua.organisation import queries as organisation

from . import forms
from .access import authority_of, for_administrators, now, said_moment, sent, typed
from .changing import either
from .frame import AFTER, Cell, Listing, ask, done, next_address, show_list, tried

SIZE = 50


@require_safe
@for_administrators
def sessions(request: HttpRequest) -> HttpResponse:
    """Where officers of the subtree are signed in now, the newest first."""
    by, at = authority_of(request), now()
    since = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    mine = organisation.people_ids(by, at.date())
    found = accounts.open_sessions(mine, since=since, after=typed(request, AFTER), size=SIZE + 1)
    listing = Listing(
        title=_("Đang đăng nhập"),
        columns=[_("Cán bộ"), _("Đăng nhập lúc"), _("Lần cuối"), _("Thiết bị"), ""],
        rows=[
            [
                Cell(one.account.full_name, reverse("administrator:person", args=[one.account_id])),
                Cell(said_moment(one.opened_at)),
                Cell(said_moment(one.seen_at)),
                Cell(one.device or _("không rõ")),
                Cell(_("Kết thúc"), reverse("administrator:end_session", args=[one.account_id, one.pk])),
            ]
            for one in found[:SIZE]
        ],
        next_url=next_address(request, str(found[SIZE - 1].pk) if len(found) > SIZE else ""),
        empty_title=_("Không có ai đang đăng nhập"),
        empty_text=_("Phiên hết hạn không hiện ở đây."),
    )
    return show_list(request, "sessions", listing)


@either
@for_administrators
def end(request: HttpRequest, account_id: UUID, session_id: UUID) -> HttpResponse:
    """End one session of an officer."""
    by, at = authority_of(request), now()
    account = organisation.holdings_of_person(by, account_id)[0].account
    row = next((one for one in accounts.sessions_of(account_id) if one.pk == session_id), None)
    if row is None:
        raise Http404
    form = forms.Nothing(sent(request))
    back = reverse("administrator:sessions")
    if request.method == "POST" and tried(
        form, lambda given: actions.end_officer_session(account_id, session_id, by=by, at=at)
    ):
        return done(request, _("Đã kết thúc phiên của %(name)s.") % {"name": account.full_name}, back)
    return ask(
        request,
        "sessions",
        form,
        title=_("Kết thúc phiên của %(name)s") % {"name": account.full_name},
        facts=[(_("Đăng nhập lúc"), said_moment(row.opened_at)), (_("Thiết bị"), row.device or _("không rõ"))],
        intro=_("Người ấy phải đăng nhập lại ở thiết bị này. Những gì chưa gửi vẫn được giữ đến lần gửi sau."),
        button=_("Kết thúc phiên"),
        grave=True,
        back=back,
    )
