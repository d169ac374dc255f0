"""Invented values, as long as real ones, with which templates are shown and tried."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from .wording import Facts

_AT = datetime(2026, 11, 20, 9, 52, tzinfo=timezone(timedelta(hours=7)))
SHOWN = Facts(
    code="H05.101-261120-AA0007",
    procedure="Đăng ký khai sinh",
    office="Ủy ban nhân dân phường Kinh Bắc",
    address="https://motcua.example/ho-so-cua-toi/0198/",
    look_up="motcua.example/tra-cuu/H05.101-261120-AA0007/",
    at=_AT,
    due=_AT.replace(hour=17, minute=0) + timedelta(days=3),
    until=_AT.replace(hour=17, minute=0) + timedelta(days=5),
    answer_by=_AT.replace(hour=17, minute=0),
    promised=_AT + timedelta(days=2),
    reason="Ảnh sổ hộ khẩu mờ, không đọc được số sổ.",
    items=(),
    amount="24.000 đồng",
    officer="Đỗ Quang Huy",
    phone="0222 3812 119",
    hours="thứ Hai đến thứ Sáu, 7:30–11:30, 13:30–17:00",
    fee="8.000 đồng",
    delivery="desk",
    result="Giấy khai sinh",
    number="BL01-000123",
    replaced_by="124/KQ",
    rest="16.000 đồng",
    tracking="EA123456789VN",
    before="Ủy ban nhân dân phường Vũ Ninh",
)
# For kinds that are a text message only.
VALUES = {
    "code": "H05.101-261120-AA0007",
    "until": "09:57",
    "state": "đang được giải quyết",
    "promise": "Hẹn trả 17:00 thứ Hai 23/11/2026.",
    "office": "UBND phường Kinh Bắc",
    "look_up": "motcua.example/tra-cuu/H05.101-261120-AA0007/",
    "phone": "0222 3812 119",
}
CODE_VALUES = {
    "code": "482019",
    "until": "09:57",
    "helper": "Nguyễn Thị Thu",
    "team": "Tổ công nghệ số khu phố số 1",
    "what": "Khai sinh",
}
