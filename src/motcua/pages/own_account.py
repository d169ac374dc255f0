"""What citizens' and officers' pages of their own account share: where it is signed in, and its password."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.accounts import actions as accounts
from motcua.accounts import queries
from motcua.accounts.rules.refusals import AccountRefusal, SignInRefused
from motcua.pages.saying import format_moment, said

_AT_MOST = 1001


def sessions(request: HttpRequest) -> list[dict[str, Any]]:
    """Where the account is signed in, this place first."""
    here = request.session.session_key
    account_id = request.user.pk
    if account_id is None:
        return []
    rows = [
        {
            "id": one.pk,
            "device": one.device or _("Thiết bị không rõ"),
            "address": one.address,
            "opened": format_moment(timezone.localtime(one.opened_at)),
            "seen": format_moment(timezone.localtime(one.seen_at)),
            "here": one.session_key == here,
        }
        for one in queries.sessions_of(account_id)
    ]
    return sorted(rows, key=lambda row: not row["here"])


def end_sessions(request: HttpRequest) -> bool:
    """Answer the buttons of the list of sessions; False where none of them was pressed."""
    account, at = queries.account(request.user.pk), timezone.now()
    if account is None or request.POST.get("do") not in {"end", "end_others"}:
        return False
    if request.POST["do"] == "end_others":
        many = accounts.end_other_sessions(account, keep=request.session.session_key, at=at)
        messages.success(request, _("Đã đăng xuất %(many)d nơi khác.") % {"many": many})
        return True
    try:
        wanted = UUID(request.POST.get("session", ""))
    except ValueError:
        wanted = None
    if wanted is not None and accounts.end_session(account, wanted, at=at):
        messages.success(request, _("Đã đăng xuất nơi đó."))
    else:
        messages.info(request, _("Nơi đó đã đăng xuất rồi."))
    return True


def change_password(request: HttpRequest) -> dict[str, str]:
    """Answer the form of a new password; what is wrong, by the name of the input."""
    account = queries.account(request.user.pk)
    assert account is not None
    old, new = request.POST.get("old_password", "")[:_AT_MOST], request.POST.get("password", "")[:_AT_MOST]
    try:
        accounts.change_password(account, old=old, new=new, request=request, at=timezone.now())
    except SignInRefused:
        return {"old_password": _("Mật khẩu đang dùng chưa đúng. Hãy nhập lại.")}
    except AccountRefusal as refusal:
        return {"old_password" if refusal.field == "login" else refusal.field: said(refusal)}
    messages.success(request, _("Đã đổi mật khẩu. Những nơi khác đã bị đăng xuất."))
    return {}
