"""The advisory teams of an office: members, machines, courses, and what they did this month."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from motcua.dossiers import queries as dossiers
from motcua.outreach import actions
from motcua.outreach import queries as outreach
from motcua.outreach.permissions import may_look_after_teams
from motcua.outreach.rules.refusals import OutreachRefusal
from motcua.pages.saying import format_date, said
from motcua.pages.staff.frame import frame
from motcua.pages.staff.inputs import Day, Line

from .sight import Sight, for_managers, sight_of

MACHINES, COURSE = "may", "tap-huan"


def _whole(label: Any, first: int, last: int, words: Any) -> forms.IntegerField:
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
    return forms.IntegerField(label=label, min_value=first, max_value=last, error_messages=errors)


class Count(forms.Form):
    """How many machines of a kind one team has since a day."""

    use_required_attribute = False
    team = forms.ChoiceField(label=_lazy("Tổ"), error_messages={"required": _lazy("Hãy chọn một tổ.")})
    kind = forms.ChoiceField(label=_lazy("Thiết bị"), error_messages={"required": _lazy("Chọn loại thiết bị.")})
    count = _whole(_lazy("Số lượng"), 0, 999, _lazy("Số lượng từ 0 đến 999."))
    since = Day(label=_lazy("Từ ngày"))

    def __init__(self, teams: list[outreach.Team], data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", prefix=MACHINES, **options)
        named = [(str(one.id), one.name) for one in teams]
        cast("forms.ChoiceField", self.fields["team"]).choices = [("", _("Chọn tổ")), *named]
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", _("Chọn thiết bị")), *outreach.kinds()]


class Course(forms.Form):
    """A course that was held, and who was there."""

    use_required_attribute = False
    topic = Line(label=_lazy("Nội dung"))
    held_on = Day(label=_lazy("Ngày"))
    hours = _whole(_lazy("Số giờ"), 1, 80, _lazy("Số giờ từ 1 đến 80."))
    place = Line(label=_lazy("Nơi tổ chức"), required=False)
    attended = forms.MultipleChoiceField(label=_lazy("Ai đã dự"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, teams: list[outreach.Team], data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", prefix=COURSE, **options)
        members = {str(pk): f"{name}, {one.name}" for one in teams for pk, name in one.members}
        cast("forms.MultipleChoiceField", self.fields["attended"]).choices = list(members.items())


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def teams(request: HttpRequest) -> HttpResponse:
    """The teams of one office, with the two forms for whoever looks after them."""
    sight = sight_of(request)
    if not sight.shown:
        raise Http404
    office = sight.shown[0]
    found = outreach.teams_of(office.id, sight.at.date())
    may = may_look_after_teams(sight.by, office.id)
    # Whoever only looks is shown no form; what they send without one changes nothing.
    sent = request.POST if request.method == "POST" and may else None
    today = {"since": format_date(sight.at.date()), "held_on": format_date(sight.at.date())}
    count = Count(found, sent if sent and f"{MACHINES}-team" in sent else None, initial=today)
    course = Course(found, sent if sent and f"{COURSE}-topic" in sent else None, initial=today)
    if words := _done(sight, office.id, count, course):
        messages.success(request, words)
        return HttpResponseRedirect(f"{reverse('manager:teams')}?co-quan={office.id}")
    errors = [
        {"input_name": form[name].id_for_label if name in form.fields else "", "message": error}
        for form in (count, course)
        for name, wrong in form.errors.items()
        for error in wrong
    ]
    context = {
        "sight": sight,
        "office": office,
        "teams": _shown(sight, office.id, found),
        "trainings": [_course_shown(one) for one in outreach.trainings_of(office.id)],
        "count_form": count if may else None,
        "course_form": course if may else None,
        "errors": errors,
    }
    return render(request, "manager/teams.html", frame(request, "today", **context), status=422 if errors else 200)


def _done(sight: Sight, office_id: UUID, count: Count, course: Course) -> str:
    """What happened, in words; empty where nothing was sent or a form has to be mended."""
    form: forms.Form = count if count.is_bound else course
    if not form.is_bound or not form.is_valid():
        return ""
    given = dict(form.cleaned_data)
    try:
        if count.is_bound:
            actions.count_equipment(UUID(given.pop("team")), by=sight.by, at=sight.at, **given)
            return _("Đã ghi số thiết bị.")
        attended = [UUID(one) for one in given.pop("attended")]
        actions.hold_training(office_id, by=sight.by, at=sight.at, attended=attended, **given)
    except OutreachRefusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, said(refusal.message))
        return ""
    return _("Đã ghi buổi tập huấn.")


def _course_shown(one: Any) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "day": format_date(one.held_on),
        "hours": one.hours,
        "place": one.place,
        "people": len(one.attendances.all()),
    }


def _shown(sight: Sight, office_id: UUID, found: list[outreach.Team]) -> list[dict[str, Any]]:
    first = sight.at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    done = {one.team_id: one for one in dossiers.team_results([office_id], since=first, before=sight.at)}
    return [
        {
            "name": one.name,
            "members": [name for _id, name in one.members],
            "equipment": [(outreach.kind_words(kind), many) for kind, many in sorted(one.equipment.items())],
            "helped": done[one.id].helped if one.id in done else 0,
            "filed": done[one.id].filed if one.id in done else 0,
        }
        for one in found
    ]
