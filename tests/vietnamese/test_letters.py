"""Keys for search and order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.vietnamese import (
    family_name,
    given_name,
    given_name_sort_key,
    search_key,
    slug,
    sort_key,
    tidy_name,
    without_marks,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đặng Thị Huệ", "dang thi hue"),
        ("ĐĂNG KÝ  khai\u00a0sinh", "dang ky khai sinh"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("Thừa Thiên – Huế", "thua thien – hue"),
        ("  ", ""),
        ("Nguye\u0302\u0303n", "nguyen"),
    ],
)
def test_the_search_key_has_no_marks_no_capitals_and_single_spaces(text: str, key: str) -> None:
    assert search_key(text) == key


def test_marks_go_but_capitals_stay() -> None:
    assert without_marks("Đường Lê Đức Thọ") == "Duong Le Duc Tho"


@given(st.text())
def test_a_search_key_is_its_own_key_and_the_way_a_text_is_composed_does_not_matter(text: str) -> None:
    import unicodedata

    key = search_key(text)
    assert search_key(key) == key
    assert search_key(unicodedata.normalize("NFC", text)) == search_key(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Đăng ký khai sinh", "dang-ky-khai-sinh"),
        ("Cấp giấy phép: nhà ở riêng lẻ (cấp IV)", "cap-giay-phep-nha-o-rieng-le-cap-iv"),
        ("--", ""),
    ],
)
def test_a_slug_keeps_the_letter_d_of_dang(text: str, address: str) -> None:
    assert slug(text) == address


@pytest.mark.parametrize(
    "in_order",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "u", "ư", "v", "y"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "An Bình", "anh", "ăn", "ân", "ba"],
        ["Đinh", "Đỗ", "Đồng", "Em"],
        ["Dũng", "Đặng"],
        ["hòa bình", "hoa thơm", "hoan"],
        ["Trận An", "Trần Ân", "Trần Bảo"],
        ["Nguyễn Văn An", "Nguyễn Văn Ân", "Nguyễn Vân An"],
        ["Tổ 1", "Tổ 2", "Tổ dân phố"],
    ],
)
def test_the_sort_key_orders_letters_first_and_tones_second(in_order: list[str]) -> None:
    shuffled = in_order[:]
    random.Random(4).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == in_order


def test_letters_of_the_whole_text_decide_before_any_tone() -> None:
    assert sorted(["Mã An", "Ma Bình"], key=sort_key) == ["Mã An", "Ma Bình"]


def test_where_the_tone_mark_stands_in_a_syllable_does_not_change_the_order() -> None:
    assert sort_key("Hòa") == sort_key("Hoà") == sort_key("HÒA")
    assert sort_key("thủy") == sort_key("thuỷ")


@given(st.text())
def test_a_sort_key_is_small_ascii_letters_and_digits_only(text: str) -> None:
    key = sort_key(text)
    assert key.isascii() and key.isalnum() and key == key.lower()


def test_a_class_list_is_ordered_by_given_name_and_a_register_by_family_name() -> None:
    people = ["Nguyễn Thị Ánh", "Trần Văn An", "Lê Hồng Ân", "Bùi Văn An"]
    assert sorted(people, key=given_name_sort_key) == ["Bùi Văn An", "Trần Văn An", "Nguyễn Thị Ánh", "Lê Hồng Ân"]
    assert sorted(people, key=sort_key)[0] == "Bùi Văn An"


def test_a_name_is_family_name_first() -> None:
    assert given_name("Nguyễn Thị Ánh Tuyết") == "Tuyết"
    assert family_name("Nguyễn Thị Ánh Tuyết") == "Nguyễn"
    assert (given_name("Tuyết"), family_name("Tuyết"), given_name("")) == ("Tuyết", "", "")


def test_a_name_typed_carelessly_is_made_tidy_and_an_unusual_one_is_left_alone() -> None:
    assert tidy_name("  nguyễn  THỊ ánh ") == "Nguyễn Thị Ánh"
    assert tidy_name("H'Hen Niê") == "H'Hen Niê"
