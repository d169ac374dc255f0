"""The page behind the QR code of a paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from motcua.pages.public import verification
from motcua.receipts.queries import Verified
from tests.pages.markup import Markup
from tests.pages.public.samples import RECEIVED

PAPER = Verified(
    title="GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    form="Mẫu số 01",
    code="H26.21.08-181214-0007",
    office="UBND phường Phúc Diễn",
    procedure="Đăng ký khai sinh",
    issued_at=RECEIVED + timedelta(minutes=1),
    due="10:37 thứ Sáu, 21/12/2018",
    copy_number=1,
    is_newest=True,
)


def shown(client: Client, monkeypatch: pytest.MonkeyPatch, paper: Verified | None) -> Markup:
    monkeypatch.setattr(verification, "by_token", lambda token: paper)
    answer = client.get("/xac-minh/abc123/")
    assert answer.status_code == (200 if paper else 404)
    found = Markup(answer.content.decode())
    assert found.faults() == []
    return found


def test_a_genuine_paper_is_shown_line_by_line_to_be_compared(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shown(client, monkeypatch, PAPER)
    for words in (
        "Giấy này do cơ quan cấp",
        PAPER.code,
        PAPER.office,
        PAPER.due,
        "10:38 thứ Sáu, 14/12/2018",
        "Mẫu số 01",
    ):
        assert words in found.text
    assert found.all("a", href="/tra-cuu/H26.21.08-181214-0007/")


def test_a_replaced_paper_is_genuine_but_says_that_there_is_a_newer_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "đã được thay" in shown(client, monkeypatch, replace(PAPER, is_newest=False)).text
    assert "đã được thay" not in shown(client, monkeypatch, PAPER).text


@pytest.mark.django_db
def test_an_unknown_paper_is_not_called_genuine(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shown(client, monkeypatch, None)
    assert "Không xác minh được giấy này" in found.text
    assert "do cơ quan cấp" not in found.text


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["a\0b", "x" * 3000, "<b>", "\u202e"])
def test_any_token_gets_an_answer(client: Client, token: str) -> None:
    assert client.get(f"/xac-minh/{quote(token, safe='')}/").status_code == 404
