"""Dates, numbers, money, lengths of time and masks, as the design writes them."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.vietnamese import (
    NotUnderstood,
    format_date,
    format_day_month,
    format_duration,
    format_moment,
    format_money,
    format_number,
    format_percent,
    format_phone,
    format_time,
    format_weekday_date,
    mask_identity_number,
    mask_name,
    mask_phone,
    money_in_words,
    number_in_words,
    parse_date,
    parse_decimal,
    parse_integer,
    weekday_name,
)

VIETNAM = timezone(timedelta(hours=7))


def test_dates_are_written_day_first_with_their_weekday() -> None:
    day = date(2018, 12, 17)
    assert format_date(day) == "17/12/2018"
    assert format_day_month(day) == "17/12"
    assert format_weekday_date(day) == "thứ Hai, 17/12/2018"
    moment = datetime(2018, 12, 17, 9, 52, tzinfo=VIETNAM)
    assert format_time(moment) == "09:52"
    assert format_moment(moment) == "09:52 thứ Hai, 17/12/2018"
    assert weekday_name(date(2026, 11, 22)) == "Chủ nhật"


@pytest.mark.parametrize(
    "typed",
    ["5/3/2026", "05/03/2026", "5-3-2026", "05.03.2026", " 5 3 2026 ", "05032026", "2026-03-05", "5 tháng 3 năm 2026"],
)
def test_the_fifth_of_march_is_read_day_first(typed: str) -> None:
    assert parse_date(typed) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/2/2026", "Không có ngày 31/2/2026. Tháng 2 năm 2026 có 28 ngày."),
        ("30/02/2024", "Tháng 2 năm 2024 có 29 ngày."),
        ("0/5/2024", "Không có ngày 0/5/2024"),
        ("12/31/2026", "Không có tháng 31"),
        ("5/3/26", "ngày/tháng/năm"),
        ("mùng ba Tết", "ngày/tháng/năm"),
        ("", "ngày/tháng/năm"),
        ("1/1/0000", "bốn chữ số"),
        ("\0" * 40, "ngày/tháng/năm"),
        ("9" * 10_000_000, "dài quá"),
    ],
)
def test_a_date_that_cannot_be_read_is_refused_with_the_way_to_mend_it(typed: str, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words.replace(".", r"\.")):
        parse_date(typed)


@given(st.dates())
def test_a_date_that_is_written_is_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (9200, None, "9.200"),
        (0, None, "0"),
        (-1234567, None, "-1.234.567"),
        (1234567.5, None, "1.234.567,5"),
        (Decimal("37.142857"), 2, "37,14"),
        (Decimal("0.005"), 2, "0,01"),
        (307485, 0, "307.485"),
        (1e21, 0, "1.000.000.000.000.000.000.000"),
    ],
)
def test_numbers_have_a_dot_between_thousands_and_a_comma_before_decimals(
    value: int | float | Decimal, decimals: int | None, written: str
) -> None:
    assert format_number(value, decimals) == written


def test_percentages_and_money_are_written_as_in_the_design() -> None:
    assert format_percent(Decimal(9147) / Decimal(9200) * 100) == "99,4%"
    assert format_percent(100, 0) == "100%"
    assert format_money(8000) == "8.000 đồng"
    assert format_money(0) == "0 đồng"


@pytest.mark.parametrize(("typed", "number"), [("9.200", 9200), ("9 200", 9200), ("9200", 9200), ("-5", -5)])
def test_a_whole_number_is_read_with_or_without_its_dots(typed: str, number: int) -> None:
    assert parse_integer(typed) == number


@pytest.mark.parametrize("typed", ["9,200", "9.20", "chín", "", "1e9", "1.000 000", "٣٤", "9" * 5000])
def test_a_number_that_may_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_integer(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.234,5", "1234.5"), ("12,5", "12.5"), ("12.5", "12.5"), ("-0,5", "-0.5"), ("9.200", "9200")],
)
def test_a_decimal_is_read_with_its_comma(typed: str, number: str) -> None:
    assert parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["12,", "12,5,5", "a,5", "1,5e3"])
def test_a_decimal_that_cannot_be_read_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_decimal(typed)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_number_that_is_written_is_read_back(number: int) -> None:
    assert parse_integer(format_number(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (1205, "một nghìn hai trăm linh năm"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (307_485, "ba trăm linh bảy nghìn bốn trăm tám mươi lăm"),
        (10**9, "một tỷ"),
        (10**12, "một nghìn tỷ"),
        (-7, "âm bảy"),
    ],
)
def test_numbers_are_read_aloud_as_vietnamese_speak_them(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_money_in_words_begins_with_a_capital() -> None:
    assert money_in_words(8000) == "Tám nghìn đồng"
    assert money_in_words(0) == "Không đồng"
    assert money_in_words(50_000) == "Năm mươi nghìn đồng"


def test_a_number_beyond_words_is_refused() -> None:
    with pytest.raises(ValueError, match="everyday words"):
        number_in_words(10**18)


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=10**9))
def test_two_numbers_never_sound_alike(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 phút"), (35, "35 phút"), (60, "1 giờ"), (780, "1 ngày 5 giờ"), (960, "2 ngày"), (485, "1 ngày 5 phút")],
)
def test_lengths_of_working_time_are_days_of_eight_hours(minutes: int, words: str) -> None:
    assert format_duration(minutes) == words


def test_a_day_may_be_as_long_as_the_office_works_and_small_units_may_be_left_out() -> None:
    assert format_duration(465, day_minutes=450) == "1 ngày 15 phút"
    assert format_duration(480 * 16 + 5 * 60 + 59, parts=2) == "16 ngày 5 giờ"
    with pytest.raises(ValueError, match="not negative"):
        format_duration(-1)


@pytest.mark.parametrize(
    ("phone", "written", "masked"),
    [
        ("+84912345482", "0912 345 482", "0912 ••• 482"),
        ("0912.345.482", "0912 345 482", "0912 ••• 482"),
        ("02438271234", "02438 271 234", "02438 ••• 234"),
        ("113", "113", "•••"),
    ],
)
def test_a_phone_number_is_shown_in_groups_and_masked_in_the_middle(phone: str, written: str, masked: str) -> None:
    assert format_phone(phone) == written
    assert mask_phone(phone) == masked


def test_identity_numbers_and_names_are_masked_as_in_the_design() -> None:
    assert mask_identity_number("001188123482") == "001 188 ••• 482"
    assert mask_identity_number("012345789") == "012 ••• 789"
    assert mask_identity_number("12345") == "•••"
    assert mask_name("Nguyễn Thị Hồng Nhung") == "Nguyễn T. H. N•••"
    assert mask_name("Nhung") == "N•••"
    assert mask_name("  ") == ""
