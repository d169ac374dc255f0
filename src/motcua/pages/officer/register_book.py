"""The register book: what the office received in a period, as a page, as the official form, as a spreadsheet."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from motcua.dossiers.queries.registering import Chosen, register_page
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.organisation import queries as organisation
from motcua.pages.saying import format_date, format_time, format_typed_date, said
from motcua.pages.staff.access import (
    OFFICE_PARAMETER,
    authority_of,
    for_officers,
    now,
    office_of,
    uuid_or_none,
    whole_number,
)
from motcua.pages.staff.frame import frame
from motcua.procedures import queries as procedures
from motcua.receipts import permissions
from motcua.receipts.queries.register import book_of
from motcua.receipts.rules.forms import place_in_register
from motcua.receipts.rules.register import CLOSED_WITHOUT, DELIVERED
from motcua.vietnamese import NotUnderstood, format_phone, parse_date

from .masking import masked
from .printing import pdf_answer

if TYPE_CHECKING:
    from motcua.dossiers.queries.registering import RegisterRow

FIRST, LAST, PROCEDURE, UNIT, AFTER, BEFORE = "tu-ngay", "den-ngay", "thu-tuc", "bo-phan", "sau", "truoc"
LONGEST = timedelta(days=366)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@for_officers
def register(request: HttpRequest) -> HttpResponse:
    """The page; this month unless the address says otherwise."""
    return _page(request)


@require_GET
@for_officers
def register_pdf(request: HttpRequest) -> HttpResponseBase:
    """The chosen part as the official form."""
    # typst and the writer of spreadsheets are large: only who takes a file loads them.
    from motcua.receipts.actions.register import as_pdf

    asked = _asked(request)
    if asked.error:
        return _page(request)
    try:
        pdf = as_pdf(asked.chosen, says=asked.says, by=authority_of(request), at=now())
    except Invalid as refusal:
        return _page(request, refusal.message)
    return pdf_answer(pdf, f"so-theo-doi-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.pdf")


@require_GET
@for_officers
def register_excel(request: HttpRequest) -> HttpResponseBase:
    """The chosen part as a spreadsheet, sent from disk."""
    from motcua.receipts.actions.register import as_excel

    asked = _asked(request)
    if asked.error:
        return _page(request)
    with tempfile.TemporaryDirectory(prefix="motcua-register-") as folder:
        path = Path(folder) / "register.xlsx"
        try:
            as_excel(asked.chosen, path, says=asked.says, by=authority_of(request), at=now())
        except Invalid as refusal:
            return _page(request, refusal.message)
        opened = path.open("rb")  # the bytes stay until they are sent, though the name is gone
    name = f"so-theo-doi-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.xlsx"
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=EXCEL)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@for_officers
def keep_book(request: HttpRequest) -> HttpResponse:
    """Open or close the register of a year."""
    from motcua.receipts.actions.register import close_book, open_book

    office_id, year = office_of(request), whole_number(request.POST.get("nam", "")) or 0
    if office_id is None:
        raise NotFound("")
    keep, words = {
        "mo": (open_book, _("Đã mở sổ năm %d.")),
        "khoa": (close_book, _("Đã khóa sổ năm %d.")),
    }.get(request.POST.get("viec", ""), (None, ""))
    try:
        if keep is None:
            raise Invalid(_("Chưa rõ mở hay khóa sổ. Bấm lại một trong hai nút."))
        keep(office_id, year, by=authority_of(request), at=now())
    except (Invalid, NotAllowed) as refusal:
        messages.error(request, said(refusal.message))
    else:
        messages.success(request, words % year)
    return HttpResponseRedirect(f"{reverse('officer:register')}?{urlencode(_year(year))}")


class _Asked:
    """What the address asks for, read once: days, procedure, unit, and what is wrong with them."""

    def __init__(self, request: HttpRequest, office_id: UUID) -> None:
        today = now().date()
        self.typed = {name: request.GET.get(name, "").strip()[:60] for name in (FIRST, LAST, PROCEDURE, UNIT)}
        self.first, self.last, self.error = _period(self.typed[FIRST], self.typed[LAST], today)
        offers = [one.procedure for one in procedures.offered_by(office_id, today)]
        self.procedures = [(one.key, said(one.short_name), one.key == self.typed[PROCEDURE]) for one in offers]
        unit_id = uuid_or_none(self.typed[UNIT])
        units = organisation.units_of(office_id)
        self.units = [(str(one.pk), one.short_name, one.pk == unit_id) for one in units]
        names = [name for _key, name, is_chosen in [*self.procedures, *self.units] if is_chosen]
        self.says = ", ".join(names)
        key = self.typed[PROCEDURE] if any(chosen for *_names, chosen in self.procedures) else ""
        self.chosen = Chosen(
            office_id,
            _begin(self.first),
            _begin(self.last + timedelta(days=1)),
            key,
            unit_id if any(one.pk == unit_id for one in units) else None,
        )

    def address(self, **more: str) -> str:
        """The query of the address that asks for the same, and for a page of it."""
        kept = {
            FIRST: format_typed_date(self.first),
            LAST: format_typed_date(self.last),
            PROCEDURE: self.chosen.procedure_key,
            UNIT: str(self.chosen.holder_unit_id or ""),
            OFFICE_PARAMETER: str(self.chosen.office_id),
        }
        return "?" + urlencode({name: value for name, value in {**kept, **more}.items() if value})


def _asked(request: HttpRequest) -> _Asked:
    office_id = office_of(request)
    if office_id is None:
        raise NotFound("")
    return _Asked(request, office_id)


def _page(request: HttpRequest, refused: str = "") -> HttpResponse:
    by, asked = authority_of(request), _asked(request)
    error = refused or asked.error
    after, before = request.GET.get(AFTER, ""), request.GET.get(BEFORE, "")
    rows, previous, following = register_page(by, asked.chosen, after=after, before=before)
    office_id, year = asked.chosen.office_id, asked.last.year
    book = book_of(by, office_id, year)
    context: dict[str, Any] = {
        "office": organisation.unit_as_shown(office_id),
        "error": error,
        "names": {"first": FIRST, "last": LAST, "procedure": PROCEDURE, "unit": UNIT, "office": OFFICE_PARAMETER},
        "first": asked.typed[FIRST] or format_typed_date(asked.first),
        "last": asked.typed[LAST] or format_typed_date(asked.last),
        "procedures": asked.procedures,
        "units": asked.units,
        "office_id": str(office_id),
        "period": _("%(first)s đến %(last)s") % {"first": format_date(asked.first), "last": format_date(asked.last)},
        "rows": [_shown(row) for row in rows],
        "previous_url": asked.address(**{BEFORE: previous}) if previous else "",
        "next_url": asked.address(**{AFTER: following}) if following else "",
        "query": asked.address(),
        "year": year,
        "year_query": "?" + urlencode(_year(year)),
        "opened": _kept(book.opened_at, book.opened_name) if book else "",
        "closed": _kept(book.closed_at, book.closed_name) if book and book.closed_at else "",
        "held": book.dossiers if book else None,
        "may_keep": permissions.may_keep_register(by, office_id),
        "is_over": now().year > year,
    }
    return render(
        request, "officer/register_book.html", frame(request, "register", **context), status=422 if error else 200
    )


def _shown(row: RegisterRow) -> dict[str, str]:
    """One row for the screen: particulars masked, as everywhere; the files hold them whole and are recorded."""
    place = ", ".join(part.strip() for part in row.owner_address.split(",")[-2:])
    phone = masked(format_phone(row.owner_phone)) if row.owner_phone else ""
    return {
        "url": reverse("officer:dossier", args=[row.id]),
        "place": place_in_register(row.code),
        "code": row.code,
        "procedure": said(row.procedure),
        "owner": row.owner_name,
        "contact": " · ".join(part for part in (place, phone) if part),
        "office": row.unit_name,
        "received": _moment(row.received_at),
        "due": _moment(row.due_at),
        "returned": _moment(row.returned_at) if row.returned_at else "",
        "way": said(str(DELIVERED.get(row.delivery, CLOSED_WITHOUT.get(row.state, "")))),
    }


def _moment(at: datetime) -> str:
    local = localtime(at)
    return f"{format_time(local)} {format_date(local)}"


def _kept(at: datetime, name: str) -> str:
    return _("%(when)s, %(who)s") % {"when": _moment(at), "who": name}


def _year(year: int) -> dict[str, str]:
    return {FIRST: f"01/01/{year:04d}", LAST: f"31/12/{year:04d}"}


def _period(first: str, last: str, today: date) -> tuple[date, date, str]:
    """The days asked for, this month where none are; what is wrong with them, and then this month."""
    begin = today.replace(day=1)
    end = (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    try:
        asked = (parse_date(first) if first else begin), (parse_date(last) if last else end)
    except NotUnderstood as why:
        return begin, end, str(why)
    if asked[1] < asked[0]:
        return begin, end, _("Ngày cuối đứng trước ngày đầu. Đổi lại hai ngày.")
    if asked[1] - asked[0] >= LONGEST:
        return begin, end, _("Khoảng ngày dài quá một năm. Chọn khoảng ngắn hơn.")
    return (*asked, "")


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())
