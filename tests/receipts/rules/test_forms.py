"""Which form a fact calls for, and how forms write numbers and moments."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.receipts.loading import form_table
from motcua.receipts.rules import forms
from tests.builders.office import HANOI

FIRST, SECOND = date(2018, 12, 14), date(2026, 3, 10)
SIX = ("form01", "form02", "form03", "form04", "control_sheet", "register")
SEVEN = ("form01", "form02", "form03", "form04", "form05", "control_sheet", "register")


@pytest.mark.parametrize(("on", "kinds"), [(FIRST, SIX), (date(2025, 6, 30), SIX), (date(2025, 7, 1), SEVEN)])
def test_each_circular_numbers_its_forms_without_a_gap(on: date, kinds: tuple[str, ...]) -> None:
    numbers = {kind: form.number for kind, form in form_table().on(on).forms.items()}
    assert numbers == {kind: f"Mẫu số {place:02d}" for place, kind in enumerate(kinds, start=1)}


def test_every_set_names_its_source_and_a_day_before_the_first_has_the_first() -> None:
    table = form_table()
    assert [one.source.split(" ")[2] for one in table.sets] == ["01/2018/TT-VPCP", "03/2025/TT-VPCP,"]
    assert table.on(date(2017, 1, 1)) is table.sets[0]


@pytest.mark.parametrize(
    ("kind", "on", "number"),
    [("form05", date(2025, 6, 30), ""), ("form05", date(2025, 7, 1), "Mẫu số 05"), ("result", SECOND, "")],
)
def test_the_stop_notice_is_a_numbered_form_only_since_2025(kind: str, on: date, number: str) -> None:
    form = form_table().form(kind, on)
    assert form.number == number
    assert form.title.isupper()


def test_official_forms_are_small_sheets_and_the_register_lies_on_a_large_one() -> None:
    for one in form_table().sets:
        sizes = {kind: form.paper for kind, form in one.forms.items()}
        assert sizes.pop("register") == "a4-landscape"
        assert set(sizes.values()) == {"a5"}


def test_a_kind_nobody_knows_is_no_form() -> None:
    with pytest.raises(KeyError):
        form_table().form("form99", SECOND)


def test_only_the_forms_of_2025_ask_for_the_owners_identity_number() -> None:
    assert not form_table().on(date(2025, 6, 30)).identity_number
    assert form_table().on(date(2025, 7, 1)).identity_number


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
