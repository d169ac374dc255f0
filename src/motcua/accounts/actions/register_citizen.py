"""A citizen makes their account."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.vietnamese import given_name_sort_key

from ..models import Account
from ..rules import logins
from ..rules.happenings import Happening
from ..rules.refusals import LoginTaken
from .attempts import count_attempt
from .passwords import judge_password
from .recording import record


def register_citizen(phone: str, password: str, full_name: str, *, at: datetime, address: str = "") -> Account:
    """Make a citizen's account from phone number, password and name; nobody has proven the phone.

    `address` is the network address of the request: registrations from one are counted like failed sign-ins, so that
    nobody tries numbers by the thousand to learn which have accounts. Raises BadLogin, BadName, WeakPassword,
    LoginTaken, LockedOut.
    """
    account = _new(logins.phone_number(phone), logins.full_name(full_name), at)
    judge_password(password, account)
    count_attempt(login="", address=address, at=at)
    account.set_password(password)
    return _saved(account, how="password", at=at, address=address)


def register_proven(phone: str, full_name: str, *, how: str, at: datetime, address: str = "") -> Account:
    """Make a citizen's account for whoever has just proven the phone by a code; it has no password until they give one.

    Raises BadLogin, BadName, LoginTaken.
    """
    account = _new(logins.phone_number(phone), logins.full_name(full_name), at)
    account.phone_proven_at = at
    account.set_unusable_password()
    return _saved(account, how=how, at=at, address=address)


def _new(number: str, name: str, at: datetime) -> Account:
    return Account(
        kind=Account.Kind.CITIZEN,
        login=number,
        phone=number,
        full_name=name,
        sort_key=given_name_sort_key(name),
        created_at=at,
    )


def _saved(account: Account, *, how: str, at: datetime, address: str) -> Account:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            record(Happening.REGISTERED, account=account, at=at, how=how, address=address)
    except IntegrityError:
        raise LoginTaken(
            "Chưa tạo được tài khoản với số điện thoại này. Nếu số này của bạn và đã đăng ký, hãy đăng nhập.",
            field="phone",
        ) from None
    return account
