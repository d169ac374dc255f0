"""Officers of the subtree: found, looked at, their accounts looked after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from motcua.accounts import queries as accounts
from motcua.organisation import actions
from motcua.organisation import queries as organisation
from motcua.organisation.permissions import must_look_after
from motcua.organisation.rules.authority import Authority
from motcua.organisation.rules.refusals import NoRight
from motcua.pages.staff.wording import FUNCTIONS
from motcua.pages.stepping_up import require_fresh

from . import forms
from .access import authority_of, for_administrators, now, said_moment, sent, typed
from .changing import either
from .frame import AFTER, Cell, Filter, Listing, Text, ask, done, frame, next_address, show_list, tried
from .posts import show_password
from .units import days
from .wording import HAPPENINGS

TEXT = "tim"


@require_safe
@for_administrators
def people(request: HttpRequest) -> HttpResponse:
    """Officers with a post in the subtree, past ones too."""
    text = typed(request, TEXT)
    found = organisation.people_administered(authority_of(request), text=text, after=typed(request, AFTER, 400))
    listing = Listing(
        title=_("Cán bộ"),
        columns=[_("Họ và tên"), _("Tên đăng nhập"), _("Tài khoản")],
        rows=[
            [
                Cell(one.name, reverse("administrator:person", args=[one.id])),
                Cell(one.login),
                Cell(_("đang dùng") if one.is_active else _("đã đóng")),
            ]
            for one in found.rows
        ],
        filters=[Filter(TEXT, _("Họ tên hoặc tên đăng nhập"), text)],
        next_url=next_address(request, found.next),
        empty_title=_("Không có cán bộ nào khớp"),
        empty_text=_("Tìm theo họ tên (không cần dấu) hoặc đầu tên đăng nhập. Thêm cán bộ mới từ trang của đơn vị."),
        intro=_("Muốn thêm cán bộ, mở đơn vị rồi chọn Thêm cán bộ mới ở vị trí người ấy giữ."),
    )
    return show_list(request, "people", listing)


@require_safe
@for_administrators
def person(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One officer: posts, whether the account is theirs to look after, where they are signed in, what happened."""
    by, at = authority_of(request), now()
    holdings = organisation.holdings_of_person(by, account_id)
    account = holdings[0].account
    why_not = _not_mine(by, account_id)
    context = {
        "person": account,
        "facts": [
            (_("Tên đăng nhập"), account.login),
            (_("Tài khoản"), _("đang dùng") if account.is_active else _("đã đóng")),
            (_("Xác thực hai bước"), _("đã bật") if accounts.has_factor(account) else _("chưa bật")),
        ],
        "holdings": [
            {
                "holding": one,
                "function": FUNCTIONS.get(one.post.function, one.post.function),
                "days": days(one.valid_from, one.valid_to),
                "over": one.valid_to is not None and one.valid_to < at.date(),
            }
            for one in holdings
        ],
        "why_not": why_not,
        "verbs": [] if why_not else _verbs(account),
        "sessions": [] if why_not else [_session(one) for one in accounts.sessions_of(account_id)],
        "events": [] if why_not else [_event(one) for one in accounts.account_events(account_id=account_id, size=15)],
    }
    return render(request, "administrator/person.html", frame(request, "people", **context))


def _not_mine(by: Authority, account_id: UUID) -> str:
    try:
        must_look_after(by, account_id, now().date())
    except NoRight as refusal:
        return refusal.message
    return ""


def _verbs(account: Any) -> list[tuple[str, Text]]:
    at = {"reset": reverse("administrator:reset_password", args=[account.pk])}
    what = [slug for slug, one in CARES.items() if one.is_open is None or one.is_open != account.is_active]
    named: list[tuple[str, Text]] = [(at["reset"], _("Đặt lại mật khẩu"))]
    return named + [(reverse("administrator:look_after", args=[account.pk, slug]), CARES[slug].label) for slug in what]


