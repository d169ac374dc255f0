"""One small whole procedure for the tests, and the surroundings of a form."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from motcua.procedures.rules.context import Choice, FormContext
from motcua.procedures.rules.definition import Definition, parse
from motcua.procedures.rules.divisions import DivisionFact, Gazetteer
from motcua.procedures.rules.form_definition import Field, parse_form
from motcua.procedures.rules.reading import Reader

TODAY = date(2026, 11, 23)
IDENTITY = "001188012345"  # Hà Nội, a woman of 1988

DIVISIONS = Gazetteer(
    (
        DivisionFact("01", "province", "thành phố", "Hà Nội"),
        DivisionFact("24", "province", "tỉnh", "Bắc Ninh", complete=("ward",), valid_from=date(2025, 7, 1)),
        DivisionFact("24.1", "ward", "phường", "Võ Cường", "24", date(2025, 7, 1)),
        DivisionFact("24.2", "ward", "xã", "Đại Đồng", "24", date(2025, 7, 1)),
        DivisionFact("01.021", "district", "quận", "Bắc Từ Liêm", "01", complete=("ward",), valid_to=date(2025, 6, 30)),
        DivisionFact("01.021.1", "ward", "phường", "Xuân Đỉnh", "01.021", valid_to=date(2025, 6, 30)),
        DivisionFact("99", "province", "tỉnh", "Hà Bắc", valid_to=date(1996, 12, 31)),
    )
)
LISTS = {
    "ethnicities": (Choice("kinh", "Kinh"), Choice("tay", "Tày"), Choice("khac", "Khác")),
    "nationalities": (Choice("VN", "Việt Nam"), Choice("LA", "Lào")),
}

PROCEDURE: dict[str, Any] = {
    "key": "birth",
    "national_code": "1.001193",
    "name": "Đăng ký khai sinh",
    "short_name": "Khai sinh",
    "version": "2025",
    "valid_from": "2025-07-01",
    "organisation": "two_tier",
    "competent_tier": "commune",
    "online_scope": "full",
    "audience": ["citizen"],
    "summary": "Ghi một em bé mới sinh vào sổ hộ tịch.",
    "channels": ["online", "desk", "post"],
    "cases": [{"key": "standard", "name": "Có giấy chứng sinh"}, {"key": "verify", "name": "Phải xác minh"}],
    "limits": [
        {"amount": 1, "unit": "working_day", "same_day": True, "source": "Luật Hộ tịch, Điều 16"},
        {"case": "verify", "amount": 3, "unit": "working_day", "source": "Nghị định 123/2015, Điều 5"},
    ],
    "cut_off": "15:00",
    "fees": [
        {"key": "copy", "name": "Bản sao trích lục", "kind": "charge", "per": "copy", "amount": 8000}
        | {"quantity": "copies", "source": "Thông tư 281/2016/TT-BTC"},
    ],
    "papers": [
        {"key": "notice", "name": "Giấy chứng sinh", "cases": ["standard"]},
        {"key": "identity", "name": "Căn cước", "handling": "present"},
        {"key": "consent", "name": "Văn bản ủy quyền", "when": {"eq": ["relation", "other"]}, "required": False},
    ],
    "form": {
        "owner": {"name": "requester.name", "identity_number": "requester.identity_number", "phone": "phone"},
        "title": "{child_name}",
        "pages": [
            {
                "key": "child",
                "title": "Em bé tên gì, sinh khi nào?",
                "fields": [
                    {"id": "child_name", "kind": "text", "label": "Họ, chữ đệm, tên của bé", "max_length": 60},
                    {"id": "child_birth", "kind": "date", "label": "Ngày sinh của bé", "past": True},
                    {"id": "place", "kind": "choice", "label": "Nơi sinh"}
                    | {"choices": [{"key": "hospital", "name": "Bệnh viện"}, {"key": "home", "name": "Tại nhà"}]},
                    {"id": "hospital", "kind": "text", "label": "Tên bệnh viện", "when": {"eq": ["place", "hospital"]}},
                ],
            },
            {
                "key": "home_birth",
                "title": "Ai làm chứng?",
                "when": {"eq": ["place", "home"]},
                "fields": [
                    {"id": "witnesses", "kind": "group", "label": "Người làm chứng", "max_rows": 3}
                    | {"fields": [{"id": "name", "kind": "text", "label": "Họ tên"}]}
                ],
            },
            {
                "key": "requester",
                "title": "Bạn là ai?",
                "fields": [
                    {"id": "requester", "kind": "person", "label": "Người yêu cầu"},
                    {"id": "relation", "kind": "choice", "label": "Quan hệ với bé"}
                    | {"choices": [{"key": "parent", "name": "Cha, mẹ"}, {"key": "other", "name": "Người khác"}]},
                    {"id": "phone", "kind": "phone", "label": "Số điện thoại"},
                    {"id": "copies", "kind": "integer", "label": "Số bản sao", "required": False, "max": 20},
                ],
            },
        ],
    },
    "stages": [
        {"key": "receive", "name": "Tiếp nhận", "function": "receiver", "unit": "desk"}
        | {"allowance": {"amount": 1, "unit": "working_hour"}, "citizen_words": "Bộ phận một cửa xem hồ sơ."},
        {"key": "appraise", "name": "Thẩm tra", "function": "case_handler", "unit": "justice"}
        | {"allowance": {"amount": 3, "unit": "working_hour"}, "citizen_words": "Công chức hộ tịch xem hồ sơ."},
        {"key": "approve", "name": "Ký", "function": "approver", "unit": "leaders"}
        | {"allowance": {"amount": 2, "unit": "working_hour"}, "citizen_words": "Lãnh đạo ký giấy khai sinh."},
        {"key": "return", "name": "Trả kết quả", "function": "receiver", "unit": "desk"}
        | {"allowance": {"amount": 1, "unit": "working_hour"}, "citizen_words": "Mời bạn đến nhận."},
    ],
    "result": {"name": "Giấy khai sinh", "code": "KQ.G15.000031", "delivery": ["desk", "post"]},
    "legal_basis": [{"number": "60/2014/QH13", "name": "Luật Hộ tịch", "article": "Điều 16"}],
    "supplement": {"policy": "pause", "answer_within": {"amount": 30, "unit": "calendar_day"}},
}


def procedure_data(**changed: Any) -> dict[str, Any]:
    """The data of the example, some of its keys changed."""
    return copy.deepcopy(PROCEDURE) | changed


def procedure(**changed: Any) -> Definition:
    """The example, read."""
    return parse(procedure_data(**changed))


def context(**changed: Any) -> FormContext:
    """A two-tier office on a Monday of 2026."""
    return FormContext(**({"today": TODAY, "divisions": DIVISIONS, "lists": LISTS} | changed))


def a_field(kind: str, **options: Any) -> Field:
    """One field of a kind, read from data as the catalogue is."""
    data = {"id": "answer", "kind": kind, "label": "Câu hỏi"} | options
    form = parse_form(Reader({"pages": [{"key": "page", "title": "Trang", "fields": [data]}]}, "form"))
    return form.pages[0].fields[0]
