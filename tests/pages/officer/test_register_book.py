"""The register's page: this month by default, masked, kept in the address; its files; the book of the year."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.receipts.models import RegisterBook, RegisterExport
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

pytestmark = pytest.mark.django_db
BOOK = "/can-bo/so-theo-doi/"


@pytest.fixture
def desk(office: KinhBac, clock: Any) -> Desk:
    return Desk(office, clock.at)


def test_the_page_shows_this_month_without_particulars(desk: Desk, sit_down: Any) -> None:
    dossier = desk.accepted()
    page = sit_down("tiepnhan1").get(BOOK).content.decode()
    assert "01/03/2026 đến 31/03/2026" in page
    for words in (dossier.code, dossier.owner_name):
        assert words in page
    assert dossier.owner_phone.removeprefix("+84") not in page.replace(" ", "")
    assert dossier.owner_address not in page
    assert (
        dossier.code
        not in sit_down("tiepnhan1").get(BOOK, {"tu-ngay": "01/02/2026", "den-ngay": "28/02/2026"}).content.decode()
    )


@pytest.mark.parametrize("days", [("32/01/2026", ""), ("10/03/2026", "01/03/2026"), ("01/01/2024", "10/03/2026")])
@pytest.mark.parametrize("file", ["", "in/", "bang/"])
def test_days_that_make_no_period_are_told_of_and_kept(
    desk: Desk, sit_down: Any, days: tuple[str, str], file: str
) -> None:
    answer = sit_down("tiepnhan1").get(BOOK + file, {"tu-ngay": days[0], "den-ngay": days[1]})
    assert answer.status_code == 422
    assert days[0] in answer.content.decode()
    assert not RegisterExport.objects.exists()


def test_the_files_are_those_of_the_days_chosen(desk: Desk, sit_down: Any) -> None:
    desk.accepted()
    client, days = sit_down("tiepnhan1"), {"tu-ngay": "10/03/2026", "den-ngay": "10/03/2026"}
    form, table = client.get(BOOK + "in/", days), client.get(BOOK + "bang/", days)
    assert form.content.startswith(b"%PDF")
    assert b"".join(table.streaming_content).startswith(b"PK")
    assert "so-theo-doi-20260310-20260310.xlsx" in table.headers["Content-Disposition"]
    assert RegisterExport.objects.count() == 2


def test_a_stranger_sees_their_own_register_only(desk: Desk, sit_down: Any) -> None:
    dossier = desk.accepted()
    answer = sit_down("vocuong.chutich").get(BOOK, {"co-quan": str(desk.office.id)})
    assert dossier.code not in answer.content.decode()


def test_the_book_of_the_year_is_opened_on_the_page_by_who_keeps_it(desk: Desk, sit_down: Any) -> None:
    client = sit_down("vanthu")
    assert "Mở sổ năm 2026" in client.get(BOOK).content.decode()
    client.post(BOOK + "quyen/", {"nam": "2026", "viec": "mo"})
    assert RegisterBook.objects.get().year == 2026
    assert "Mở sổ năm 2026" not in client.get(BOOK).content.decode()
    answer = client.post(BOOK + "quyen/", {"nam": "2026", "viec": "khoa"}, follow=True)
    assert "Năm chưa hết" in answer.content.decode()
    assert "Mở sổ năm" not in sit_down("tuphap1").get(BOOK).content.decode()


@pytest.mark.parametrize("many", [1, 4])
def test_a_page_asks_the_database_as_often_however_many_rows_it_has(desk: Desk, sit_down: Any, many: int) -> None:
    for _ in range(many):
        desk.accepted()
    client = sit_down("tiepnhan1")
    client.get(BOOK)
    with CaptureQueriesContext(connection) as told:
        client.get(BOOK)
    assert len(told.captured_queries) <= 12
