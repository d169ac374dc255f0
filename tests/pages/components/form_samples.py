"""One form with a field of every kind, for the tests of how fields are shown."""

from __future__ import annotations

from datetime import date

from motcua.procedures.rules.context import Choice, FormContext, UploadedFile
from motcua.procedures.rules.divisions import DivisionFact, Gazetteer
from motcua.procedures.rules.form_definition import Field

CONTEXT = FormContext(
    today=date(2026, 3, 5),
    divisions=Gazetteer(
        (
            DivisionFact("01", "province", "thành phố", "Hà Nội", complete=True),
            DivisionFact("0101", "ward", "phường", "Phúc Diễn", parent="01"),
            DivisionFact("0102", "ward", "phường", "Xuân Đỉnh", parent="01"),
        )
    ),
    lists={
        "ethnicities": tuple(Choice(f"e{number}", f"Dân tộc {number}") for number in range(54)),
        "nationalities": (Choice("VN", "Việt Nam"), Choice("FR", "Pháp")),
    },
    files={"f1": UploadedFile("jpg", 1_468_006, "giấy chứng sinh.jpg")},
)

FIELDS = (
    Field("child_name", "text", "Họ, chữ đệm, tên của trẻ", hint="Viết đủ dấu, như trên giấy chứng sinh"),
    Field("reason", "long_text", "Lý do", required=False),
    Field("copies", "integer", "Số bản sao", options={"unit": "bản"}),
    Field("capital", "money", "Vốn kinh doanh"),
    Field("wedding", "date", "Ngày cưới"),
    Field("child_birth", "partial_date", "Ngày sinh của trẻ", hint="Ví dụ 3 12 2018"),
    Field(
        "place",
        "choice",
        "Nơi sinh",
        options={"choices": (Choice("hospital", "Bệnh viện"), Choice("home", "Tại nhà", "Có người làm chứng"))},
    ),
    Field(
        "wishes", "choices", "Cần thêm", options={"choices": (Choice("card", "Thẻ BHYT"), Choice("copy", "Bản sao"))}
    ),
    Field("twin", "yes_no", "Sinh đôi?"),
    Field("mother", "person", "Người mẹ"),
    Field("home", "address", "Nơi thường trú"),
    Field("phone", "phone", "Số điện thoại"),
    Field("email", "email", "Thư điện tử", required=False),
    Field("proof", "file", "Giấy chứng sinh", options={"max_files": 2}),
    Field(
        "children",
        "group",
        "Các con",
        options={"row_name": "Con"},
        fields=(Field("name", "text", "Tên"), Field("birth", "date", "Ngày sinh")),
    ),
    Field(
        "note",
        "info",
        "Không có giấy chứng sinh?",
        required=False,
        options={"text": "Dùng văn bản xác nhận của người làm chứng."},
    ),
)
