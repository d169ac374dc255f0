"""A text to many: written, looked at, started, watched, stopped."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from motcua.accounts.rules.logins import phone_number
from motcua.accounts.rules.refusals import AccountRefusal
from motcua.correspondence import loading
from motcua.correspondence.actions import campaigns as actions
from motcua.correspondence.queries import campaigns as queries
from motcua.correspondence.rules.campaigns import Audience
from motcua.correspondence.rules.lengths import measured
from motcua.organisation import queries as organisation
from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import format_money, format_number
from motcua.pages.staff.inputs import Clock, Day, Line, Words, moment
from motcua.pages.stepping_up import require_fresh

from .access import authority_of, for_administrators, now, own_office, said_moment, sent, typed
from .changing import either
from .forms import Choice, Nothing
from .frame import AFTER, Cell, Listing, Text, ask, done, frame, next_address, show_list, tried

SIZE = 50
STATES: dict[str, Text] = {
    "draft": _lazy("Bản nháp"),
    "scheduled": _lazy("Chờ đến giờ"),
    "running": _lazy("Đang gửi"),
    "stopped": _lazy("Đã dừng"),
    "finished": _lazy("Đã gửi xong"),
}
PURPOSES: list[tuple[str, Text]] = [
    ("service", _lazy("Việc đang giải quyết: chỉ người có hồ sơ chưa xong")),
    ("news", _lazy("Tuyên truyền, mời họp: chỉ người đã đồng ý nhận")),
]
AUDIENCES: list[tuple[str, Text]] = [
    ("open", _lazy("Người có hồ sơ chưa xong")),
    ("filed", _lazy("Người đã nộp hồ sơ trong khoảng ngày dưới đây")),
    ("list", _lazy("Danh sách số điện thoại dưới đây")),
]
LONGEST_LIST = 1_000_000


class NewCampaign(forms.Form):
    """What is asked of whoever writes to many."""

    office = Choice(label=_lazy("Cơ quan gửi"))
    title = Line(label=_lazy("Tên đợt gửi"), max_length=120, help_text=_lazy("Để tìm lại; người nhận không thấy"))
    text = Words(
        label=_lazy("Lời nhắn"),
        rows=4,
        max_length=1000,
        help_text=_lazy("Nói rõ cơ quan nào nhắn. Tin tuyên truyền được thêm câu chỉ cách từ chối."),
    )
    with_marks = forms.BooleanField(
        label=_lazy("Gửi có dấu"), required=False, help_text=_lazy("dễ đọc hơn, tốn nhiều tin hơn")
    )
    purpose = Choice(label=_lazy("Để làm gì"), choices=PURPOSES, widget=forms.RadioSelect)
    audience = Choice(label=_lazy("Gửi cho ai"), choices=AUDIENCES, widget=forms.RadioSelect)
    since = Day(label=_lazy("Nộp từ ngày"), required=False)
    until = Day(label=_lazy("Đến hết ngày"), required=False)
    numbers = Words(
        label=_lazy("Số điện thoại"),
        rows=4,
        required=False,
        max_length=LONGEST_LIST,
        help_text=_lazy("Mỗi dòng một số, hoặc dán cả cột từ bảng tính"),
    )
    per_minute = forms.IntegerField(
        label=_lazy("Mỗi phút gửi nhiều nhất"),
        min_value=1,
        error_messages={"required": _lazy("Hãy ghi mục này."), "invalid": _lazy("Hãy ghi một số.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("audience") == "filed" and not (given.get("since") and given.get("until")):
            self.add_error("since", _("Ghi cả hai ngày."))
        given["phones"] = tuple(self._phones(given.get("numbers", "")) if given.get("audience") == "list" else ())
        return given

    def _phones(self, typed_in: str) -> list[str]:
        found: dict[str, None] = {}
        for number, line in enumerate(re.split(r"[\n;,\t]+", typed_in), 1):
            if not line.strip():
                continue
            try:
                found[phone_number(line.strip())] = None
            except AccountRefusal:
                # Which one, not what: an address of a page that is reloaded should not repeat a list of people.
                self.add_error("numbers", _("Mục thứ %(number)s không phải số điện thoại.") % {"number": number})
                break
        return list(found)

    def read_audience(self) -> Audience:
        """Whom it is for. The form must be valid."""
        given = self.cleaned_data
        if given["audience"] == "filed":
            return Audience("filed", given["since"], given["until"])
        return Audience(given["audience"], numbers=given["phones"])


class Start(forms.Form):
    """When it begins."""

    day = Day(label=_lazy("Gửi từ ngày"), required=False)
    clock = Clock(label=_lazy("Từ giờ"), required=False, help_text=_lazy("Để trống cả hai: gửi ngay"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("day")) != bool(given.get("clock")):
            self.add_error("day", _("Ghi cả ngày và giờ, hoặc để trống cả hai."))
        given["starts_at"] = moment(given.get("day"), given.get("clock"))
        if given["starts_at"] is not None and given["starts_at"] < timezone.now():
            self.add_error("day", _("Giờ này đã qua."))
        return given


@require_safe
@for_administrators
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns of the subtree's offices, newest first."""
    found = queries.campaigns_administered(authority_of(request), after=typed(request, AFTER), size=SIZE + 1)
    page = Listing(
        title=_("Gửi tin hàng loạt"),
        columns=[_("Đợt gửi"), _("Cơ quan"), _("Ra sao"), _("Đã gửi")],
        rows=[_listed(one) for one in found[:SIZE]],
        actions=[(reverse("administrator:new_campaign"), _("Soạn đợt gửi mới"))],
        next_url=next_address(request, str(found[SIZE - 1].pk) if len(found) > SIZE else ""),
        empty_title=_("Chưa có đợt gửi nào"),
        empty_text=_("Soạn một lời nhắn, chọn người nhận, xem số tin và chi phí rồi mới gửi."),
    )
    return show_list(request, "campaigns", page)


