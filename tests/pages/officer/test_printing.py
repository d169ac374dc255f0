"""Officers print: one paper, a selection as one PDF, the filled form, the control sheet; never another office's."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from motcua.dossiers.models import Dossier
from motcua.receipts.models import Printing
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

from .conftest import Clock

pytestmark = pytest.mark.django_db
SELECTED = "/can-bo/in-giay/"


@pytest.fixture
def desk(office: KinhBac, clock: Clock) -> Desk:
    return Desk(office, clock.at)


def text_of(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def choose(client: Client, dossiers: list[Dossier], **words: str) -> tuple[int, bytes]:
    answer = client.post(SELECTED, {"dossier": [str(one.pk) for one in dossiers], **words})
    return answer.status_code, answer.content


def test_the_second_download_of_a_receipt_is_marked_as_a_copy(desk: Desk, sit_down: Callable[..., Client]) -> None:
    dossier, client = desk.accepted(), sit_down("tiepnhan1")
    address = reverse("officer:paper", args=[dossier.pk, "form01"])
    first, second = client.get(address), client.get(address)
    assert "BẢN SAO" not in text_of(first.content)[0]
    assert "BẢN SAO lần 1 · in lúc" in text_of(second.content)[0]
    assert client.head(address).status_code == 405  # looking is not printing
    assert Printing.objects.count() == 2


def test_a_selection_is_one_pdf_in_the_order_it_was_chosen(desk: Desk, sit_down: Callable[..., Client]) -> None:
    one, two, three = desk.accepted(), desk.accepted(), desk.accepted()
    status, content = choose(sit_down("tiepnhan1"), [three, one, two], giay="form01")
    pages = text_of(content)
    assert status == 200
    assert [page.count("trang") for page in pages] == [0, 0, 0]
    assert [next(d.code for d in (one, two, three) if d.code in page) for page in pages] == [
        three.code,
        one.code,
        two.code,
    ]
    said = PdfReader(io.BytesIO(content)).xmp_metadata
    assert said is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in said.rdf_root.toxml()


def test_without_a_kind_the_page_asks_which_and_says_how_many_have_it(
    desk: Desk, sit_down: Callable[..., Client]
) -> None:
    chosen = [desk.accepted(), desk.filed()]
    status, content = choose(sit_down("tiepnhan1"), chosen)
    page = content.decode()
    assert status == 200
    assert "1 trong 2 hồ sơ có giấy này" in page
    assert "2 trong 2 hồ sơ có giấy này" in page
    assert not Printing.objects.exists()


def test_what_has_no_such_paper_is_left_out_and_told_of(desk: Desk, sit_down: Callable[..., Client]) -> None:
    client = sit_down("tiepnhan1")
    status, content = choose(client, [desk.filed(), desk.accepted()], giay="form01")
    assert (status, len(text_of(content))) == (200, 1)
    assert "1 hồ sơ chưa có giấy này" in client.get(reverse("officer:home")).content.decode()


def test_a_paper_none_of_them_has_is_refused_with_the_selection_kept(
    desk: Desk, sit_down: Callable[..., Client]
) -> None:
    dossier = desk.filed()
    status, content = choose(sit_down("tiepnhan1"), [dossier], giay="form05")
    assert status == 422
    assert str(dossier.pk) in content.decode()


def test_nothing_chosen_or_too_much_is_said_plainly(desk: Desk, sit_down: Callable[..., Client]) -> None:
    client = sit_down("tiepnhan1")
    assert "Chưa chọn hồ sơ nào" in client.post(SELECTED, {}).content.decode()
    many = [f"00000000-0000-7000-8000-{number:012d}" for number in range(201)]
    answer = client.post(SELECTED, {"dossier": many, "giay": "form01"})
    assert answer.status_code == 422
    assert "nhiều nhất 200" in answer.content.decode()


def test_one_dossier_of_another_office_stops_the_whole_print(desk: Desk, sit_down: Callable[..., Client]) -> None:
    dossier = desk.accepted()
    status, _content = choose(sit_down("vocuong.chutich"), [dossier], giay="form01")
    assert status == 404
    assert not Printing.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_a_print_of_many_asks_the_database_no_more_than_a_print_of_one(
    desk: Desk, sit_down: Callable[..., Client], many: int
) -> None:
    dossiers, client = [desk.accepted() for _ in range(many)], sit_down("tiepnhan1")
    client.get(reverse("officer:home"))
    with CaptureQueriesContext(connection) as told:
        choose(client, dossiers, giay="form01")
    assert len(told.captured_queries) <= 16


def test_the_filled_form_and_the_control_sheet_are_printed_from_the_dossier(
    desk: Desk, sit_down: Callable[..., Client]
) -> None:
    dossier, client = desk.appraised(), sit_down("tiepnhan1")
    page = client.get(reverse("officer:dossier", args=[dossier.pk])).content.decode()
    for kind, title in (("declaration", "TỜ KHAI"), ("control_sheet", "PHIẾU KIỂM SOÁT")):
        address = reverse("officer:paper", args=[dossier.pk, kind])
        assert address in page
        assert title in text_of(client.get(address).content)[0]
        assert sit_down("vocuong.chutich").get(address).status_code == 404
