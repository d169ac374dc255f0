"""`motcua appoint`: the first administrator of a new installation."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from motcua.accounts.actions import create_officer
from motcua.accounts.models import Account
from motcua.organisation.queries.authorities import authority_of
from motcua.organisation.rules.authority import Function
from tests.organisation.trees import NOW


@pytest.fixture
def officer(tree: None) -> Account:
    return create_officer("quantri.moi", "một mật khẩu đủ dài", "Nguyễn Văn An", at=NOW)


def test_an_officer_is_given_a_post_by_the_units_code(officer: Account) -> None:
    told = StringIO()
    call_command("appoint", "quantri.moi", "X", "administrator", "--from", "2026-11-20", stdout=told)
    held = authority_of(officer, date(2026, 11, 20)).appointments
    assert [appointment.function for appointment in held] == [Function.ADMINISTRATOR]
    assert "Nguyễn Văn An giữ vị trí Quản trị tỉnh từ 20/11/2026" in told.getvalue()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("khong.co", "X", "administrator"), "Chưa có tài khoản"),
        (("quantri.moi", "X.1.01", "administrator"), "không có vị trí"),
        (("quantri.moi", "X99", "administrator"), "không có vị trí"),
    ],
)
def test_a_person_or_post_that_is_not_there_is_named(officer: Account, arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("appoint", *arguments)
