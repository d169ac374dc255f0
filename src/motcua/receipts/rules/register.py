"""The register's columns as the circulars lay them down, and one row of it as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

COLUMNS = (
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Tên cá nhân, tổ chức",
    "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết",
    "Nhận hồ sơ",
    "Hẹn trả kết quả",
    "Trả kết quả",
    "Phương thức nhận kết quả",
    "Ký nhận",
)
# More than this and neither a reader nor a spreadsheet is helped: choose a shorter period.
IN_PDF, IN_EXCEL = 2000, 20000
DELIVERED = {"handed_over": "Nhận tại quầy", "posted": "Qua bưu chính", "electronic": "Bản điện tử"}
CLOSED_WITHOUT = {3: "Không tiếp nhận", 8: "Dừng giải quyết"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row, moments in the office's time."""

    number: int
    code: str
    procedure: str
    owner: str
    contact: str
    office: str
    received: datetime
    due: datetime
    returned: datetime | None
    way: str


def begins_a_formula(text: str) -> bool:
    """Whether a spreadsheet that reads the text from a list of values would take it for a formula."""
    return text.lstrip(" \t\r\n")[:1] in {"=", "+", "-", "@"} if text.strip() else False