def _listed(one: Any) -> list[Cell]:
    return [
        Cell(as_typed(one.title), reverse("administrator:campaign", args=[one.pk]), said_moment(one.created_at)),
        Cell(one.unit.short_name or one.unit.name),
        Cell(STATES[one.state]),
        Cell(f"{format_number(one.sent)} / {format_number(one.written or one.expected)}"),
    ]


@either
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """Write one; it is a draft until it is started."""
    by, at = authority_of(request), now()
    rules = loading.sending(at.date())
    offices = organisation.administered(by).filter(is_office=True, valid_to=None).order_by("path")
    choices = [(str(one.pk), one.name) for one in offices[:500]]
    form = NewCampaign(sent(request), initial={"office": str(own_office(by)), "per_minute": rules.per_minute})
    form.fields["office"].choices = choices  # type: ignore[attr-defined]

    def act(given: dict[str, Any]) -> Any:
        return actions.write_campaign(
            UUID(given["office"]),
            by=by,
            at=at,
            audience=form.read_audience(),
            **{name: given[name] for name in ("title", "text", "with_marks", "purpose", "per_minute")},
        )

    if request.method == "POST" and (made := tried(form, act)):
        words = _("Đã soạn. Xem lại rồi bấm Gửi.")
        return done(request, words, reverse("administrator:campaign", args=[made.pk]))
    intro = _("Chưa gửi gì ở bước này: bước sau cho xem lời nhắn, số người và chi phí.")
    back = reverse("administrator:campaigns")
    return ask(request, "campaigns", form, title=_("Soạn đợt gửi"), button=_("Xem trước"), intro=intro, back=back)


def _found(request: HttpRequest, campaign_id: UUID) -> Any:
    one = queries.campaign_administered(authority_of(request), campaign_id)
    if one is None:
        raise Http404
    return one


