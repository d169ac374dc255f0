"""Papers as PDF and as pictures: what they say, that they are accessible, that a phone reads the QR."""

from __future__ import annotations

import io
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from motcua.receipts import rendering
from tests.receipts.samples import (
    ADDRESS,
    HEAD,
    LONG,
    RECEIPT,
    TYPST,
    empty_receipt,
    long_receipt,
    notice,
    pages_of,
    pdf,
    pictures,
    qr_texts,
    title_of,
)

ROWS = [["Kính gửi", "Nguyễn Thị Hồng Nhung"], ["Lý do", "Ảnh mờ,\nchụp lại."]]
NOTICES: dict[str, dict[str, Any]] = {
    "acknowledgement": notice(ROWS, signer="", lines=["Đây là xác nhận của hệ thống."]),
    "form02": notice(ROWS, items=["Giấy chứng sinh: chụp lại cho rõ.", "Sổ hộ khẩu"], lines=["Liên hệ …"]),
    "form03": notice(ROWS, both_sign=True, signer="Người tiếp nhận hồ sơ"),
    "form04": notice(ROWS, signer="Thủ trưởng cơ quan, đơn vị"),
    "form05": notice(ROWS, signer="Thủ trưởng cơ quan, đơn vị"),
    "result": notice(ROWS, signer="Văn thư"),
}
EVERY = {"form01": RECEIPT, **NOTICES}


@pytest.mark.parametrize("kind", EVERY)
def test_every_paper_is_an_accessible_archive_pdf(kind: str) -> None:
    reader = PdfReader(io.BytesIO(pdf(kind, EVERY[kind])))
    root = reader.trailer["/Root"]
    about = reader.xmp_metadata
    assert about is not None
    said = about.rdf_root.toxml()
    assert "<pdfaid:part>3</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi-VN"
    assert reader.metadata is not None
    assert reader.metadata.title == f"{title_of(kind)} {HEAD['code']}"


@pytest.mark.parametrize("kind", EVERY)
def test_every_paper_fits_one_page_and_names_its_office_code_and_title(kind: str) -> None:
    (page,) = pages_of(pdf(kind, EVERY[kind]))
    for words in (title_of(kind), HEAD["code"], "UBND PHƯỜNG KINH BẮC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"):
        assert words in page
    assert "Kinh Bắc, ngày 10 tháng 03 năm 2026" in page
    assert "trang 1" not in page


@pytest.mark.parametrize("kind", EVERY)
def test_a_phone_reads_the_address_of_the_check_from_the_paper(kind: str) -> None:
    assert qr_texts(pictures(kind, EVERY[kind])[0]) == [ADDRESS]


def test_the_receipt_says_everything_the_form_asks_for() -> None:
    (page,) = pages_of(pdf("form01", RECEIPT))
    for words in (
        "Mẫu số 01",
        "Số: AA0001/TNHS",
        "(Liên 2: Giao cho người nộp hồ sơ)",
        "Trung tâm Phục vụ hành chính công: Ủy ban nhân dân phường Kinh Bắc, Trụ sở UBND phường Kinh Bắc",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Hồng Nhung",
        "Số định danh cá nhân: 027190001234",
        "Địa chỉ: Tổ dân phố số 4, phường Kinh Bắc, tỉnh Bắc Ninh",
        "Số điện thoại: 0912 000 482",
        "Email: không có",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "TT Tên giấy tờ Bản Số lượng",
        "1 Tờ khai đăng ký khai sinh Điện tử 1",
        "2 Giấy chứng sinh Tệp điện tử 2",
        "Số lượng hồ sơ: 01 (bộ)",
        "Phí, lệ phí: 0 đồng",
        "Thời gian giải quyết hồ sơ theo quy định là: trong ngày làm việc",
        "Thời gian nhận hồ sơ: 09 giờ 01 phút, ngày 10 tháng 03 năm 2026 (thứ Ba)",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 13 tháng 03 năm 2026 (thứ Sáu)",
        "Đăng ký nhận kết quả tại: Nhà, qua dịch vụ bưu chính công ích",
        "Quyển số: 2026",
        "Số thứ tự: 260310-AA0001",
        "NGƯỜI NỘP HỒ SƠ",
        "Nộp trực tuyến, không cần ký",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Phạm Thu Hà",
        "hoặc gọi 0222 3822 000",
    ):
        assert words in page
    assert "Cấp lại" not in page


def test_a_receipt_of_2018_has_no_line_for_the_identity_number() -> None:
    assert "Số định danh" not in pages_of(pdf("form01", {**RECEIPT, "with_identity": False}))[0]


def test_the_authorised_person_stands_on_the_receipt_and_signs_at_the_counter() -> None:
    person = {"name": "Lê Văn An", "phone": "0912 000 111", "email": "an@example.vn"}
    page = pages_of(pdf("form01", {**RECEIPT, "submitter": person, "online": False}))[0]
    assert "Người nộp hồ sơ (được ủy quyền): Lê Văn An" in page
    assert "an@example.vn" in page
    assert page.count("Lê Văn An") == 2


def test_without_anybody_else_the_owner_signs_at_the_counter() -> None:
    page = pages_of(pdf("form01", {**RECEIPT, "online": False}))[0]
    assert page.count("Nguyễn Thị Hồng Nhung") == 2
    assert "được ủy quyền" not in page


