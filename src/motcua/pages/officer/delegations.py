"""My leave, my deputies: what I entrust to colleagues and they to me; enter, choose, and take back."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.organisation import actions
from motcua.organisation import queries as organisation
from motcua.organisation.rules.refusals import OrganisationRefusal
from motcua.pages.saying import format_date, format_typed_date, said
from motcua.pages.staff.access import authority_of, for_officers, now, office_of
from motcua.pages.staff.frame import frame
from motcua.pages.staff.inputs import Day, Words
from motcua.pages.staff.wording import FUNCTIONS

LEAVE, LEND, STEP = "leave", "lend", "step"


def _reason(help_text: Any) -> Words:
    return Words(label=gettext_lazy("Lý do"), required=False, rows=2, max_length=300, help_text=help_text)


class LeaveForm(forms.Form):
    """From when to when I am away."""

    use_required_attribute = False
    first = Day(label=gettext_lazy("Nghỉ từ ngày"))
    last = Day(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Bỏ trống khi chưa biết ngày đi làm lại"),
    )
    reason = _reason(gettext_lazy("Chỉ bạn và người quản trị đọc được."))


class LendForm(forms.Form):
    """Which of my posts, to which colleague, on which days."""

    use_required_attribute = False
    posts = forms.MultipleChoiceField(
        label=gettext_lazy("Giao vị trí nào?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Hãy chọn ít nhất một vị trí."),
            "invalid_choice": gettext_lazy("Hãy chọn vị trí bạn đang giữ."),
        },
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Giao cho ai?"),
        help_text=gettext_lazy("Đồng nghiệp cùng cơ quan; người ấy làm được mọi việc của vị trí trong những ngày này."),
        error_messages={"required": gettext_lazy("Hãy chọn người."), "invalid_choice": gettext_lazy("Hãy chọn người.")},
    )
    first = Day(label=gettext_lazy("Từ ngày"))
    last = Day(label=gettext_lazy("Đến hết ngày"))
    reason = _reason(gettext_lazy("Người nhận đọc được."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def delegations(request: HttpRequest) -> HttpResponse:
    """Leave and delegations that hold today or later, the posts of today, and a form for each."""
    by, at = authority_of(request), now()
    step = request.POST.get(STEP, "")
    leave = LeaveForm(request.POST if step == LEAVE else None, label_suffix="", auto_id="nghi_%s")
    lend = LendForm(
        request.POST if step == LEND else None, label_suffix="", auto_id="giao_%s",
        initial={"first": format_typed_date(at.date())},
    )  # fmt: skip
    held = organisation.holdings_of(by.signed_in_id, at.date())
    colleagues = organisation.colleagues_in({one.office_id for one in held}, at.date()) if held else []
    _choosing(lend, "posts").choices = [(str(one.id), f"{said(one.title)}, {one.unit_name}") for one in held]
    _choosing(lend, "to").choices = [
        ("", _("Chọn người")),
        *(
            (str(one.account_id), ", ".join([one.name, *map(said, one.titles)]))
            for one in colleagues
            if one.account_id != by.account_id
        ),
    ]
    if step == LEAVE and leave.is_valid() and _recorded(request, leave):
        return HttpResponseRedirect(reverse("officer:delegations"))
    if step == LEND and lend.is_valid() and _lent(request, lend):
        return HttpResponseRedirect(reverse("officer:delegations"))
    office_id = office_of(request)
    context: dict[str, Any] = {
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "posts": _posts(request),
        "rows": _rows(request),
        "leaves": [
            {"id": one.id, "days": _days(one), "reason": one.reason}
            for one in organisation.leaves_of(by.signed_in_id, at.date())
        ],
        "leave_form": leave,
        "lend_form": lend if held else None,
        "names": {"step": STEP, "leave": LEAVE, "lend": LEND},
        "errors": [
            {"input_name": str(form.auto_id) % name, "message": error}
            for form in (leave, lend)
            for name, found in form.errors.items()
            for error in found
        ],
    }
    return render(request, "officer/delegations.html", frame(request, "delegations", **context))


@require_POST
@for_officers
def cancel_leave(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """Take back a leave of mine."""
    return _done(
        request, lambda: actions.cancel_leave(leave_id, by=authority_of(request), at=now()), _("Đã bỏ lần nghỉ này.")
    )


@require_POST
@for_officers
def revoke(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """End what I entrusted: from now on the colleague has it no more."""
    return _done(
        request,
        lambda: actions.revoke_delegation(delegation_id, by=authority_of(request), at=now()),
        _("Đã thu hồi. Từ giờ đồng nghiệp không làm thay vị trí này nữa."),
    )


def _done(request: HttpRequest, do: Any, words: str) -> HttpResponse:
    try:
        do()
    except OrganisationRefusal as refusal:
        messages.error(request, said(refusal.message))
    else:
        messages.success(request, words)
    return HttpResponseRedirect(reverse("officer:delegations"))


def _recorded(request: HttpRequest, form: LeaveForm) -> bool:
    """Write the leave down; whether it was, else why not stands at the first day."""
    by, typed = authority_of(request), form.cleaned_data
    try:
        actions.record_leave(
            by.signed_in_id, by=by, at=now(), first=typed["first"], last=typed["last"], reason=typed["reason"]
        )
    except OrganisationRefusal as refusal:
        form.add_error("first", said(refusal.message))
        return False
    messages.success(request, _("Đã ghi ngày nghỉ. Cấp phó thường trực tự động làm thay."))
    return True


def _lent(request: HttpRequest, form: LendForm) -> bool:
    by, typed = authority_of(request), form.cleaned_data
    try:
        actions.grant_delegations(
            [UUID(one) for one in typed["posts"]],
            by=by,
            at=now(),
            to_account_id=UUID(typed["to"]),
            first=typed["first"],
            last=typed["last"],
            reason=typed["reason"],
        )
    except OrganisationRefusal as refusal:
        form.add_error("first", said(refusal.message))
        return False
    messages.success(request, _("Đã giao vị trí cho đồng nghiệp."))
    return True


def _rows(request: HttpRequest) -> list[dict[str, Any]]:
    by = authority_of(request)
    return [
        {
            "id": one.id,
            "mine": one.from_account_id == by.account_id,
            "way": _("Tôi giao") if one.from_account_id == by.account_id else _("Giao cho tôi"),
            "who": one.to_name if one.from_account_id == by.account_id else one.from_name,
            "post": f"{said(one.title)}, {one.unit_name}",
            "days": _days(one),
            "reason": one.reason,
        }
        for one in organisation.delegations_of(by.signed_in_id, now().date())
    ]


def _posts(request: HttpRequest) -> list[dict[str, Any]]:
    by = authority_of(request)
    units = organisation.names_of({post.unit_id for post in by.appointments})
    return [
        {
            "title": said(post.title),
            "function": FUNCTIONS.get(post.function, post.function),
            "unit": units.get(post.unit_id, ""),
            "acting": post.acting_for is not None,
        }
        for post in by.appointments
    ]


def _choosing(form: forms.Form, name: str) -> forms.ChoiceField:
    return cast("forms.ChoiceField", form.fields[name])


def _days(one: organisation.Absence | organisation.Entrusted) -> str:
    first = format_date(one.valid_from)
    if one.valid_to is None:
        return _("từ %s") % first
    return _("%(first)s đến %(last)s") % {"first": first, "last": format_date(one.valid_to)}
