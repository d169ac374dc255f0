"""The words of every kind of message, with values as long as real ones."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import datetime

import pytest

from motcua.correspondence.loading import labels, shipped
from motcua.correspondence.rules.lengths import measured
from motcua.correspondence.rules.texts import ONLY_SMS, Text
from motcua.correspondence.rules.wording import GSM, LONGEST_SUBJECT, Facts, Words, as_sms
from motcua.correspondence.rules.wording import worded as worded_of
from tests.builders.office import HANOI

TEXTS: dict[str, Text] = {kind: text for kind, text in shipped("vi").items() if kind not in ONLY_SMS}
KINDS = tuple(TEXTS)
CODE = "000.21.08.H26-181214-0007"
FACTS = Facts(
    code=CODE,
    procedure="Liên thông các thủ tục hành chính về đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế",
    office="Ủy ban nhân dân phường Phúc Diễn",
    address="https://dichvucong.bacninh.example/ho-so-cua-toi/01a2006d-ca22-71c3-a35d-ccb0ec298012/",
    look_up=f"dichvucong.bacninh.example/tra-cuu/{CODE}/",
    at=datetime(2018, 12, 14, 9, 52, tzinfo=HANOI),
    due=datetime(2019, 1, 14, 17, 0, tzinfo=HANOI),
    until=datetime(2018, 12, 19, 17, 0, tzinfo=HANOI),
    answer_by=datetime(2018, 12, 17, 9, 52, tzinfo=HANOI),
    promised=datetime(2019, 1, 14, 10, 0, tzinfo=HANOI),
    reason="Chị Nguyễn Thị Hồng Nhung, số căn cước 027190001234: ảnh mờ, không đọc được số sổ.",
    items=("Giấy chứng sinh: chụp lại, thấy cả bốn góc.", "Sổ hộ khẩu, trang có tên mẹ."),
    amount="123.456.789 đồng",
    number="BL05-261120-000123",
    replaced_by="124/KQ",
    rest="16.000 đồng",
    tracking="EA123456789VN",
    officer="Đỗ Quang Huy",
    phone="024 3000 0119",
    hours="Thứ Hai đến thứ Sáu, sáng 7 giờ 30 – 11 giờ 30, chiều 13 giờ 30 – 17 giờ",
    fee="8.000 đồng",
    delivery="Tại nhà, bưu điện gọi trước khi đến",
    result="Giấy khai sinh",
)
LONG_OFFICE = "Ủy ban nhân dân thị trấn Quảng Hà, huyện đảo Bạch Long Vĩ, thành phố Hải Phòng – phân trung tâm số 2"


def worded(kind: str, facts: Facts) -> Words:
    return worded_of(TEXTS[kind], facts, labels("vi"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_sms_with_a_long_address_and_code_fits_one_part(kind: str) -> None:
    sms = worded(kind, FACTS).sms
    assert len(sms) <= 160, (len(sms), sms)
    assert measured(sms).parts == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_name_shortens_the_words_and_cuts_nothing_off(kind: str) -> None:
    sms = worded(kind, replace(FACTS, office=LONG_OFFICE)).sms
    assert len(sms) <= 160, (len(sms), sms)
    assert FACTS.look_up in sms
    assert sms.endswith(("/", as_sms(LONG_OFFICE).replace("Uy ban nhan dan", "UBND")))


@pytest.mark.parametrize("kind", KINDS)
def test_an_sms_has_only_signs_of_its_alphabet_that_cost_one(kind: str) -> None:
    assert set(worded(kind, replace(FACTS, office="UBND “Phúc – Diễn” … €[]{}~😀")).sms) <= GSM


@pytest.mark.parametrize("kind", KINDS)
def test_no_sms_says_whose_dossier_it_is_or_why(kind: str) -> None:
    sms = worded(kind, FACTS).sms
    for secret in ("Nhung", "027190001234", "so ho", "Giay chung sinh", "anh mo"):
        assert secret not in sms


@pytest.mark.parametrize("kind", KINDS)
def test_no_message_asks_for_a_password_or_a_code(kind: str) -> None:
    words = worded(kind, FACTS)
    assert "mat khau" not in words.sms
    assert "ma mot lan" not in words.sms
    assert "không bao giờ hỏi mật khẩu" in words.letter


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_names_code_procedure_office_and_where_to_follow(kind: str) -> None:
    words = worded(kind, FACTS)
    for said in (CODE, FACTS.procedure, FACTS.address):
        assert said in words.body
        assert said in words.letter
    assert CODE in words.subject
    assert len(words.subject) <= LONGEST_SUBJECT
    assert words.letter.split("\n")[0].isupper()
    assert f"\n--\n{FACTS.office}\n" in words.letter


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_of_a_template_and_nothing_unknown_leaves_a_hole(kind: str) -> None:
    known = set(Facts.__slots__) | {"asked_where", "open", "ask", "still_owed"}
    text = TEXTS[kind]
    templates = [text.subject, text.heading, text.opening, text.closing, *text.sms, *(value for _, value in text.rows)]
    for template in templates:
        fields = {field for _, field, _, _ in string.Formatter().parse(template) if field}
        assert fields <= known
    bare = replace(FACTS, reason="", items=(), phone="", hours="", fee="", delivery="", result="", officer="")
    for words in (worded(kind, FACTS), worded(kind, bare)):
        for said in (words.subject, words.body, words.letter, words.sms):
            assert "{" not in said and "None" not in said
            assert not re.search(r"^[^:\n]+: *$", said, re.MULTILINE), said
            assert "\n\n\n" not in said


def test_braces_that_somebody_typed_stay_braces() -> None:
    words = worded("refused", replace(FACTS, reason="{code} {0} {office.x}"))
    assert "Lý do: {code} {0} {office.x}" in words.body


def test_a_subject_is_one_line_whatever_the_code_brings() -> None:
    assert "\n" not in worded("submitted", replace(FACTS, code="a\r\nBcc: b@example.vn")).subject


def test_a_supplement_lists_everything_that_is_missing() -> None:
    body = worded("supplement", FACTS).body
    assert "- Giấy chứng sinh: chụp lại, thấy cả bốn góc.\n- Sổ hộ khẩu, trang có tên mẹ." in body
    assert "Bổ sung trước: 17:00 thứ Tư, 19/12/2018" in body


def test_an_apology_names_both_dates_the_reason_and_somebody_to_call() -> None:
    words = worded("extended", FACTS)
    for said in ("10:00 thứ Hai, 14/01/2019", "17:00 thứ Hai, 14/01/2019", FACTS.reason, "Đỗ Quang Huy", FACTS.phone):
        assert said in words.body
    assert "Hoi: 024 3000 0119" in words.sms


def test_a_filing_with_ordinary_values_is_told_with_its_code() -> None:
    short = replace(FACTS, code="H26.21-181214-0007", look_up="motcua.vn/tra-cuu/H26.21-181214-0007/")
    sms = worded("refused", short).sms
    assert sms == (
        "UBND phuong Phuc Dien chua tiep nhan ho so H26.21-181214-0007. "
        "Xem ly do va cach nop lai: motcua.vn/tra-cuu/H26.21-181214-0007/"
    )


@pytest.mark.parametrize(("length", "cost"), [(1, 1), (160, 1), (161, 2), (306, 2), (307, 3)])
def test_a_long_text_costs_a_part_for_every_153_characters(length: int, cost: int) -> None:
    assert measured("a" * length).parts == cost


def test_a_kind_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError):
        worded("unknown", FACTS)