def _session(one: Any) -> dict[str, Any]:
    return {"row": one, "seen": said_moment(one.seen_at), "device": one.device or _("thiết bị không rõ")}


def _event(one: Any) -> str:
    return f"{said_moment(one.at)}: {HAPPENINGS.get(one.what, one.what)}"


@either
@for_administrators
@require_fresh
def new_password(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """A temporary password, shown once."""
    by, at = authority_of(request), now()
    account = organisation.holdings_of_person(by, account_id)[0].account
    form = forms.Reason(sent(request))
    if request.method == "POST" and (
        made := tried(form, lambda given: actions.reset_password(account_id, by=by, at=at, **given))
    ):
        return show_password(request, made)
    return ask(
        request,
        "people",
        form,
        title=_("Đặt lại mật khẩu của %(name)s") % {"name": account.full_name},
        intro=_("Mọi phiên đăng nhập của người ấy kết thúc. Mật khẩu tạm chỉ hiện một lần."),
        button=_("Đặt lại mật khẩu"),
        grave=True,
        back=reverse("administrator:person", args=[account_id]),
    )


@dataclass(frozen=True, slots=True)
class Care:
    """Something an administrator does for an account; `is_open` says which way an account is opened or closed."""

    label: Text
    words: Text
    done: Text
    act: Callable[..., Any]
    is_open: bool | None = None


def _open(account_id: UUID, **told: Any) -> None:
    actions.open_or_close_officer(account_id, is_open=True, **told)


def _close(account_id: UUID, **told: Any) -> None:
    actions.open_or_close_officer(account_id, is_open=False, **told)


def _sign_out(account_id: UUID, *, by: Authority, at: Any, reason: str) -> None:
    actions.end_officer_session(account_id, None, by=by, at=at)


CARES = {
    "mo-khoa": Care(
        _lazy("Mở khóa đăng nhập"),
        _lazy("Bỏ thời gian chờ sau nhiều lần nhập sai; mật khẩu giữ nguyên."),
        _lazy("Đã mở khóa."),
        actions.unlock_officer,
    ),
    "hai-lop": Care(
        _lazy("Xóa xác thực hai bước"),
        _lazy("Dùng khi mất điện thoại. Hãy chắc đúng người: gặp mặt hoặc gọi số đã biết trước."),
        _lazy("Đã xóa; người ấy bật lại khi đăng nhập."),
        actions.reset_second_factor,
    ),
    "dang-xuat": Care(
        _lazy("Kết thúc mọi phiên đăng nhập"),
        _lazy("Người ấy phải đăng nhập lại ở mọi nơi."),
        _lazy("Đã kết thúc mọi phiên."),
        _sign_out,
    ),
    "dong": Care(
        _lazy("Đóng tài khoản"),
        _lazy("Người ấy không đăng nhập được nữa; mọi điều đã làm vẫn còn. Mở lại được."),
        _lazy("Đã đóng tài khoản."),
        _close,
        is_open=False,
    ),
    "mo": Care(
        _lazy("Mở lại tài khoản"), _lazy("Người ấy đăng nhập lại được."), _lazy("Đã mở lại."), _open, is_open=True
    ),
}


@either
@for_administrators
@require_fresh
def look_after(request: HttpRequest, account_id: UUID, what: str) -> HttpResponse:
    """One of the smaller things for an account, with its reason."""
    care = CARES.get(what)
    if care is None:
        raise Http404
    by, at = authority_of(request), now()
    account = organisation.holdings_of_person(by, account_id)[0].account
    form = forms.Reason(sent(request))

    def act(given: dict[str, Any]) -> bool:
        care.act(account_id, by=by, at=at, reason=given["reason"])
        return True

    back = reverse("administrator:person", args=[account_id])
    if request.method == "POST" and tried(form, act):
        return done(request, str(care.done), back)
    return ask(
        request,
        "people",
        form,
        title=f"{care.label}: {account.full_name}",
        intro=care.words,
        button=care.label,
        grave=True,
        back=back,
    )
