"""Which official form a fact calls for, and what it is named, by the regime of the day.

Circular 01/2018/TT-VPCP has six forms; Circular 03/2025/TT-VPCP seven, with the stop notice new as 05. The receipt is
Form 01 in both (DOMAIN.md §2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.vietnamese import weekday_name

SEVEN_FORMS_FROM = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper: its key, the form's number where it has one, its title as printed."""

    key: str
    form: str
    title: str


KINDS = {
    kind.key: kind
    for kind in (
        PaperKind("acknowledgement", "", "XÁC NHẬN HỆ THỐNG ĐÃ NHẬN HỒ SƠ"),
        PaperKind("form01", "Mẫu số 01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
        PaperKind("form02", "Mẫu số 02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
        PaperKind("form03", "Mẫu số 03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
        PaperKind("form04", "Mẫu số 04", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
        PaperKind("form05", "Mẫu số 05", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"),
        PaperKind("result", "", "THÔNG BÁO KẾT QUẢ GIẢI QUYẾT HỒ SƠ"),
    )
}


def form_label(kind: str, on: date) -> str:
    """What is printed in the corner: the form's number in the regime of that day, nothing where it has none."""
    if kind == "form05" and on < SEVEN_FORMS_FROM:
        return ""
    return KINDS[kind].form


def names_identity_number(on: date) -> bool:
    """Whether the receipt of that day has a line for the owner's identity number: only the forms of 2025 do."""
    return on >= SEVEN_FORMS_FROM


def number_on(code: str, kind: str) -> str:
    """The number on the sheet: the end of the dossier's code, with the letters of the receipt's register («/TNHS»)."""
    end = code.rsplit("-", 1)[-1]
    return f"{end}/TNHS" if kind == "form01" else end


def place_in_register(code: str) -> str:
    """The dossier's place in its office's register of the year: day and daily number, which never come twice."""
    return "-".join(code.split("-")[-2:])


def moment_in_words(local: datetime) -> str:
    """A moment as the forms write it: «17 giờ 00 phút, ngày 14 tháng 01 năm 2019 (thứ Hai)», in the office's time."""
    day = f"ngày {local.day:02d} tháng {local.month:02d} năm {local.year}"
    return f"{local.hour:02d} giờ {local.minute:02d} phút, {day} ({weekday_name(local)})"
