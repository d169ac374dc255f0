"""`motcua create_officer`: the first account of an installation."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from motcua.accounts.models import Account

pytestmark = pytest.mark.django_db


def test_the_password_comes_from_the_environment_and_never_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTCUA_OFFICER_PASSWORD", "mua xuan o lang")
    call_command("create_officer", "Kinhbac.QuanTri", "Đỗ Văn Trị", verbosity=0)
    account = Account.objects.get(login="kinhbac.quantri")
    assert account.check_password("mua xuan o lang")
    assert account.kind == Account.Kind.OFFICER


def test_a_refusal_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_OFFICER_PASSWORD", "12345678")
    with pytest.raises(CommandError, match="Mật khẩu"):
        call_command("create_officer", "quantri", "Đỗ Văn Trị")
    monkeypatch.setenv("MOTCUA_OFFICER_PASSWORD", "mua xuan o lang")
    call_command("create_officer", "quantri", "Đỗ Văn Trị", verbosity=0)
    with pytest.raises(CommandError, match="đã có người dùng"):
        call_command("create_officer", "quantri", "Lê Thị Hà")
