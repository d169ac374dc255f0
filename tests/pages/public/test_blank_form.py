"""The procedure's own form, to print and fill in: offered on its page, drawn as an accessible PDF."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from pypdf import PdfReader

from motcua.procedures import queries as catalogue
from tests.builders.office import KinhBac
from tests.pages.markup import Markup


@pytest.fixture
def office(db: None) -> KinhBac:
    catalogue.forget()
    cache.clear()
    return KinhBac(keys=("birth",))


def test_the_form_to_print_is_on_the_page_and_is_an_accessible_pdf_in_correct_vietnamese(
    client: Client, office: KinhBac
) -> None:
    page = Markup(client.get("/thu-tuc/birth/").content.decode())
    (link,) = page.all("a", type="application/pdf")
    answer = client.get(link["href"])
    assert answer["Content-Type"] == "application/pdf"
    assert "public" in answer["Cache-Control"]
    pdf = PdfReader(io.BytesIO(answer.content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "vi-VN"
    about = pdf.xmp_metadata
    assert about is not None
    assert "<pdfaid:part>3</pdfaid:part>" in about.rdf_root.toxml()
    words = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    for said in ("TỜ KHAI ĐĂNG KÝ KHAI SINH", "Họ, chữ đệm, tên", "Chỉ điền nếu “Nơi sinh” là", "NGƯỜI KHAI"):
        assert said in words


def test_it_is_drawn_once_a_day_however_often_it_is_fetched(
    client: Client, office: KinhBac, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get("/thu-tuc/birth/to-khai.pdf").content
    monkeypatch.setattr("motcua.receipts.rendering.paper_pdf", None)
    assert client.get("/thu-tuc/birth/to-khai.pdf").content == first


def test_a_procedure_that_is_not_in_force_has_no_form(client: Client, office: KinhBac) -> None:
    assert client.get("/thu-tuc/khong-co/to-khai.pdf").status_code == 404
    assert catalogue.by_key("birth", date(1990, 1, 1)) is None
