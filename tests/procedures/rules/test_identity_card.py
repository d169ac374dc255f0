"""The QR of an identity card as a scanner types it: what is told for certain is taken, the rest is left to be typed."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules.identity_card import Card, CardNotRead, read_card

TODAY = date(2026, 8, 28)
LAN = "001165007315|012345678|Vũ Thị Lan|15041965|Nữ|Tổ dân phố số 2, Phúc Diễn, Bắc Từ Liêm, Hà Nội|22122022"


def read(text: str) -> Card:
    return read_card(text, today=TODAY)


def test_a_card_is_read_whole() -> None:
    assert read(LAN) == Card(
        number="001165007315",
        name="Vũ Thị Lan",
        birth=date(1965, 4, 15),
        sex="female",
        address="Tổ dân phố số 2, Phúc Diễn, Bắc Từ Liêm, Hà Nội",
        issued=date(2022, 12, 22),
        old_number="012345678",
    )


@pytest.mark.parametrize(
    "typed",
    [
        LAN + "\r\n",
        "  " + LAN + "\n",
        LAN + "||Vũ Văn A|Trần Thị B",  # a newer card says more
        LAN.replace("|", "}"),  # another keyboard layout
        LAN.replace("|", "¦"),
        unicodedata.normalize("NFD", LAN),
        LAN.encode().decode("latin-1"),
        LAN.replace("Nữ", "Nu"),
    ],
)
def test_what_a_keyboard_does_to_it_changes_nothing(typed: str) -> None:
    card = read(typed)
    assert (card.number, card.name, card.sex) == ("001165007315", "Vũ Thị Lan", "female")


def test_missing_fields_are_left_empty() -> None:
    card = read("001165007315||Vũ Thị Lan|15041965|Nữ")
    assert (card.old_number, card.address, card.issued) == ("", "", None)


@pytest.mark.parametrize("name", ["V? Th? Lan", "Vu4 Thi5 Lan", "V\ufffd Lan", "", "   ", "<b>Lan</b>", "L" * 200])
def test_a_garbled_name_is_left_to_be_typed_and_the_rest_is_kept(name: str) -> None:
    card = read(LAN.replace("Vũ Thị Lan", name))
    assert (card.name, card.number, card.birth) == ("", "001165007315", date(1965, 4, 15))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Vũ Thị Lan",
        "001165007315",
        "001165007315|012345678|Vũ Thị Lan",
        "00116500731|x|Vũ Thị Lan|15041965|Nữ|Hà Nội|22122022",
        LAN.replace("15041965", "31021965"),
        LAN.replace("15041965", "15041966"),  # another year than the number's
        LAN.replace("15041965", "15042965"),
        LAN.replace("Nữ", "Nam"),
        LAN.replace("001165", "000165"),
        "https://example.vn/tra-cuu/001165007315/a/b/c/d/e/f",
        "5" * 5000,
        LAN + "|" * 2000,
    ],
)
def test_what_is_no_card_is_refused_in_words(typed: str) -> None:
    with pytest.raises(CardNotRead) as refused:
        read(typed)
    assert refused.value.message.text.endswith(".")


@given(st.text(max_size=200))
def test_garbage_is_refused_or_read_and_never_breaks(typed: str) -> None:
    for text in (typed, f"001165007315|{typed}", LAN[:30] + typed, typed + LAN):
        try:
            card = read(text)
        except CardNotRead:
            continue
        assert card.birth is not None
        assert len(card.number) == 12