@require_safe
@for_administrators
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign: what it says and costs, how far it is, what became of it."""
    one = _found(request, campaign_id)
    whole = one.written if one.is_spread else max(one.expected - one.without_consent, one.written)
    gone = min(one.sent + one.failed + one.cancelled, whole)
    percent = round(100 * gone / whole) if whole else (100 if one.is_spread else 0)
    under_way = one.state in ("scheduled", "running")
    context = {
        "one": one,
        "state": STATES[one.state],
        "facts": _facts(one),
        "results": _results(one),
        "percent": percent,
        "progress": _("%(gone)s trên %(whole)s người, %(percent)s%%")
        % {"gone": format_number(gone), "whole": format_number(whole), "percent": percent},
        "may_start": one.state == "draft",
        "may_stop": under_way,
        "refresh": 10 if one.state == "running" else 0,
        "left": _left(one, whole - gone) if one.state == "running" else "",
    }
    response = render(request, "administrator/campaign.html", frame(request, "campaigns", **context))
    if context["refresh"]:
        response["Refresh"] = "10"
    return response


def _facts(one: Any) -> list[tuple[Text, Any]]:
    words = actions.said(one.text, with_marks=one.with_marks, purpose=one.purpose)
    length = measured(words)
    cost = length.parts * one.expected * loading.sending(timezone.localdate()).price_of_a_part
    return [
        (_("Lời nhắn"), as_typed(words)),
        (_("Độ dài"), _("%(units)s ký tự, %(parts)s tin mỗi người") % {"units": length.units, "parts": length.parts}),
        (_("Để làm gì"), dict(PURPOSES)[one.purpose]),
        (_("Gửi cho"), _audience(one)),
        (_("Nhiều nhất"), _("%(cost)s nếu mọi người đều nhận") % {"cost": format_money(cost)}),
        (_("Nhịp gửi"), _("%(many)s người mỗi phút, không gửi ban đêm") % {"many": format_number(one.per_minute)}),
        (_("Cơ quan"), one.unit.name),
        (_("Người soạn"), f"{one.author.full_name}, {said_moment(one.created_at)}"),
        *([(_("Người cho gửi"), one.started_by.full_name)] if one.started_by else []),
        *([(_("Bắt đầu"), said_moment(one.starts_at))] if one.starts_at else []),
        *([(_("Đã dừng lúc"), said_moment(one.stopped_at))] if one.stopped_at else []),
        *([(_("Xong lúc"), said_moment(one.finished_at))] if one.finished_at else []),
    ]


def _audience(one: Any) -> str:
    many = _("%(many)s số điện thoại") % {"many": format_number(one.expected)}
    return f"{dict(AUDIENCES)[one.audience['kind']]}: {many}"


def _results(one: Any) -> list[tuple[Text, str]]:
    counted: list[tuple[Text, int]] = [
        (_("Đã đưa vào hàng chờ"), one.written),
        (_("Bỏ qua vì chưa đồng ý"), one.without_consent),
        (_("Đã gửi"), one.sent),
        (_("Nhà mạng báo đã đến"), one.delivered),
        (_("Nhà mạng báo không đến"), one.undelivered),
        (_("Không gửi được"), one.failed),
        (_("Đã dừng, không gửi"), one.cancelled),
    ]
    return [(label, format_number(many)) for label, many in counted]


def _left(one: Any, many: int) -> str:
    return _("Còn khoảng %(minutes)s phút, nếu không gặp giờ nghỉ ban đêm.") % {
        "minutes": max(1, -(-many // one.per_minute))
    }


@either
@for_administrators
@require_fresh
def start(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Let it leave."""
    one, by, at = _found(request, campaign_id), authority_of(request), now()
    back = reverse("administrator:campaign", args=[campaign_id])
    form = Start(sent(request))

    def act(given: dict[str, Any]) -> Any:
        starts_at: datetime | None = given["starts_at"]
        return actions.start_campaign(campaign_id, by=by, at=at, starts_at=starts_at)

    if request.method == "POST" and tried(form, act):
        return done(request, _("Đã cho gửi. Trang này tự tải lại để bạn theo dõi."), back)
    return ask(
        request,
        "campaigns",
        form,
        title=_("Gửi tin hàng loạt"),
        facts=[(_("Tên đợt gửi"), as_typed(one.title)), *_facts(one)[:5]],
        button=_("Gửi"),
        back=back,
    )


@either
@for_administrators
def stop(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Stop it: one question, because somebody in a hurry may press beside it."""
    one, by, at = _found(request, campaign_id), authority_of(request), now()
    back = reverse("administrator:campaign", args=[campaign_id])
    form = Nothing(sent(request))
    if request.method == "POST" and tried(form, lambda given: actions.stop_campaign(campaign_id, by=by, at=at)):
        return done(request, _("Đã dừng. Tin chưa gửi sẽ không gửi nữa."), back)
    return ask(
        request,
        "campaigns",
        form,
        title=_("Dừng gửi"),
        facts=[(_("Tên đợt gửi"), as_typed(one.title))],
        intro=_(
            "Tin đã giao cho nhà mạng vẫn đến. Đợt gửi đã dừng không chạy tiếp được; muốn gửi nữa thì soạn đợt mới."
        ),
        button=_("Dừng gửi"),
        grave=True,
        back=back,
    )
