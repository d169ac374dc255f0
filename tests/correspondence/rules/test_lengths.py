"""How long a text is: against the tables of the standard and against cutting it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.correspondence.rules.lengths import BASIC, EXTENSION, cut, is_gsm, measured, read_gsm

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ ,.:"


def test_the_alphabet_is_whole() -> None:
    assert len(BASIC) == len(set(BASIC)) == 128
    assert BASIC.index("A") == 0x41 and BASIC.index("a") == 0x61 and BASIC.index("à") == 0x7F


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "parts", "left"),
    [
        ("", "gsm7", 0, 1, 160),
        ("a" * 160, "gsm7", 160, 1, 0),
        ("a" * 161, "gsm7", 161, 2, 145),
        ("€" * 80, "gsm7", 160, 1, 0),
        ("€" * 80 + "a", "gsm7", 161, 2, 144),  # none is cut through: 76 of them fill the first part but for one
        ("a" * 306, "gsm7", 306, 2, 0),
        ("ế" * 70, "ucs2", 70, 1, 0),
        ("ế" * 71, "ucs2", 71, 2, 63),
        ("ế" * 134, "ucs2", 134, 2, 0),
        ("👍" * 35, "ucs2", 70, 1, 0),
        ("👍" * 36, "ucs2", 72, 2, 61),  # 33 in the first part: a pair is not cut through
    ],
)
def test_lengths_are_those_of_the_standard(text: str, alphabet: str, units: int, parts: int, left: int) -> None:
    found = measured(text)
    assert (found.alphabet, found.units, found.parts, found.left) == (alphabet, units, parts, left)


def test_marks_apart_from_their_letters_cost_nothing_more() -> None:
    text = "Hồ sơ đã có kết quả"
    assert measured(unicodedata.normalize("NFD", text)) == measured(text)


@given(st.text(alphabet=BASIC.replace("\x1b", "") + "".join(EXTENSION), max_size=500))
def test_gsm_text_comes_back_whole_and_no_part_is_too_long(text: str) -> None:
    alphabet, parts = cut(text)
    assert alphabet == "gsm7" and is_gsm(text)
    assert read_gsm(b"".join(parts)) == text
    assert all(len(part) <= (160 if len(parts) == 1 else 153) for part in parts)
    assert all(read_gsm(part).count("?") <= text.count("?") for part in parts)
    assert measured(text).parts == len(parts)


@given(st.text(alphabet=VIETNAMESE + "👍", max_size=500))
def test_vietnamese_text_comes_back_whole_and_no_part_is_too_long(text: str) -> None:
    alphabet, parts = cut(text + "ế")
    assert alphabet == "ucs2"
    assert "".join(part.decode("utf-16-be") for part in parts) == text + "ế"
    assert all(len(part) <= (140 if len(parts) == 1 else 134) for part in parts)
