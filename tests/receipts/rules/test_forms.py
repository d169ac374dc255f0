"""Which form a fact calls for, and how forms write numbers and moments."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.receipts.rules import forms
from tests.builders.office import HANOI


@pytest.mark.parametrize(
    ("kind", "on", "label"),
    [
        ("form01", date(2018, 12, 14), "Mẫu số 01"),
        ("form01", date(2026, 3, 10), "Mẫu số 01"),
        ("form05", date(2025, 6, 30), ""),
        ("form05", date(2025, 7, 1), "Mẫu số 05"),
        ("acknowledgement", date(2026, 3, 10), ""),
        ("result", date(2026, 3, 10), ""),
    ],
)
def test_the_stop_notice_is_a_numbered_form_only_since_2025(kind: str, on: date, label: str) -> None:
    assert forms.form_label(kind, on) == label


def test_every_numbered_form_from_01_to_05_has_a_kind() -> None:
    numbered = sorted(kind.form for kind in forms.KINDS.values() if kind.form)
    assert numbered == [f"Mẫu số 0{number}" for number in range(1, 6)]


def test_only_the_forms_of_2025_ask_for_the_owners_identity_number() -> None:
    assert not forms.names_identity_number(date(2025, 6, 30))
    assert forms.names_identity_number(date(2025, 7, 1))


@pytest.mark.parametrize(
    ("code", "number", "place"),
    [
        ("H26.21.08-181214-0007", "0007", "181214-0007"),
        ("000.00.01.H26-181026-0012", "0012", "181026-0012"),
        ("H05.101-260310-AA0001", "AA0001", "260310-AA0001"),
    ],
)
def test_numbers_on_a_sheet_come_from_the_code(code: str, number: str, place: str) -> None:
    assert forms.number_on(code, "form01") == f"{number}/TNHS"
    assert forms.number_on(code, "form02") == number
    assert forms.place_in_register(code) == place


def test_a_moment_is_written_as_forms_write_it() -> None:
    at = datetime(2019, 1, 14, 17, 0, tzinfo=HANOI)
    assert forms.moment_in_words(at) == "17 giờ 00 phút, ngày 14 tháng 01 năm 2019 (thứ Hai)"
