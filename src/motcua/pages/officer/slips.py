"""Slips between the units of an office: made for what went over today, printed to be signed, ticked off on arrival."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.organisation import queries as organisation
from motcua.pages.saying import format_moment, format_typed_date, said
from motcua.pages.staff.access import authority_of, for_officers, now, office_of, uuid_or_none, whole_number
from motcua.pages.staff.frame import frame
from motcua.procedures import queries as procedures
from motcua.receipts import permissions
from motcua.receipts.actions import slips as actions
from motcua.receipts.queries import slips as queries
from motcua.vietnamese import NotUnderstood, parse_date

from .printing import pdf_answer

if TYPE_CHECKING:
    from motcua.dossiers.queries.passing import PassedOn

GIVER, RECEIVER, FIRST, LAST, ENTRY, LINE = "giao", "nhan", "tu-ngay", "den-ngay", "lan-chuyen", "dong"
LONGEST = timedelta(days=31)


@require_GET
@for_officers
def slips(request: HttpRequest) -> HttpResponse:
    """The office's slips, the newest first; `?loc=cho-nhan` shows those not wholly received."""
    office_id, waiting = office_of(request), request.GET.get("loc") == "cho-nhan"
    found: list[Any] = []
    older = None
    if office_id is not None:
        before = uuid_or_none(request.GET.get("sau"))
        found, older = queries.slips(authority_of(request), office_id, waiting=waiting, before=before)
    kept = {"loc": "cho-nhan"} if waiting else {}
    context = {
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "rows": [
            {
                "url": reverse("officer:slip", args=[one.pk]),
                "code": one.data["code"],
                "giver": one.giver.short_name,
                "receiver": one.receiver.short_name,
                "made": format_moment(localtime(one.made_at)),
                "count": one.data["count"],
                "waiting": one.waiting,
            }
            for one in found
        ],
        "waiting": waiting,
        "next_url": "?" + urlencode({**kept, "sau": str(older)}) if older else "",
        "may_make": office_id is not None and permissions.may_make_slips(authority_of(request), office_id),
    }
    return render(request, "officer/slips.html", frame(request, "slips", **context))


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def new_slip(request: HttpRequest) -> HttpResponse:
    """What one unit passed on in a period and is on no slip yet, by receiving unit; a button makes the slip."""
    by, at, office_id = authority_of(request), now(), office_of(request)
    if office_id is None or not permissions.may_make_slips(by, office_id):
        return render(request, "officer/slip_new.html", frame(request, "slips", may_make=False, units=[], groups=[]))
    typed = request.POST if request.method == "POST" else request.GET
    first, last, error = _period(typed.get(FIRST, ""), typed.get(LAST, ""), at.date())
    units = {one.pk: one for one in organisation.units_of(office_id, at.date())}
    mine = next((one.unit_id for one in by.appointments if one.unit_id in units), office_id)
    giver_id = uuid_or_none(typed.get(GIVER)) or mine
    bounds = {"first": _begin(first), "before": _begin(last + timedelta(days=1))}
    if request.method == "POST" and not error:
        chosen = {one for one in map(uuid_or_none, request.POST.getlist(ENTRY)) if one}
        receiver_id = uuid_or_none(request.POST.get(RECEIVER)) or office_id
        try:
            if not chosen:
                raise Invalid(_("Chưa chọn hồ sơ nào. Đánh dấu những hồ sơ đi cùng phiếu, rồi bấm lại."))
            made = actions.make_slip(
                chosen, office_id=office_id, giver_id=giver_id, receiver_id=receiver_id, by=by, at=at, **bounds
            )
        except (Invalid, NotAllowed) as refusal:
            error = refusal.message
        else:
            return HttpResponseRedirect(reverse("officer:slip", args=[made.pk]))
    found = [one for one in queries.not_slipped(by, office_id=office_id, **bounds) if one.from_unit_id == giver_id]
    context = {
        "office": organisation.unit_as_shown(office_id),
        "may_make": True,
        "error": error,
        "units": [(str(one.pk), one.name, one.pk == giver_id) for one in units.values()],
        "giver": str(giver_id),
        "first": typed.get(FIRST) or format_typed_date(first),
        "last": typed.get(LAST) or format_typed_date(last),
        "groups": _groups(found),
        "names": {"giver": GIVER, "receiver": RECEIVER, "first": FIRST, "last": LAST, "entry": ENTRY},
    }
    return render(request, "officer/slip_new.html", frame(request, "slips", **context), status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def slip(request: HttpRequest, slip_id: UUID) -> HttpResponse:
    """One slip: its lines, who received which and when; the receiving unit ticks them, and takes a tick back."""
    by = authority_of(request)
    if request.method == "POST":
        return _tick(request, slip_id)
    found = queries.slip_for(by, slip_id)
    says = found.data["lines_of_slip"]
    lines = [
        {
            **says[one.place - 1],
            "place": one.place,
            "url": reverse("officer:dossier", args=[one.dossier_id]),
            "received": format_moment(localtime(one.received_at)) if one.received_at else "",
            "received_by": one.received_by,
        }
        for one in queries.lines_of(found)
    ]
    context = {
        "office": found.unit,
        "slip": found,
        "lines": lines,
        "may_receive": permissions.may_receive(by, found),
        "names": {"line": LINE},
    }
    return render(request, "officer/slip.html", frame(request, "slips", **context))


@require_GET
@for_officers
def slip_pdf(request: HttpRequest, slip_id: UUID) -> HttpResponse:
    """The slip as PDF, to be signed by both sides; a further print says that it is a copy."""
    from motcua.receipts.rendering import paper_pdf

    found = queries.slip_for(authority_of(request), slip_id)
    mark = actions.print_slip(found, by=authority_of(request), at=now())
    address = settings.BASE_URL + reverse("officer:slip", args=[found.pk])
    pdf = paper_pdf("slip", found.data["title"], found.data, verify_address=address, copy_mark=mark)
    return pdf_answer(pdf, f"phieu-ban-giao-{found.data['code'].replace('/', '-')}.pdf")


def _tick(request: HttpRequest, slip_id: UUID) -> HttpResponse:
    places = {one for one in map(whole_number, request.POST.getlist(LINE)) if one}
    undone = request.POST.get("viec") == "bo-nhan"
    try:
        changed = actions.tick_lines(slip_id, places, is_received=not undone, by=authority_of(request), at=now())
    except NotAllowed as refusal:
        messages.error(request, said(refusal.message))
    else:
        if not changed:
            messages.warning(request, _("Chưa đánh dấu hồ sơ nào. Chọn hồ sơ rồi bấm lại."))
        elif undone:
            messages.success(request, _("Đã bỏ dấu đã nhận của %d hồ sơ.") % changed)
        else:
            messages.success(request, _("Đã ghi nhận %d hồ sơ.") % changed)
    return HttpResponseRedirect(reverse("officer:slip", args=[slip_id]))


def _groups(found: Iterable[PassedOn]) -> list[dict[str, Any]]:
    """What went over, by the unit that holds it now."""
    groups: dict[UUID, list[PassedOn]] = {}
    for one in found:
        groups.setdefault(one.to_unit_id, []).append(one)
    names = organisation.names_of(groups)
    return [
        {
            "receiver": str(unit_id),
            "name": names.get(unit_id, ""),
            "rows": [
                {
                    "entry": str(one.entry_id),
                    "code": one.dossier.code,
                    "procedure": said(procedures.version(one.dossier.version_id).definition.short_name),
                    "owner": one.dossier.owner_name,
                    "at": format_moment(localtime(one.at)),
                }
                for one in rows
            ],
        }
        for unit_id, rows in groups.items()
    ]


def _period(first: str, last: str, today: date) -> tuple[date, date, str]:
    """The days asked for, today where none are; what is wrong with them, and then today."""
    try:
        begin, end = (parse_date(first) if first else today), (parse_date(last) if last else today)
    except NotUnderstood as why:
        return today, today, str(why)
    if end < begin:
        return today, today, _("Ngày cuối đứng trước ngày đầu. Đổi lại hai ngày.")
    if end - begin > LONGEST:
        return today, today, _("Khoảng ngày dài quá 31 ngày. Chọn khoảng ngắn hơn.")
    return begin, end, ""


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())
