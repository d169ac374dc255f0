"""Receipts as PDF per second, beside bare typst compiling one static page."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from bench.measuring import own_cpu
from bench.report import Report

ROUNDS = 5
PER_ROUND = 15
PLAIN = """#set page(paper: "a5")
#set text(lang: "vi")
= Giấy tiếp nhận hồ sơ
#for number in range(12) [Dòng #number: giấy tờ đã nhận, bản chính, số lượng 1. #parbreak()]
"""
RECEIPT: dict[str, Any] = {
    "form": "Mẫu số 01",
    "code": "H05.101-261122-AA0001",
    "number": "AA0001",
    "office": "UBND phường Kinh Bắc",
    "office_short": "Phường Kinh Bắc",
    "office_address": "Số 1, đường Lý Anh Tông",
    "office_phone": "0222 3 820 000",
    "desk": "Trung tâm Phục vụ hành chính công",
    "procedure": "Đăng ký khai sinh",
    "owner": "Nguyễn Thị Hồng Nhung",
    "address": "Số 12, đường Lý Anh Tông, phường Võ Cường, Bắc Ninh",
    "phone": "0912 345 678",
    "email": "nhung@example.vn",
    "date": {"day": "22", "month": "11", "year": "2026"},
    "received": "08:05, 22/11/2026",
    "due": "17:00, 23/11/2026",
    "officer": "Trần Văn Đức",
    "papers": [{"name": "Giấy chứng sinh", "copy": "Tệp điện tử", "count": "1"}] * 3,
    "fee": "0 đồng",
    "limit": "trong ngày",
    "delivery": "Tại nơi nộp hồ sơ",
    "online": True,
    "book": "2026",
}


def main(report: Report) -> None:
    """Form 01 with its QR as an accessible PDF; the floor is one static page of plain text, no standard asked."""
    import typst

    from motcua.receipts.rendering import paper_pdf

    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        plain = Path(name) / "plain.typ"
        plain.write_text(PLAIN, encoding="utf-8")
        numbers = iter(range(10_000))

        def ours() -> object:
            # Each receipt has its own code, so that nothing of the one before serves again.
            number = next(numbers)
            data = {**RECEIPT, "code": f"H05.101-261122-AB{number:04d}"}
            address = f"https://example.vn/giay/{number:020d}/"
            return paper_pdf("form01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", data, verify_address=address)

        def bare() -> object:
            return typst.compile(str(plain), ignore_system_fonts=True)

        costs: list[float] = []
        floors: list[float] = []
        for _ in range(ROUNDS + 1):
            costs.append(own_cpu(ours, times=PER_ROUND))
            floors.append(own_cpu(bare, times=PER_ROUND))
    cost, floor = statistics.median(costs[1:]), statistics.median(floors[1:])
    report.figure("receipts as PDF, per second of CPU", 1000 / cost, unit="/s")
    report.ratio("a receipt beside a bare static page", cost, floor)
