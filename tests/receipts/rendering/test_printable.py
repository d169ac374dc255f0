"""No sign that somebody types keeps a paper from being printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.receipts.rendering.printable import DRAWN, printable
from tests.receipts.samples import RECEIPT, pages_of, pdf


@pytest.mark.parametrize("bounds", DRAWN, ids=[f"{first:04X}" for first, _ in DRAWN])
def test_every_sign_that_is_let_through_can_be_drawn(bounds: tuple[int, int]) -> None:
    signs = [chr(number) for number in range(bounds[0], bounds[1] + 1)]
    assert pdf("form01", {**RECEIPT, "address": " ".join(signs)}).startswith(b"%PDF")


@pytest.mark.parametrize("sign", ["😀", "汉", "ខ", "\ue000", "\uffff", "𠮷"])
def test_a_sign_no_font_has_becomes_an_empty_square(sign: str) -> None:
    assert printable(f"Lan {sign} Anh") == "Lan □ Anh"
    assert "Lan □ Anh" in pages_of(pdf("form01", {**RECEIPT, "owner": f"Lan {sign} Anh"}))[0]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\u200b", "\u202e", "\u2066", "\ufeff", "\u2028"])
def test_a_sign_that_is_not_seen_is_left_out(sign: str) -> None:
    assert printable(f"Lan{sign}Anh") == "LanAnh"


def test_letters_typed_with_marks_apart_are_composed_and_lines_are_kept() -> None:
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Ậm")
    assert printable({"name": [apart, "a\r\nb\tc"], "n": 3}) == {"name": ["Nguyễn Thị Ậm", "a\nb c"], "n": 3}


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_printed(text: str) -> None:
    assert pdf("form01", {**RECEIPT, "owner": text, "address": text, "officer": text}).startswith(b"%PDF")
