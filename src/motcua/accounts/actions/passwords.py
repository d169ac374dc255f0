"""A new password, by its owner or by whoever looks after accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import password_validation, update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from motcua.vietnamese import Sentence

from ..models import Account, AccountSession
from ..rules.happenings import Happening
from ..rules.refusals import SignInRefused, WeakPassword
from .attempts import count_attempt, forgive
from .recording import address_of, record
from .sessions import end_other_sessions, follow_key

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
        text = " ".join(f"%({number})s" for number in range(len(words)))
        params = {str(number): Sentence(one) for number, one in enumerate(words)}
        raise WeakPassword(text, field="password", params=params) from None


def set_password(
    account: Account,
    password: str,
    *,
    at: datetime | None = None,
    by: Account | None = None,
    temporary: bool = False,
) -> None:
    """Give an account a password; its open sessions end. One that is temporary must be changed at the next sign-in.

    Raises WeakPassword.
    """
    judge_password(password, account)
    with transaction.atomic():
        _give(account, password, temporary=temporary)
        record(Happening.PASSWORD_SET, account=account, at=at or timezone.now(), by=by)
        AccountSession.objects.filter(account=account).delete()


def change_password(account: Account, *, old: str, new: str, request: HttpRequest, at: datetime) -> None:
    """Replace one's own password; every other session of the account ends.

    An account that never had a password (its owner signs in by code) gives none. Raises SignInRefused, WeakPassword,
    and LockedOut after many wrong ones: nobody guesses a password at a screen left alone.
    """
    if account.has_usable_password():
        address = address_of(request)
        count_attempt(login=account.login, address=address, at=at, account=account)
        if not account.check_password(old):
            raise SignInRefused
        forgive(login=account.login, address=address, at=at, account=account)
    judge_password(new, account)
    before = request.session.session_key
    with transaction.atomic():
        _give(account, new)
        record(Happening.PASSWORD_CHANGED, account=account, at=at)
        end_other_sessions(account, keep=before, at=at)
        update_session_auth_hash(request, account)
        follow_key(before, request)


def set_one_password(logins: Iterable[str], password: str) -> int:
    """Give one password to many accounts at once, hashed once; for demonstrations and drills only."""
    judge_password(password)
    return Account.objects.filter(login__in=list(logins)).update(password=make_password(password))


def _give(account: Account, password: str, *, temporary: bool = False) -> None:
    account.set_password(password)
    account.must_change_password = temporary
    account.save(update_fields=["password", "must_change_password"])
