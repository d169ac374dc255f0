"""The register leaves the system as a file, recorded; the book of a year is opened, and closed once it is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_current_timezone, localtime

from motcua.dossiers.actions.viewing import record_views
from motcua.dossiers.queries.registering import Chosen, RegisterRow, register_count, register_rows
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.vietnamese import Sentence, format_date, format_number, format_phone, format_time

from ..loading import form_table
from ..models import RegisterBook, RegisterExport
from ..permissions import may_keep_register
from ..queries.register import book_of
from ..rendering import Sheet, papers_pdf
from ..rendering.register_sheet import write_register
from ..rules.register import CLOSED_WITHOUT, COLUMNS, DELIVERED, IN_EXCEL, IN_PDF, Line
from .heading import office_head


def as_pdf(chosen: Chosen, *, says: str, by: Authority, at: datetime) -> bytes:
    """The chosen part as the official form, with opening and closing where it is a whole year; recorded.

    `says` are the words of what narrows it. Raises Invalid where there is too much for one file, and NotFound.
    """
    _refuse_too_many(by, chosen, IN_PDF, "PDF")
    rows = list(register_rows(by, chosen, at_most=IN_PDF))
    data = _heading(chosen, says, by, at, rows=len(rows)) | {
        "columns": list(COLUMNS),
        "rows_of_book": [_cells(line) for line in _lines(rows)],
    }
    _record(chosen, rows, kind="pdf", by=by, at=at)
    return papers_pdf([Sheet("register", data["title"], data, "")])


def as_excel(chosen: Chosen, path: Path, *, says: str, by: Authority, at: datetime) -> int:
    """Write the chosen part as an Excel file and give how many rows it has; recorded. Raises Invalid, NotFound."""
    _refuse_too_many(by, chosen, IN_EXCEL, "Excel")
    read: list[tuple[UUID, UUID]] = []

    def noted() -> Iterator[RegisterRow]:
        for row in register_rows(by, chosen, at_most=IN_EXCEL):
            read.append((row.id, chosen.office_id))
            yield row

    heading = _heading(chosen, says, by, at, rows=0)
    subtitle = " · ".join(part for part in (heading["office"], heading["period"], says) if part)
    count = write_register(path, title=heading["title"], subtitle=subtitle, lines=_lines(noted()))
    _record(chosen, read, kind="excel", by=by, at=at)
    return count


def open_book(office_id: UUID, year: int, *, by: Authority, at: datetime) -> RegisterBook:
    """Open the register of a year; an open one stays as it is. Raises NotAllowed, or Invalid for a year to come."""
    _refuse_others(by, office_id)
    if year > localtime(at).year or year < 2000:
        raise Invalid("Chưa mở được sổ của năm này. Chọn năm nay hoặc một năm đã qua.")
    about = {"opened_at": at, "opened_by_id": by.signed_in_id, "opened_name": by.name}
    with transaction.atomic():
        return RegisterBook.objects.get_or_create(unit_id=office_id, year=year, defaults=about)[0]


def close_book(office_id: UUID, year: int, *, by: Authority, at: datetime) -> RegisterBook:
    """Close the register of a year that is over, with how many dossiers it holds; a closed one stays as it is.

    Raises NotAllowed, or Invalid where it was never opened or the year still runs.
    """
    _refuse_others(by, office_id)
    if localtime(at).year <= year:
        raise Invalid("Năm chưa hết, nên chưa khóa sổ được. Sổ khóa từ ngày 01 tháng 01 năm sau.")
    with transaction.atomic():
        book = RegisterBook.objects.select_for_update().filter(unit_id=office_id, year=year).order_by().first()
        if book is None:
            raise Invalid("Sổ của năm này chưa mở, nên không khóa được. Mở sổ trước.")
        if book.closed_at is None:
            first, before = _begin(date(year, 1, 1)), _begin(date(year + 1, 1, 1))
            book.dossiers = register_count(by, Chosen(office_id, first, before), at_most=10**7)
            book.closed_at, book.closed_by_id, book.closed_name = at, by.signed_in_id, by.name
            book.save(update_fields=["dossiers", "closed_at", "closed_by", "closed_name"])
    return book


def _refuse_others(by: Authority, office_id: UUID) -> None:
    if not may_keep_register(by, office_id):
        raise NotAllowed("Chỉ phụ trách bộ phận Một cửa, văn thư hoặc lãnh đạo mở và khóa sổ.")


def _refuse_too_many(by: Authority, chosen: Chosen, most: int, kind: str) -> None:
    if register_count(by, chosen, at_most=most + 1) > most:
        text = (
            "Phần này có hơn %(most)s hồ sơ, quá nhiều cho một tệp %(kind)s. "
            "Chọn khoảng ngày ngắn hơn, hoặc chọn một thủ tục."
        )
        raise Invalid(Sentence(text, {"most": format_number(most), "kind": kind}))


def _record(chosen: Chosen, rows: Iterable[Any], *, kind: str, by: Authority, at: datetime) -> None:
    """Write down who took what out; whoever is in it sees it among those who looked at their data."""
    seen = [one if isinstance(one, tuple) and len(one) == 2 else (one.id, chosen.office_id) for one in rows]
    narrowed = {
        "first": localtime(chosen.first).date().isoformat(),
        "before": localtime(chosen.before).date().isoformat(),
        "procedure": chosen.procedure_key,
        "holder_unit": str(chosen.holder_unit_id or ""),
    }
    with transaction.atomic():
        RegisterExport.objects.create(
            unit_id=chosen.office_id,
            at=at,
            account_id=by.signed_in_id,
            name=by.name,
            kind=kind,
            chosen=narrowed,
            rows=len(seen),
        )
        record_views(by, seen, what=f"register:{kind}", at=at)


def _heading(chosen: Chosen, says: str, by: Authority, at: datetime, *, rows: int) -> dict[str, Any]:
    office = organisation.unit(chosen.office_id)
    first, last = localtime(chosen.first).date(), localtime(chosen.before).date()
    last = date.fromordinal(last.toordinal() - 1)
    form = form_table().form("register", last)
    year = first.year if first.year == last.year else None
    book = book_of(by, chosen.office_id, year) if year else None
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and not says
    return office_head(office, "register", at=at) | {
        "form": form.number,
        "title": form.title,
        "paper": form.paper,
        "code": f"{first:%d/%m/%Y} - {last:%d/%m/%Y}",
        "number": "",
        "book": str(year) if year else f"{first.year}, {last.year}",
        "period": f"Hồ sơ tiếp nhận từ ngày {format_date(first)} đến ngày {format_date(last)}",
        "chosen": says,
        "opened": f"Mở sổ {_when(book.opened_at)}, người mở: {book.opened_name}." if book else "",
        "count": format_number(rows),
        "closed": _closing(book) if book and whole else "",
        "keeper": book.closed_name if book else "",
    }


def _closing(book: RegisterBook) -> str:
    if book.closed_at is None:
        return ""
    return (
        f"Sổ năm {book.year} khóa {_when(book.closed_at)}, gồm {format_number(book.dossiers or 0)} hồ sơ. "
        f"Người khóa: {book.closed_name}."
    )


def _when(at: datetime) -> str:
    return f"lúc {format_time(localtime(at))}, ngày {format_date(localtime(at))}"


def _lines(rows: Iterable[RegisterRow]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        phone = format_phone(row.owner_phone) if row.owner_phone else ""
        yield Line(
            number=number,
            code=row.code,
            procedure=row.procedure,
            owner=row.owner_name,
            contact="; ".join(part for part in (row.owner_address, phone) if part),
            office=row.unit_name,
            received=localtime(row.received_at),
            due=localtime(row.due_at),
            returned=localtime(row.returned_at) if row.returned_at else None,
            way=DELIVERED.get(row.delivery, CLOSED_WITHOUT.get(row.state, "")),
        )


def _cells(line: Line) -> list[str]:
    def shown(at: datetime | None) -> str:
        return f"{format_time(at)} {format_date(at)}" if at else ""

    moments = [shown(line.received), shown(line.due), shown(line.returned)]
    texts = [line.code, line.procedure, line.owner, line.contact, line.office]
    return [str(line.number), *texts, *moments, line.way, ""]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())
