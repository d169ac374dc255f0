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
    """Make a citizen's account from phone number, password and name.

    `address` is the network address of the request: registrations from one are counted like failed sign-ins, so that
    nobody tries numbers by the thousand to learn which have accounts. Raises BadLogin, BadName, WeakPassword,
    LoginTaken, LockedOut.
    """
    number, name = logins.phone_number(phone), logins.full_name(full_name)
    account = Account(
        kind=Account.Kind.CITIZEN,
        login=number,
        phone=number,
        full_name=name,
        sort_key=given_name_sort_key(name),
        created_at=at,
    )
    judge_password(password, account)
    count_attempt(login="", address=address, at=at)
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            record(Happening.REGISTERED, account=account, at=at, how="password", address=address)
    except IntegrityError:
        raise LoginTaken(
            "Chưa tạo được tài khoản với số điện thoại này. Nếu số này của bạn và đã đăng ký, hãy đăng nhập.",
            field="phone",
        ) from None
    return account
