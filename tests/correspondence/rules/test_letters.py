"""The letter that a mail program shows says what its text says."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from html import unescape

import pytest

from motcua.correspondence.loading import labels, shipped
from motcua.correspondence.rules.letters import as_html
from motcua.correspondence.rules.texts import ONLY_SMS
from motcua.correspondence.rules.wording import Facts, worded

TEXTS = {kind: text for kind, text in shipped("vi").items() if kind not in ONLY_SMS}
AT = datetime(2026, 8, 28, 9, 52, tzinfo=timezone(timedelta(hours=7)))
FACTS = Facts(
    code="H05.101-260828-AA0007",
    procedure="Đăng ký <khai sinh>",
    office="UBND phường Kinh Bắc",
    address="https://motcua.example/ho-so-cua-toi/1/",
    look_up="motcua.example/1",
    at=AT,
    due=AT + timedelta(days=3),
    until=AT + timedelta(days=2),
    answer_by=AT,
    promised=AT,
    reason="Ảnh mờ & thiếu góc",
    items=("Giấy chứng sinh: chụp lại", "Sổ <cũ>"),
    amount="16.000 đồng",
    phone="0222 3812 119",
    result="Giấy khai sinh",
)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("kind", TEXTS)
def test_both_parts_of_a_letter_say_the_same(kind: str) -> None:
    letter = worded(TEXTS[kind], FACTS, labels("vi"))
    html = as_html(letter.subject, letter.letter)
    shown = words(html)
    assert FACTS.code in shown and FACTS.office in shown
    for line in letter.body.replace("- ", "").split("\n"):
        said, _, address = line.partition(": https://")
        for part in [said] if address else line.split(": ", 1):
            assert " ".join(part.split()) in shown, part
    assert f'href="{FACTS.address}"' in html


@pytest.mark.parametrize("kind", ["submitted", "supplement", "resolved_desk", "extended"])
def test_a_letter_carries_its_tone_and_nothing_that_is_fetched(kind: str) -> None:
    letter = worded(TEXTS[kind], FACTS, labels("vi"))
    html = as_html(letter.subject, letter.letter, f"{TEXTS[kind].tone}:{TEXTS[kind].tag}")
    assert TEXTS[kind].tag in html
    assert "font-weight:600;color:#" in html
    assert not re.search(r"<(script|img|link|style)|url\(|src=", html)
    assert "<cũ>" not in html and "<khai sinh>" not in html
    assert len(html.encode()) < 20_000


def test_a_text_of_another_shape_stays_a_text() -> None:
    assert as_html("Nhắc", "Một dòng thôi.") == ""
