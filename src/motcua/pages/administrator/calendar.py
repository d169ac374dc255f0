"""An office's working calendar: its week, its special days, and what a change would do before it is made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import actions as dossiers
from motcua.dossiers.queries import effect_of, reckonings_of
from motcua.organisation import actions
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import format_date, format_weekday_date

from . import forms
from .access import authority_of, for_administrators, now, own_office, said_moment, sent
from .changing import either
from .frame import ask, done, frame, tried
from .wording import DAY_KINDS, WEEKDAYS

AHEAD = timedelta(days=400)


def _page(unit_id: UUID) -> str:
    return reverse("administrator:calendar", args=[unit_id])


@require_safe
@for_administrators
def start(request: HttpRequest) -> HttpResponse:
    """The calendar of one's own office."""
    return HttpResponseRedirect(_page(own_office(authority_of(request))))


@require_safe
@for_administrators
def calendar(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """The week in force, the special days to come of the country and of every superior, and the unit's own."""
    by, today = authority_of(request), now().date()
    unit = organisation.administered_unit(by, unit_id)
    weeks = organisation.weeks_of(unit)
    own = organisation.special_days(unit, today - timedelta(days=31), today + AHEAD)
    context = {
        "unit": unit,
        "week": _week(organisation.calendar_of(unit).week_on(today)),
        "weeks": [(format_date(one.valid_from), as_typed(one.source)) for one in weeks],
        "own": [_day(one, unit) for one in own],
        "inherited": [_day(one, None) for one in _inherited(unit, today)],
        "reckonings": [_reckoning(one) for one in reckonings_of(by, unit.pk)],
    }
    return render(request, "administrator/calendar.html", frame(request, "calendar", **context))


def _week(week: Any) -> list[tuple[Any, str]]:
    return [
        (name, ", ".join(_said(one) for one in sessions) or _("nghỉ"))
        for name, sessions in zip(WEEKDAYS, week, strict=True)
    ]


def _said(session: Any) -> str:
    start, end = session
    return f"{start // 60:02d}:{start % 60:02d}–{end // 60:02d}:{end % 60:02d}"


def _inherited(unit: Any, today: date) -> list[Any]:
    found = organisation.special_days(None, today, today + AHEAD)
    for step in unit.path.strip("/").split("/")[:-1]:
        found += organisation.special_days(organisation.unit(UUID(step)), today, today + AHEAD)
    return sorted(found, key=lambda one: one.date)[:60]


def _day(one: Any, unit: Any) -> dict[str, Any]:
    hours = ", ".join("–".join(pair) for pair in one.sessions or ())
    return {
        "day": format_weekday_date(one.date),
        "kind": DAY_KINDS.get(one.kind, one.kind),
        "name": as_typed(one.name),
        "source": as_typed(one.source),
        "hours": hours,
        "remove": reverse("administrator:calendar_ordinary", args=[unit.pk, one.date.isoformat()]) if unit else "",
    }


def _reckoning(one: Any) -> str:
    said = {"when": said_moment(one.ordered_at), "seen": one.seen, "moved": one.moved}
    if one.finished_at is None:
        return _("Đang tính lại ngày hẹn (từ %(when)s): đã xem %(seen)s hồ sơ, %(moved)s đổi ngày.") % said
    return _("Đã tính lại ngày hẹn (%(when)s): xem %(seen)s hồ sơ, %(moved)s đổi ngày.") % said


@either
@for_administrators
def day(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A day unlike its week: tried first, then written."""
    by, at = authority_of(request), now()
    unit = organisation.administered_unit(by, unit_id)
    form = forms.SpecialDay(sent(request))
    preview: list[str] = []
    if request.method == "POST" and form.is_valid():
        given, values = form.cleaned_data, form.values()
        if given["seen"] == _mark(given["day"], values):
            told = {**values, "day": given["day"]}
            if tried(
                form,
                lambda _given: _write(by, at, unit, lambda: actions.add_calendar_day(unit.pk, by=by, at=at, **told)),
            ):
                return done(request, _("Đã ghi %(day)s.") % {"day": format_date(given["day"])}, _page(unit_id))
        elif tried(form, lambda _given: actions.judge_calendar_day(given["day"], **_judged(values))):
            change = organisation.Change(day=given["day"], values=values)
            preview = _effect(by, unit, change, at)
            _shown(form, _mark(given["day"], values))
    title = _("Ngày đặc biệt của %(unit)s") % {"unit": unit.name}
    return _asked(request, form, title, preview, unit_id)


def _judged(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("kind", "name", "follows_weekday", "sessions")}


def _mark(what: Any, values: Any) -> str:
    """What was shown: another day or other hours must be shown again."""
    return f"{what} {values}"


def _shown(form: Any, mark: str) -> None:
    form.data = form.data.copy()
    form.data["seen"] = mark


def _write(by: Authority, at: Any, unit: Any, act: Any) -> bool:
    """Make the change and have the worker reckon the promises anew."""
    act()
    dossiers.order_reckoning(unit.pk, by=by, at=at)
    return True


def _effect(by: Authority, unit: Any, change: Any, at: Any) -> list[str]:
    found = effect_of(by, unit.pk, change, at)
    said = {"tried": found.tried, "moved": found.moved}
    if found.all_tried:
        lines = [_("%(moved)s trong %(tried)s hồ sơ đang mở đổi ngày hẹn.") % said]
    else:
        lines = [_("Thử trên %(tried)s hồ sơ gần hạn nhất: %(moved)s đổi ngày hẹn. Còn nhiều hồ sơ nữa.") % said]
    for code, before, after in found.examples:
        told = {"code": code, "before": said_moment(before), "after": said_moment(after)}
        lines.append(_("%(code)s: %(before)s thành %(after)s") % told)
    if found.moved:
        lines.append(_("Ngày hẹn đầu tiên vẫn giữ trong hồ sơ; mỗi lần đổi có một dòng trong nhật ký."))
    return lines


def _asked(request: HttpRequest, form: Any, title: str, preview: list[str], unit_id: UUID) -> HttpResponse:
    return ask(
        request,
        "calendar",
        form,
        title=title,
        intro="" if preview else _("Bạn xem trước bao nhiêu hồ sơ đổi ngày hẹn rồi mới ghi."),
        preview=preview,
        button=_("Ghi vào lịch") if preview else _("Xem trước"),
        back=_page(unit_id),
    )


@either
@for_administrators
def ordinary(request: HttpRequest, unit_id: UUID, when: str) -> HttpResponse:
    """A special day of the unit's own taken back."""
    by, at = authority_of(request), now()
    unit = organisation.administered_unit(by, unit_id)
    try:
        that = date.fromisoformat(when)
    except ValueError:
        raise Http404 from None
    row = next(iter(organisation.special_days(unit, that, that)), None)
    if row is None:
        raise Http404
    form = forms.Reason(sent(request))

    def act(given: dict[str, Any]) -> bool:
        return _write(
            by, at, unit, lambda: actions.remove_calendar_day(unit.pk, by=by, at=at, day=that, reason=given["reason"])
        )

    if request.method == "POST" and tried(form, act):
        return done(request, _("%(day)s lại như ngày thường.") % {"day": format_date(that)}, _page(unit_id))
    return ask(
        request,
        "calendar",
        form,
        title=_("Bỏ ngày đặc biệt %(day)s") % {"day": format_date(that)},
        facts=[(DAY_KINDS.get(row.kind, row.kind), as_typed(row.name))],
        preview=_effect(by, unit, organisation.Change(day=that), at),
        button=_("Bỏ ngày đặc biệt"),
        grave=True,
        back=_page(unit_id),
    )


@either
@for_administrators
def week(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Another week from a day on."""
    by, at = authority_of(request), now()
    unit = organisation.administered_unit(by, unit_id)
    now_in_force = organisation.calendar_of(unit).week_on(at.date())
    first: dict[str, Any] = {
        f"day{n}": ", ".join(_said(one).replace("–", "-") for one in s) for n, s in enumerate(now_in_force)
    }
    form = forms.Week(sent(request), initial={**first, **forms.today_as_typed(at.date())})
    preview: list[str] = []
    if request.method == "POST" and form.is_valid():
        given, sessions = form.cleaned_data, form.week()
        if not sessions:
            form.add_error(None, _("Tuần phải có ít nhất một buổi làm việc."))
        elif given["seen"] == _mark(given["valid_from"], sessions):
            told = {"valid_from": given["valid_from"], "sessions": sessions, "source": given["source"]}
            if tried(
                form,
                lambda _given: _write(by, at, unit, lambda: actions.set_weekly_hours(unit.pk, by=by, at=at, **told)),
            ):
                said = {"day": format_date(given["valid_from"])}
                return done(request, _("Giờ làm việc mới áp dụng từ %(day)s.") % said, _page(unit_id))
        else:
            change = organisation.Change(week_from=given["valid_from"], sessions=sessions)
            preview = _effect(by, unit, change, at)
            _shown(form, _mark(given["valid_from"], sessions))
    title = _("Giờ làm việc trong tuần của %(unit)s") % {"unit": unit.name}
    return _asked(request, form, title, preview, unit_id)
