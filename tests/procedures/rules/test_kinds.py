"""Each kind of field: what it takes, what it refuses and in what words."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.procedures.rules.context import UploadedFile
from motcua.procedures.rules.kinds import KINDS
from tests.procedures.examples import IDENTITY, a_field, context

CHOICES = [{"key": "a", "name": "Một"}, {"key": "b", "name": "Hai"}]


def clean(kind: str, raw: dict[str, list[str]], surroundings: Any = None, **options: Any) -> tuple[Any, list[Any]]:
    field = a_field(kind, **options)
    cleaned = KINDS[kind].clean(field, raw, "answer", surroundings or context())
    assert cleaned.value is None or not cleaned.errors
    return cleaned.value, [(error.input_name, str(error.message)) for error in cleaned.errors]


def refused(kind: str, raw: dict[str, list[str]], surroundings: Any = None, **options: Any) -> tuple[str, str]:
    value, errors = clean(kind, raw, surroundings, **options)
    assert value is None
    assert len(errors) == 1, errors
    return errors[0]


def test_a_text_is_trimmed_and_in_normal_form_c() -> None:
    decomposed = "  Nguye\u0302\u0303n   Va\u0306n\u00a0A\u200b "
    assert clean("text", {"answer": [decomposed]}) == ("Nguyễn Văn A", [])


def test_a_long_text_keeps_its_lines() -> None:
    assert clean("long_text", {"answer": ["một \r\nhai\r\n\r\nba\n"]}) == ("một\nhai\n\nba", [])


def test_a_missing_answer_is_asked_for_by_its_label() -> None:
    assert refused("text", {}) == ("answer", "Hãy điền «Câu hỏi».")
    assert refused("text", {"answer": [" \t "]})[1] == "Hãy điền «Câu hỏi»."


def test_an_optional_answer_may_be_left_out() -> None:
    for kind in KINDS:
        options: dict[str, Any] = {"required": False}
        if kind in ("choice", "choices"):
            options["choices"] = CHOICES
        if kind == "group":
            options["fields"] = [{"id": "name", "kind": "text", "label": "Tên"}]
        assert clean(kind, {}, **options) == (None, []), kind


def test_ten_megabytes_are_refused_with_their_length() -> None:
    place, message = refused("text", {"answer": ["a" * 10_485_760]})
    assert place == "answer"
    assert message == "Bạn viết 10.485.760 ký tự; ô này nhận nhiều nhất 200. Hãy viết ngắn lại."


@pytest.mark.parametrize("bad", ["a\x00b", "a\x07b", "a\ud800b", "a\uffffb"])
def test_characters_that_cannot_be_kept_are_refused_by_their_place(bad: str) -> None:
    assert refused("text", {"answer": [bad]})[1].startswith("Ký tự thứ 2 không đọc được")


def test_an_input_sent_twice_with_different_contents_is_refused() -> None:
    assert "hai lần" in refused("text", {"answer": ["một", "hai"]})[1]
    assert clean("text", {"answer": ["một", "một"]}) == ("một", [])


@pytest.mark.parametrize(
    ("written", "number"), [("5", 5), ("1.200", 1200), ("1 200 000", 1_200_000), ("1,200", 1200), ("007", 7)]
)
def test_numbers_are_read_the_vietnamese_way(written: str, number: int) -> None:
    assert clean("integer", {"answer": [written]}) == (number, [])


@pytest.mark.parametrize("bad", ["hai", "1,5", "2.50", "1.20.300", "--1", "٣", "1e5", "0x10", "9" * 150])
def test_what_is_not_a_whole_number_is_refused(bad: str) -> None:
    assert refused("integer", {"answer": [bad]})[0] == "answer"


def test_a_number_outside_its_bounds_names_the_bound() -> None:
    assert "1.000" in refused("integer", {"answer": ["1.001"]}, max=1000)[1]
    assert "từ 2 trở lên" in refused("integer", {"answer": ["1"]}, min=2)[1]


@pytest.mark.parametrize("written", ["1.500.000", "1500000 đ", "1 500 000 đồng", "1.500.000VND"])
def test_money_may_carry_its_currency(written: str) -> None:
    assert clean("money", {"answer": [written]}) == (1_500_000, [])


def date_parts(day: str, month: str, year: str) -> dict[str, list[str]]:
    return {"answer.day": [day], "answer.month": [month], "answer.year": [year]}


def test_a_date_is_read_from_three_inputs_or_from_one_line() -> None:
    for raw in (date_parts("3", "12", "2018"), {"answer": ["3/12/2018"]}, {"answer": ["2018-12-03"]}):
        assert clean("date", raw) == ("2018-12-03", [])


@pytest.mark.parametrize(
    ("raw", "place", "words"),
    [
        (date_parts("ba", "12", "2018"), "answer.day", "Ngày «ba» không phải là số"),
        (date_parts("31", "2", "2018"), "answer.day", "Tháng 2/2018 chỉ có 28 ngày, không có ngày 31"),
        (date_parts("31", "4", ""), "answer.day", "Tháng 4 chỉ có 30 ngày"),
        (date_parts("1", "13", "2018"), "answer.month", "Không có tháng 13"),
        (date_parts("1", "1", "18"), "answer.year", "Năm 18 không thể đúng"),
        (date_parts("", "1", "2018"), "answer.day", "Còn thiếu ngày"),
        ({"answer": ["hôm qua"]}, "answer", "«hôm qua» không phải là ngày"),
    ],
)
def test_a_date_that_cannot_be_says_which_part_is_wrong(raw: Any, place: str, words: str) -> None:
    found_place, message = refused("date", raw)
    assert (found_place, message[: len(words)]) == (place, words)


def test_the_year_2081_has_not_come() -> None:
    place, message = refused("date", date_parts("3", "12", "2081"), past=True)
    assert place == "answer.year"
    assert message.startswith("Năm 2081 chưa đến; hôm nay là 23/11/2026")


def test_tomorrow_has_not_come_and_today_has() -> None:
    assert refused("date", date_parts("24", "11", "2026"), past=True)[0] == "answer.day"
    assert clean("date", date_parts("23", "11", "2026"), past=True)[0] == "2026-11-23"


def test_the_29th_of_february_exists_in_leap_years_only() -> None:
    assert clean("date", date_parts("29", "2", "2024"))[0] == "2024-02-29"
    assert refused("date", date_parts("29", "2", "2023"))[0] == "answer.day"


def test_a_date_may_have_unknown_parts() -> None:
    assert clean("partial_date", date_parts("", "", "1950"))[0] == {"year": 1950, "month": None, "day": None}
    assert clean("partial_date", date_parts("", "5", "1950"))[0] == {"year": 1950, "month": 5, "day": None}
    assert refused("partial_date", date_parts("3", "", "1950"))[0] == "answer.month"
    assert refused("partial_date", date_parts("3", "5", ""))[0] == "answer.year"


def test_an_age_is_bounded_in_the_persons_favour() -> None:
    assert refused("date", date_parts("24", "11", "2008"), min_age=18)[0] == "answer.year"
    assert clean("date", date_parts("23", "11", "2008"), min_age=18)[1] == []
    assert clean("partial_date", date_parts("", "", "2008"), min_age=18)[1] == []
    assert refused("partial_date", date_parts("", "", "2009"), min_age=18)[0] == "answer.year"


def test_only_given_choices_are_taken() -> None:
    assert clean("choice", {"answer": ["a"]}, choices=CHOICES) == ("a", [])
    assert "không có trong" in refused("choice", {"answer": ["z"]}, choices=CHOICES)[1]
    assert clean("choices", {"answer": ["b", "a", "b"]}, choices=CHOICES) == (["a", "b"], [])
    assert refused("choices", {"answer": ["a", "z"]}, choices=CHOICES)[0] == "answer"
    assert "nhiều nhất 1" in refused("choices", {"answer": ["a", "b"]}, choices=CHOICES, max=1)[1]


def test_no_is_an_answer() -> None:
    assert clean("yes_no", {"answer": ["no"]}) == (False, [])
    assert refused("yes_no", {"answer": ["maybe"]})[0] == "answer"


@pytest.mark.parametrize("written", ["0912345678", "0912 345 678", "+84 912.345.678", "84912345678"])
def test_a_phone_number_is_kept_in_its_international_form(written: str) -> None:
    assert clean("phone", {"answer": [written]}) == ("+84912345678", [])


@pytest.mark.parametrize("bad", ["12345", "0912ABCDEF", "09123456789012", "abc", "+", "0912345678 ext 5", "9" * 30])
def test_a_wrong_phone_number_is_refused(bad: str) -> None:
    assert "chưa phải là số điện thoại" in refused("phone", {"answer": [bad]})[1]


def test_an_address_of_electronic_mail_keeps_its_local_part() -> None:
    assert clean("email", {"answer": ["Lan.Nguyen@Example.VN"]}) == ("Lan.Nguyen@example.vn", [])


@pytest.mark.parametrize("bad", ["lan", "lan@", "@a.vn", "lan@vn", "la n@a.vn", "lân@a.vn", "a@b@c.vn,", "a..b@c.vn"])
def test_a_wrong_address_of_electronic_mail_is_refused(bad: str) -> None:
    assert refused("email", {"answer": [bad]})[0] == "answer"


def person(**parts: str) -> dict[str, list[str]]:
    given = {
        "name": "Nguyễn Thị Lan",
        "birth.day": "3",
        "birth.month": "12",
        "birth.year": "1988",
        "sex": "female",
        "identity_number": IDENTITY,
        "ethnicity": "kinh",
        "nationality": "VN",
    } | {key.replace("birth_", "birth."): value for key, value in parts.items()}
    return {f"answer.{key}": [value] for key, value in given.items()}


def test_a_person_is_kept_by_parts() -> None:
    value, errors = clean("person", person(identity_number="001 188 012 345"))
    assert errors == []
    assert value == {
        "name": "Nguyễn Thị Lan",
        "birth": {"year": 1988, "month": 12, "day": 3},
        "sex": "female",
        "identity_number": IDENTITY,
        "ethnicity": "kinh",
        "nationality": "VN",
    }


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("00118801234", "Bạn ghi 11 chữ số"),
        ("003188012345", "Ba số đầu 003"),
        ("001190012345", "Số này là của người sinh năm 1990, nhưng năm sinh đã ghi là 1988"),
        ("001088012345", "Số này là của nam, nhưng giới tính đã ghi là nữ"),
        ("001388012345", "Theo số này, người này sinh năm 2088"),
        ("00118801234X", "Số định danh chỉ gồm chữ số"),
        ("123456789", "Bạn ghi 9 chữ số"),
    ],
)
def test_an_identity_number_that_fails_its_check_says_why(number: str, words: str) -> None:
    place, message = refused("person", person(identity_number=number))
    assert place == "answer.identity_number"
    assert message.startswith(words)


def test_an_old_identity_number_is_taken_where_it_may_be() -> None:
    value, errors = clean("person", person(identity_number="123456789"), allow_old=True)
    assert errors == []
    assert value["identity_number"] == "123456789"


def test_an_old_identity_number_is_taken_by_every_three_tier_version() -> None:
    then = context(organisation="three_tier")
    assert clean("person", person(identity_number="123456789"), then)[1] == []


def test_a_foreigner_gives_a_passport_number() -> None:
    assert clean("person", person(nationality="LA", identity_number="pa 123456"))[0]["identity_number"] == "PA123456"
    assert refused("person", person(nationality="LA", identity_number="?"))[0] == "answer.identity_number"


def test_every_wrong_part_of_a_person_is_told_at_its_own_input() -> None:
    _, errors = clean("person", person(name="L4n", birth_month="13", sex="", ethnicity="martian"))
    assert [place for place, _ in errors] == ["answer.name", "answer.birth.month", "answer.sex", "answer.ethnicity"]


def test_a_person_of_whom_only_the_lists_are_chosen_is_not_given() -> None:
    raw = {"answer.ethnicity": ["kinh"], "answer.nationality": ["VN"]}
    assert clean("person", raw, required=False) == (None, [])


def address(**parts: str) -> dict[str, list[str]]:
    return {f"answer.{key}": [value] for key, value in parts.items()}


def test_an_address_takes_codes_or_names() -> None:
    wanted = {"province": "24", "ward": "24.1", "street": "số 5"}
    assert clean("address", address(province="24", ward="24.1", street="số 5")) == (wanted, [])
    assert clean("address", address(province="Bắc Ninh", ward="vo cuong", street="số 5")) == (wanted, [])


def test_a_ward_that_its_whole_province_does_not_have_is_refused() -> None:
    place, message = refused("address", address(province="24", ward="Xuân Đỉnh", street="số 5"))
    assert place == "answer.ward"
    assert message.startswith("Bắc Ninh không có phường, xã «Xuân Đỉnh»")


def test_a_ward_is_kept_by_name_where_the_list_is_not_complete() -> None:
    value, errors = clean("address", address(province="01", ward="Hoàn Kiếm", street="1"))
    assert errors == []
    assert (value["ward"], value["ward_name"]) == (None, "Hoàn Kiếm")


def test_a_province_that_is_no_more_is_refused() -> None:
    assert refused("address", address(province="Hà Bắc", ward="x", street="1"))[0] == "answer.province"


def test_a_three_tier_address_asks_for_the_district() -> None:
    from datetime import date

    then = context(today=date(2018, 11, 1), organisation="three_tier")
    value, errors = clean(
        "address", address(province="01", district="Bắc Từ Liêm", ward="Xuân Đỉnh", street="ngõ 2"), then
    )
    assert errors == []
    assert (value["district"], value["ward"]) == ("01.021", "01.021.1")
    assert refused("address", address(province="01", ward="Xuân Đỉnh", street="ngõ 2"), then)[0] == "answer.district"


def test_files_are_counted_and_their_kind_is_looked_at() -> None:
    files = {"1": UploadedFile("pdf", 1000, "a.pdf"), "2": UploadedFile("exe", 1000, "b.pdf")}
    here = context(files=files | {"3": UploadedFile("pdf", 30 * 1024 * 1024, "c.pdf")})
    assert clean("file", {"answer": ["1"]}, here) == (["1"], [])
    assert "không phải loại tệp" in refused("file", {"answer": ["2"]}, here)[1]
    assert "20 MB" in refused("file", {"answer": ["3"]}, here)[1]
    assert "đính kèm lại" in refused("file", {"answer": ["9"]}, here)[1]
    assert "nhiều nhất 1 tệp" in refused("file", {"answer": ["1", "2"]}, here)[1]


ROWS = [{"id": "name", "kind": "text", "label": "Tên"}, {"id": "age", "kind": "integer", "label": "Tuổi"}]


def test_rows_may_be_missing_in_the_middle_and_blank_rows_do_not_count() -> None:
    raw = {"answer.0.name": ["A"], "answer.0.age": ["1"], "answer.1.name": [""], "answer.7.name": ["B"]}
    raw |= {"answer.7.age": ["2"], "answer.x.name": ["C"], "answer": ["D"]}
    assert clean("group", raw, fields=ROWS) == ([{"name": "A", "age": 1}, {"name": "B", "age": 2}], [])


def test_an_error_in_a_row_points_into_that_row() -> None:
    assert refused("group", {"answer.4.name": ["A"]}, fields=ROWS)[0] == "answer.4.age"


def test_no_row_at_all_points_to_the_first_input() -> None:
    assert refused("group", {}, fields=ROWS)[0] == "answer.0.name"


def test_too_many_and_too_few_rows_are_refused() -> None:
    raw = {f"answer.{n}.name": ["A"] for n in range(4)} | {f"answer.{n}.age": ["1"] for n in range(4)}
    assert refused("group", raw, fields=ROWS, max_rows=3)[0] == "answer.3.name"
    assert refused("group", raw, fields=ROWS, min_rows=5)[0] == "answer.4.name"


def test_every_kind_shows_what_it_kept_and_takes_it_again() -> None:
    examples: dict[str, tuple[dict[str, list[str]], dict[str, Any], str]] = {
        "text": ({"answer": ["Xôi"]}, {}, "Xôi"),
        "long_text": ({"answer": ["a\nb"]}, {}, "a\nb"),
        "integer": ({"answer": ["9200"]}, {"unit": "m²"}, "9.200 m²"),
        "money": ({"answer": ["8000"]}, {}, "8.000 đồng"),
        "date": (date_parts("3", "12", "2018"), {}, "03/12/2018"),
        "partial_date": (date_parts("", "12", "1988"), {}, "12/1988"),
        "choice": ({"answer": ["a"]}, {"choices": CHOICES}, "Một"),
        "choices": ({"answer": ["a", "b"]}, {"choices": CHOICES}, "Một; Hai"),
        "yes_no": ({"answer": ["yes"]}, {}, "Có"),
        "person": (person(), {"parts": ["name", "birth"]}, "Nguyễn Thị Lan, sinh 03/12/1988"),
        "address": (address(province="24", ward="24.1", street="số 5"), {}, "số 5, phường Võ Cường, Bắc Ninh"),
        "phone": ({"answer": ["0912345678"]}, {}, "0912 345 678"),
        "email": ({"answer": ["a@b.vn"]}, {}, "a@b.vn"),
        "file": ({"answer": ["x"]}, {}, "x"),
        "group": ({"answer.0.name": ["A"], "answer.0.age": ["3"]}, {"fields": ROWS}, "A, 3"),
    }
    assert set(examples) | {"info"} == set(KINDS)
    for kind, (raw, options, shown) in examples.items():
        field = a_field(kind, **options)
        value = KINDS[kind].clean(field, raw, "answer", context()).value
        assert KINDS[kind].display(field, value, context()).replace("\xa0", " ") == shown
        again = KINDS[kind].clean(field, KINDS[kind].inputs(field, value, "answer"), "answer", context())
        assert again.value == value, kind
        columns, cells = KINDS[kind].export_columns(field), KINDS[kind].export(field, value, context())
        assert len(columns) == len(cells) > 0
        assert KINDS[kind].template == f"fields/{kind}.html"


def test_a_date_on_paper_is_written_out() -> None:
    assert KINDS["date"].print(a_field("date"), "2018-12-03", context()) == "ngày 03 tháng 12 năm 2018"
