"""The register: in the order of receipt, narrowed, as the form and as a spreadsheet, each export recorded."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from motcua.dossiers.models import Dossier, PersonalDataView
from motcua.dossiers.queries.registering import Chosen, register_page, register_rows
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.receipts.actions import register as actions
from motcua.receipts.models import RegisterBook, RegisterExport
from motcua.receipts.rendering.register_sheet import write_register
from motcua.receipts.rules.register import COLUMNS, Line, begins_a_formula
from tests.builders.dossiers import Desk
from tests.builders.office import HANOI, MORNING
from tests.receipts.samples import pages_of

pytestmark = pytest.mark.django_db
FORMULAS = ['=HYPERLINK("http://x","y")', "+84912", "-1+1", "@SUM(A1)", "\t=1+1", "  =cmd|' /C calc'!A0"]


def march(desk: Desk, **narrowed: Any) -> Chosen:
    first, before = datetime(2026, 3, 1, tzinfo=HANOI), datetime(2026, 4, 1, tzinfo=HANOI)
    return Chosen(desk.office.id, first, before, **narrowed)


def by(desk: Desk, login: str = "tiepnhan1") -> Any:
    return desk.office.by(login, desk.at)


def test_the_register_holds_what_was_received_in_that_order(desk: Desk) -> None:
    desk.filed()
    first, second = desk.accepted(), desk.at_the_desk()
    rows, previous, following = register_page(by(desk), march(desk))
    assert [row.id for row in rows] == [first.pk, second.pk]
    assert (previous, following) == ("", "")
    assert rows[0].owner_name == first.owner_name


def test_a_period_a_procedure_and_a_unit_narrow_it(desk: Desk) -> None:
    birth, copy = desk.appraised(), desk.at_the_desk()
    april = Chosen(desk.office.id, march(desk).before, march(desk).before + timedelta(days=30))
    narrowed = {
        "certified-copy": march(desk, procedure_key="certified-copy"),
        "unit": march(desk, holder_unit_id=birth.holder_unit_id),
    }
    assert register_page(by(desk), april)[0] == []
    assert [row.id for row in register_page(by(desk), narrowed["certified-copy"])[0]] == [copy.pk]
    assert [row.id for row in register_page(by(desk), narrowed["unit"])[0]] == [birth.pk]


def test_pages_follow_one_another_both_ways_without_a_gap(desk: Desk) -> None:
    dossiers = [desk.accepted() for _ in range(5)]
    Dossier.objects.filter(pk__in=[one.pk for one in dossiers[1:4]]).update(received_at=MORNING)
    every = [row.id for row in register_rows(by(desk), march(desk), at_most=100)]
    seen, after, backs = [], "", []
    for _ in range(3):
        rows, previous, after = register_page(by(desk), march(desk), after=after, size=2)
        seen += [row.id for row in rows]
        backs.append(previous)
    assert seen == every
    assert after == ""
    assert backs[0] == ""
    rows, previous, _following = register_page(by(desk), march(desk), before=backs[2], size=2)
    assert [row.id for row in rows] == every[2:4]
    assert previous


@pytest.mark.parametrize("cursor", ["x", "1_2", "9" * 400 + "_", "nan_00000000-0000-0000-0000-000000000000"])
def test_a_cursor_nobody_gave_begins_anew(desk: Desk, cursor: str) -> None:
    dossier = desk.accepted()
    assert [row.id for row in register_page(by(desk), march(desk), after=cursor)[0]] == [dossier.pk]


def test_the_register_of_another_office_does_not_exist(desk: Desk) -> None:
    desk.accepted()
    for read in (
        lambda: register_page(by(desk, "vocuong.chutich"), march(desk)),
        lambda: actions.as_pdf(march(desk), says="", by=by(desk, "vocuong.chutich"), at=desk.at),
    ):
        with pytest.raises(NotFound):
            read()
    assert not RegisterExport.objects.exists()


def test_the_form_has_the_columns_of_the_circular_a_cover_and_every_row(desk: Desk) -> None:
    dossier = desk.do("hand_over", desk.issued(), "tiepnhan1", handed_to="Nguyễn Văn Nam")
    drawn = actions.as_pdf(march(desk), says="", by=by(desk), at=desk.at)
    cover, table = pages_of(drawn)
    for words in ("SỔ THEO DÕI HỒ SƠ", "Mẫu số 07", "Quyển số: 2026", "từ ngày 01/03/2026 đến ngày 31/03/2026"):
        assert words in cover
    for words in (*COLUMNS, dossier.code, dossier.owner_name, "Nhận tại quầy"):
        assert words in table
    reader = PdfReader(io.BytesIO(drawn))
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert reader.xmp_metadata is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.rdf_root.toxml()


def test_the_spreadsheet_has_typed_cells(desk: Desk, tmp_path: Path) -> None:
    dossier = desk.accepted()
    path = tmp_path / "so.xlsx"
    assert actions.as_excel(march(desk), path, says="", by=by(desk), at=desk.at) == 1
    sheet = openpyxl.load_workbook(path).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert rows[0] == COLUMNS
    number, code, _procedure, owner, _contact, _office, received, *_rest = rows[1]
    assert (number, code, owner) == (1, dossier.code, dossier.owner_name)
    assert received.isoformat() == "2026-03-10T09:01:00"
    assert "dd/mm/yyyy" in sheet.cell(5, 7).number_format


def line(text: str) -> Line:
    return Line(1, text, text, text, text, text, MORNING, MORNING, None, "")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_stays_a_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "so.xlsx"
    write_register(path, title="Sổ", subtitle="", lines=[line(text)])
    assert begins_a_formula(text)
    cell = openpyxl.load_workbook(path).active.cell(5, 4)
    assert (cell.data_type, cell.value.strip(), bool(cell.quotePrefix)) == ("s", text.strip(), True)
    assert "<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()


def test_a_name_is_no_formula() -> None:
    assert not begins_a_formula("Nguyễn Văn A")
    assert not begins_a_formula("")


def test_every_file_taken_out_is_recorded_for_the_office_and_for_the_owners(desk: Desk, tmp_path: Path) -> None:
    dossier = desk.accepted()
    actions.as_pdf(march(desk), says="", by=by(desk), at=desk.at)
    actions.as_excel(march(desk), tmp_path / "so.xlsx", says="", by=by(desk), at=desk.at)
    told = list(RegisterExport.objects.order_by("pk").values_list("kind", "rows", "name"))
    assert told == [("pdf", 1, by(desk).name), ("excel", 1, by(desk).name)]
    seen = PersonalDataView.objects.filter(dossier=dossier, what__startswith="register:").order_by("what")
    assert [one.what for one in seen] == ["register:excel", "register:pdf"]
    with pytest.raises(DatabaseError), transaction.atomic():
        RegisterExport.objects.update(rows=0)


def test_too_much_for_one_file_is_refused_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        desk.accepted()
    monkeypatch.setattr(actions, "IN_PDF", 2)
    with pytest.raises(Invalid, match="hơn 2 hồ sơ"):
        actions.as_pdf(march(desk), says="", by=by(desk), at=desk.at)
    assert not RegisterExport.objects.exists()


def test_a_year_is_opened_once_and_closed_with_its_number_when_it_is_over(desk: Desk) -> None:
    desk.accepted()
    opened = actions.open_book(desk.office.id, 2026, by=by(desk, "vanthu"), at=desk.at)
    again = actions.open_book(desk.office.id, 2026, by=by(desk, "giamdoc"), at=desk.at + timedelta(days=1))
    assert (again.pk, again.opened_name) == (opened.pk, opened.opened_name)
    with pytest.raises(Invalid, match="Năm chưa hết"):
        actions.close_book(desk.office.id, 2026, by=by(desk, "vanthu"), at=desk.at)
    closed = actions.close_book(
        desk.office.id, 2026, by=by(desk, "vanthu"), at=datetime(2027, 1, 4, 9, 0, tzinfo=HANOI)
    )
    assert closed.dossiers == 1
    first, before = datetime(2026, 1, 1, tzinfo=HANOI), datetime(2027, 1, 1, tzinfo=HANOI)
    year = Chosen(desk.office.id, first, before)
    told = " ".join(pages_of(actions.as_pdf(year, says="", by=by(desk), at=desk.at)))
    assert "Mở sổ lúc" in told
    assert "KHÓA SỔ" in told
    assert "gồm 1 hồ sơ" in told


def test_only_who_keeps_the_register_opens_and_closes_it(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        actions.open_book(desk.office.id, 2026, by=by(desk, "tuphap1"), at=desk.at)
    with pytest.raises(Invalid):
        actions.open_book(desk.office.id, 2027, by=by(desk, "vanthu"), at=desk.at)
    assert not RegisterBook.objects.exists()
