"""What is printed on papers, as rows keep it: ordinary, as long as it gets, and with nothing filled in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from motcua.receipts.loading import form_table
from motcua.receipts.rendering import TEMPLATES, Sheet, paper_pdf, prepared

TODAY = date(2026, 3, 10)
ADDRESS = "https://motcua.bacninh.example/xac-minh/Qm9uZyBob2EgY3VhIHRv/"
TYPST = '#import "x.typ": y #panic("no") *đậm* _nghiêng_ $x^2$ @ref <label> `raw` // bỏ \\ #{1/0}'
LONG = "Liên thông các thủ tục hành chính về đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế " * 2

HEAD: dict[str, Any] = {
    "form": "Mẫu số 01",
    "code": "H05.101-260310-AA0001",
    "number": "AA0001/TNHS",
    "office": "Ủy ban nhân dân phường Kinh Bắc",
    "office_address": "Trụ sở UBND phường Kinh Bắc, tỉnh Bắc Ninh",
    "office_phone": "0222 3822 000",
    "desk": "Trung tâm Phục vụ hành chính công",
    "place": "Kinh Bắc",
    "procedure": "Đăng ký khai sinh",
    "owner": "Nguyễn Thị Hồng Nhung",
    "address": "Tổ dân phố số 4, phường Kinh Bắc, tỉnh Bắc Ninh",
    "phone": "0912 000 482",
    "email": "",
    "online": True,
    "date": {"day": "10", "month": "03", "year": "2026"},
    "received": "09 giờ 01 phút, ngày 10 tháng 03 năm 2026 (thứ Ba)",
    "due": "17 giờ 00 phút, ngày 13 tháng 03 năm 2026 (thứ Sáu)",
    "officer": "Phạm Thu Hà",
}
RECEIPT: dict[str, Any] = {
    **HEAD,
    "sheet": "Liên 2: Giao cho người nộp hồ sơ",
    "with_identity": True,
    "identity": "027190001234",
    "submitter": None,
    "papers": [
        {"name": "Tờ khai đăng ký khai sinh", "copy": "Điện tử", "count": "1"},
        {"name": "Giấy chứng sinh", "copy": "Tệp điện tử", "count": "2"},
    ],
    "fee": "0 đồng",
    "limit": "trong ngày làm việc",
    "delivery": "Nhà, qua dịch vụ bưu chính công ích",
    "book": "2026",
    "in_book": "260310-AA0001",
}


def long_receipt(papers: int = 20) -> dict[str, Any]:
    """A receipt on which everything is as long as the columns allow, filed for another person."""
    names = [f"{number}. {LONG[:170]}" for number in range(1, papers + 1)]
    person = {"name": "Tôn Nữ Hoàng Phương " * 4, "phone": "0912 000 482", "email": f"{'a' * 60}@{'b' * 60}.vn"}
    return {
        **RECEIPT,
        "owner": ("Công Tằng Tôn Nữ Thị Hồng Nhung " * 5)[:150],
        "address": ("Số nhà 12, ngách 34, ngõ 56, đường Nguyễn Trãi, tổ dân phố số 4, " * 6)[:300],
        "email": person["email"],
        "procedure": LONG * 2,
        "office": "Ủy ban nhân dân thị trấn Quảng Hà, huyện đảo Bạch Long Vĩ, thành phố trực thuộc Trung ương",
        "submitter": person,
        "papers": [{"name": name, "copy": "Bản chính và bản sao", "count": "12"} for name in names],
    }


def empty_receipt() -> dict[str, Any]:
    """A receipt of which nothing is known but what the system itself knows."""
    unknown = dict.fromkeys(("owner", "address", "phone", "email", "identity", "office_address", "office_phone"), "")
    return {**RECEIPT, **unknown, "officer": "", "papers": []}


def notice(rows: list[list[str]], **more: Any) -> dict[str, Any]:
    """Any of the other papers, signed by an officer."""
    return {**HEAD, "form": "Mẫu số 02", "number": "AA0001", "rows": rows, "signer": "Người hướng dẫn", **more}


def title_of(kind: str) -> str:
    return form_table().form(kind, TODAY).title


def pdf(kind: str, data: Mapping[str, Any], copy_number: int = 1, copy_mark: str = "") -> bytes:
    return paper_pdf(
        kind,
        data.get("title", title_of(kind)),
        data,
        verify_address=ADDRESS,
        copy_number=copy_number,
        copy_mark=copy_mark,
    )


def pages_of(drawn: bytes) -> list[str]:
    """The text of every page, as a reader takes it out of the PDF."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(drawn)).pages]


def pictures(kind: str, data: Mapping[str, Any], copy_number: int = 1, ppi: int = 110) -> list[Image.Image]:
    """The pages of the same paper as pictures: what a printer or a phone's camera sees."""
    source, inputs = prepared([Sheet(kind, title_of(kind), data, ADDRESS, copy_number)])
    drawn = typst.compile(
        str(source), root=str(TEMPLATES), format="png", ppi=ppi, sys_inputs=inputs, ignore_system_fonts=True
    )
    sheets = drawn if isinstance(drawn, list) else [drawn]
    return [Image.open(io.BytesIO(sheet)).convert("L") for sheet in sheets]


def qr_texts(picture: Image.Image) -> list[str]:
    """What a phone reads from the QR codes on a picture."""
    return [found.text for found in zxingcpp.read_barcodes(picture)]
