"""A new password, by its owner or by whoever looks after accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import password_validation, update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from ..models import Account
from ..rules.refusals import SignInRefused, WeakPassword

WORDS = {
    "password_too_short": "Mật khẩu cần ít nhất 8 ký tự.",
    "password_too_common": "Mật khẩu này quá phổ biến, người khác dễ đoán. Hãy chọn mật khẩu khác.",
    "password_entirely_numeric": "Mật khẩu không nên chỉ gồm chữ số. Hãy thêm chữ cái.",
}


def judge_password(password: str, account: Account | None = None) -> None:
    """Refuse a password that others would guess. Raises WeakPassword naming everything to mend."""
    if "\x00" in password or len(password) > 1000:
        raise WeakPassword("Mật khẩu này không dùng được. Hãy chọn mật khẩu khác.", field="password")
    try:
        password_validation.validate_password(password, account)
    except ValidationError as error:
        words = [WORDS.get(one.code or "", " ".join(one.messages)) for one in error.error_list]
        raise WeakPassword(" ".join(words), field="password") from None


def set_password(account: Account, password: str) -> None:
    """Give an account a password; its open sessions end. Raises WeakPassword."""
    judge_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])


def change_password(account: Account, *, old: str, new: str, request: HttpRequest | None = None) -> None:
    """Replace one's own password; every other session of the account ends. Raises SignInRefused, WeakPassword."""
    if not account.check_password(old):
        raise SignInRefused
    set_password(account, new)
    if request is not None:
        update_session_auth_hash(request, account)


def set_one_password(logins: Iterable[str], password: str) -> int:
    """Give one password to many accounts at once, hashed once; for demonstrations and drills only."""
    judge_password(password)
    return Account.objects.filter(login__in=list(logins)).update(password=make_password(password))