def test_a_later_copy_says_that_it_replaces_the_one_before() -> None:
    assert "Cấp lại lần 2" in pages_of(pdf("form01", RECEIPT, copy_number=3))[0]


def test_twenty_papers_and_long_values_go_on_over_numbered_pages_with_the_table_head_repeated() -> None:
    pages = pages_of(pdf("form01", long_receipt(20)))
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"{HEAD['code']} · trang {number}/3" in page
        assert "TT Tên giấy tờ" in page
    told = " ".join(pages)
    assert all(f"{number} {number}. Liên thông" in told for number in range(1, 21))
    assert "NGƯỜI NỘP HỒ SƠ" in pages[-1]
    assert "Ghi chú:" in pages[-1]


def test_nothing_is_drawn_outside_the_margins_of_a_sheet() -> None:
    for sheet in pictures("form01", long_receipt(20), ppi=100):
        right = sheet.crop((round(sheet.width * (1 - 15 / 210)), 0, sheet.width, sheet.height))
        left = sheet.crop((0, 0, round(sheet.width * 20 / 210), sheet.height))
        assert right.getextrema() == (255, 255)
        assert left.getextrema() == (255, 255)


def test_a_receipt_of_which_nothing_is_known_says_so() -> None:
    (page,) = pages_of(pdf("form01", empty_receipt()))
    assert "Tiếp nhận hồ sơ của: không có" in page
    assert "Địa chỉ: không có" in page
    assert "hoặc gọi" not in page


@pytest.mark.parametrize("field", ["owner", "address", "email", "procedure", "officer", "office", "fee"])
def test_what_people_typed_stays_text_on_a_receipt_whatever_it_looks_like(field: str) -> None:
    page = pages_of(pdf("form01", {**RECEIPT, field: TYPST}))[0]
    assert "*đậm* _nghiêng_ $x^2$ @ref <label> `raw` // bỏ" in page


def test_what_people_typed_stays_text_on_the_other_papers() -> None:
    papers = [{"name": TYPST, "copy": TYPST, "count": TYPST}]
    assert pages_of(pdf("form01", {**RECEIPT, "papers": papers}))[0].count("$x^2$") >= 2
    page = pages_of(pdf("form02", notice([["Lý do", TYPST]], items=[TYPST], lines=[TYPST])))[0]
    assert page.count("#panic") == 3


def test_a_very_long_reason_goes_on_over_pages() -> None:
    data = notice([["Lý do", LONG * 40]], items=[LONG] * 20)
    pages = pages_of(pdf("form02", data))
    assert len(pages) > 1
    assert "NGƯỜI HƯỚNG DẪN" in pages[-1]


def test_both_sign_a_refusal_and_nobody_an_acknowledgement() -> None:
    refused = pages_of(pdf("form03", NOTICES["form03"]))[0]
    assert "NGƯỜI NỘP HỒ SƠ" in refused
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in refused
    assert "Lập tự động, không cần ký" in pages_of(pdf("acknowledgement", NOTICES["acknowledgement"]))[0]


def test_what_typst_warns_of_or_refuses_is_a_defect_and_no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    class Warned:
        message = "unknown font family"

    monkeypatch.setattr(typst, "compile_with_warnings", lambda *_, **__: (b"%PDF", [Warned()]))
    with pytest.raises(rendering.UndrawablePaper, match="unknown font family"):
        pdf("form01", RECEIPT)
    monkeypatch.undo()
    with pytest.raises(rendering.UndrawablePaper):
        pdf("form01", {key: value for key, value in RECEIPT.items() if key != "papers"})


@pytest.mark.parametrize("kind", EVERY)
def test_an_official_form_is_a_small_sheet_and_its_code_is_still_read_by_a_phone(kind: str) -> None:
    data = {**EVERY[kind], "paper": "a5"}
    (page,) = PdfReader(io.BytesIO(pdf(kind, data))).pages
    assert (round(page.mediabox.width * 25.4 / 72), round(page.mediabox.height * 25.4 / 72)) == (148, 210)
    assert qr_texts(pictures(kind, data, ppi=150)[0]) == [ADDRESS]


def test_many_papers_are_one_document_in_which_each_counts_its_own_pages() -> None:
    long, short = {**long_receipt(20), "paper": "a5"}, {**RECEIPT, "paper": "a5"}
    sheets = [
        rendering.Sheet("form01", "GIẤY TIẾP NHẬN", {**data, "code": code}, ADDRESS)
        for data, code in ((long, "H05-1"), (short, "H05-2"), (long, "H05-3"))
    ]
    reader = PdfReader(io.BytesIO(rendering.papers_pdf(sheets, "Ba giấy")))
    feet = [" ".join(page.extract_text().split())[-22:] for page in reader.pages]
    many = (len(feet) - 1) // 2
    expected = [f"trang {number}/{many}" for number in range(1, many + 1)]
    assert [foot.split(" · ")[-1] for foot in feet if "trang" in foot] == expected * 2
    assert reader.metadata is not None
    assert reader.metadata.title == "Ba giấy"


def test_a_copy_says_so_above_everything_else() -> None:
    mark = "BẢN SAO lần 2 · in lúc 14:05, 22/11/2026 · Phạm Thu Hà"
    page = pages_of(pdf("form01", {**RECEIPT, "paper": "a5"}, copy_mark=mark))[0]
    assert page.index(mark) < page.index("CỘNG HÒA")
