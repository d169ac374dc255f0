"""Which procedures an office takes, since when and until when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.organisation import queries as organisation
from motcua.organisation.rules.refusals import NoSuchUnit
from motcua.pages.saying import format_date, format_typed_date, said
from motcua.procedures import actions
from motcua.procedures import queries as procedures

from . import forms
from .access import authority_of, for_administrators, now, own_office, sent, typed
from .changing import either
from .frame import Cell, Filter, Listing, ask, done, show_list, tried
from .units import days

TEXT = "tim"


def _page(unit_id: UUID) -> str:
    return reverse("administrator:offers", args=[unit_id])


def _office(request: HttpRequest, unit_id: UUID) -> Any:
    unit = organisation.administered_unit(authority_of(request), unit_id)
    if not unit.is_office:
        raise NoSuchUnit(_("Chỉ cơ quan mới nhận thủ tục."))
    return unit


@require_safe
@for_administrators
def start(request: HttpRequest) -> HttpResponse:
    """What one's own office takes."""
    return HttpResponseRedirect(_page(own_office(authority_of(request))))


@require_safe
@for_administrators
def offers(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Every procedure of the catalogue, and whether the office takes it."""
    unit, today, text = _office(request, unit_id), now().date(), typed(request, TEXT)
    listing = Listing(
        title=_("Thủ tục tiếp nhận ở %(unit)s") % {"unit": unit.short_name},
        columns=[_("Thủ tục"), _("Lĩnh vực"), _("Thời gian nhận"), ""],
        rows=[_row(unit, one) for one in procedures.taken_by(unit.pk, today, text=text)],
        filters=[Filter(TEXT, _("Tên thủ tục"), text)],
        empty_title=_("Không có thủ tục nào khớp"),
        empty_text=_("Tìm theo tên, không cần dấu."),
        intro=_("Thôi nhận không ảnh hưởng hồ sơ đã nộp: chúng được giải quyết tiếp."),
    )
    return show_list(request, "offers", listing)


def _row(unit: Any, one: Any) -> list[Cell]:
    card = one.procedure
    verb, label = ("offer", _("Nhận thủ tục")) if one.valid_from is None else ("stop_offering", _("Thôi nhận"))
    return [
        Cell(said(card.short_name), note=card.national_code),
        Cell(said(card.field_name)),
        Cell(days(one.valid_from, one.valid_to) if one.valid_from else _("không nhận")),
        Cell(label, reverse(f"administrator:{verb}", args=[unit.pk, card.key])),
    ]


def _card(key: str) -> Any:
    card = procedures.card(key)
    if card is None:
        raise Http404
    return card


@either
@for_administrators
def offer(request: HttpRequest, unit_id: UUID, key: str) -> HttpResponse:
    """Take a procedure from a day on."""
    by, at = authority_of(request), now()
    unit, card = _office(request, unit_id), _card(key)
    form = forms.Offered(sent(request), initial={"first": format_typed_date(at.date())})

    def act(given: dict[str, Any]) -> Any:
        told = {"valid_from": given["first"], "valid_to": given["last"], "reason": given["reason"]}
        return actions.offer(key, unit.pk, by=by, at=at, **told)

    if request.method == "POST" and tried(form, act):
        told = {"unit": unit.short_name, "procedure": said(card.short_name)}
        return done(request, _("%(unit)s nhận %(procedure)s.") % told, _page(unit_id))
    title = _("Nhận thủ tục %(procedure)s") % {"procedure": said(card.short_name)}
    return ask(request, "offers", form, title=title, button=_("Nhận thủ tục"), back=_page(unit_id))


@either
@for_administrators
def stop(request: HttpRequest, unit_id: UUID, key: str) -> HttpResponse:
    """Take it until a day and no longer."""
    by, at = authority_of(request), now()
    unit, card = _office(request, unit_id), _card(key)
    form = forms.LastDay(sent(request), initial=forms.today_as_typed(at.date()))
    if request.method == "POST" and tried(
        form, lambda given: actions.stop_offering(key, unit.pk, by=by, at=at, **given)
    ):
        told = {
            "unit": unit.short_name,
            "procedure": said(card.short_name),
            "day": format_date(form.cleaned_data["last"]),
        }
        return done(request, _("%(unit)s nhận %(procedure)s đến hết %(day)s.") % told, _page(unit_id))
    return ask(
        request,
        "offers",
        form,
        title=_("Thôi nhận thủ tục %(procedure)s") % {"procedure": said(card.short_name)},
        button=_("Thôi nhận"),
        grave=True,
        back=_page(unit_id),
    )
