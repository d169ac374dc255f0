"""How a login is written, and how long failing makes wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.rules import attempts, logins
from motcua.accounts.rules.refusals import AccountRefusal, BadLogin, BadName

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["0912345678", "0912 345 678", "0912.345.678", "+84 912 345 678", "84912345678", " 0912-345-678 "]
)
def test_a_phone_number_is_the_same_login_however_it_is_typed(typed: str) -> None:
    assert logins.login(typed) == "+84912345678"


@pytest.mark.parametrize("typed", ["", "12345", "0912", "091234567a", "+84", "0" * 50, "(0912"])
def test_what_is_no_phone_number_is_refused_in_plain_words(typed: str) -> None:
    with pytest.raises(BadLogin) as refusal:
        logins.phone_number(typed)
    assert "số điện thoại" in refusal.value.message.lower()
    assert refusal.value.field == "phone"


def test_an_officers_user_name_is_lower_case() -> None:
    assert logins.login(" KinhBac.ChuTich ") == "kinhbac.chutich"


def test_a_user_name_with_vietnamese_letters_is_refused() -> None:
    with pytest.raises(BadLogin):
        logins.login("chủ.tịch")


@given(st.text(max_size=80))
def test_any_typed_login_is_either_refused_or_normalised_once_and_for_all(typed: str) -> None:
    try:
        login = logins.login(typed)
    except BadLogin:
        return
    assert logins.login(login) == login


def test_a_name_keeps_its_marks_and_loses_its_double_spaces() -> None:
    assert logins.full_name("  Đặng  Thị Huệ ") == "Đặng Thị Huệ"


@pytest.mark.parametrize("typed", ["", "A", "12 34", "Nguyễn\x00Văn", "x" * 151])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(BadName):
        logins.full_name(typed)


def test_the_first_failures_cost_nothing_and_later_waits_double_up_to_a_quarter_of_an_hour() -> None:
    waits = [attempts.PER_LOGIN.wait_after(n).total_seconds() for n in range(1, 13)]
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_failures_are_forgotten_after_a_quiet_day() -> None:
    counted = attempts.PER_LOGIN.still_counted
    assert counted(7, NOW - timedelta(hours=23), NOW) == 7
    assert counted(7, NOW - timedelta(hours=24), NOW) == 0


def test_every_refusal_speaks_to_a_person() -> None:
    for refused in ("", "0", "ă"):
        with pytest.raises(AccountRefusal) as refusal:
            logins.login(refused)
        assert refusal.value.message.endswith(".")
