"""Colleagues who are away: note it for a sick one, then hand their dossiers on."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers.queries import lateness
from motcua.organisation import actions
from motcua.organisation import queries as organisation
from motcua.organisation.rules.refusals import OrganisationRefusal
from motcua.pages.saying import format_date, said
from motcua.pages.staff.access import uuid_or_none
from motcua.pages.staff.frame import frame
from motcua.pages.staff.inputs import Day, Words

from .sight import Sight, for_managers, sight_of

WHO = "nguoi"


class LeaveForm(forms.Form):
    """Who is away, from when to when."""

    use_required_attribute = False
    person = forms.ChoiceField(
        label=gettext_lazy("Ai nghỉ?"),
        error_messages={"required": gettext_lazy("Hãy chọn người."), "invalid_choice": gettext_lazy("Hãy chọn người.")},
    )
    first = Day(label=gettext_lazy("Nghỉ từ ngày"))
    last = Day(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Bỏ trống khi chưa biết ngày đi làm lại"),
    )
    reason = Words(
        label=gettext_lazy("Lý do"),
        required=False,
        rows=2,
        max_length=300,
        help_text=gettext_lazy("Chỉ người nghỉ và người quản trị đọc được."),
    )

    def __init__(self, sight: Sight, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        colleagues = organisation.colleagues_in([one.id for one in sight.led()], sight.at.date())
        choices = [(str(one.account_id), ", ".join([one.name, *map(said, one.titles)])) for one in colleagues]
        cast("forms.ChoiceField", self.fields["person"]).choices = [("", _("Chọn người")), *choices]


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def absences(request: HttpRequest) -> HttpResponse:
    """Who of the offices one leads is away, and the form to note another."""
    sight = sight_of(request)
    if not sight.led():
        raise PermissionDenied
    today = format_date(sight.at.date())
    form = LeaveForm(sight, request.POST if request.method == "POST" else None, initial={"first": today})
    if request.method == "POST" and form.is_valid():
        who = UUID(form.cleaned_data["person"])
        try:
            actions.record_leave(who, by=sight.by, at=sight.at, first=form.cleaned_data["first"],
                                 last=form.cleaned_data["last"], reason=form.cleaned_data["reason"])  # fmt: skip
        except OrganisationRefusal as refusal:
            form.add_error("first", said(refusal.message))
        else:
            return HttpResponseRedirect(f"{reverse('manager:absences')}?{WHO}={who}")
    leaves = organisation.leaves_in([one.id for one in sight.led()], sight.at.date())
    held = lateness.loads_of({one.account_id for one in leaves})
    noted = uuid_or_none(request.GET.get(WHO))
    rows = [
        {
            "leave": one,
            "days": _days(one),
            "held": held.get(one.account_id, 0),
            "is_new": one.account_id == noted,
        }
        for one in leaves
    ]
    context: dict[str, Any] = {
        "form": form,
        "rows": rows,
        "noted": next((row for row in rows if row["is_new"]), None),
        "errors": [{"input_name": f"id_{name}", "message": error} for name, found in form.errors.items()
                   for error in found],
        "office": sight.chosen,
    }  # fmt: skip
    return render(request, "manager/absences.html", frame(request, "today", **context))


@require_POST
@for_managers
def cancel(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """Take back a leave noted by mistake."""
    sight = sight_of(request)
    if leave_id not in {one.id for one in organisation.leaves_in([one.id for one in sight.led()], sight.at.date())}:
        raise Http404
    try:
        actions.cancel_leave(leave_id, by=sight.by, at=sight.at)
    except OrganisationRefusal as refusal:
        messages.error(request, said(refusal.message))
    else:
        messages.success(request, _("Đã bỏ lần nghỉ này."))
    return HttpResponseRedirect(reverse("manager:absences"))


def _days(one: organisation.Absence) -> str:
    first = format_date(one.valid_from)
    if one.valid_to is None:
        return _("từ %(first)s đến khi có báo lại") % {"first": first}
    return _("%(first)s đến %(last)s") % {"first": first, "last": format_date(one.valid_to)}
