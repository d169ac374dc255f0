"""An officer's account, made by whoever looks after the installation."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.vietnamese import given_name_sort_key

from ..models import Account
from ..rules import logins
from ..rules.happenings import Happening
from ..rules.refusals import LoginTaken
from .passwords import judge_password
from .recording import record


def create_officer(
    username: str,
    password: str | None,
    full_name: str,
    *,
    at: datetime,
    by: Account | None = None,
    email: str = "",
    phone: str = "",
) -> Account:
    """Make an officer's account; without a password nobody can sign in with it until one is set.

    What the officer may do comes from the posts given to them in `organisation`. Raises BadLogin, BadName,
    WeakPassword, LoginTaken.
    """
    name = logins.full_name(full_name)
    account = Account(
        kind=Account.Kind.OFFICER,
        login=logins.user_name(username),
        full_name=name,
        sort_key=given_name_sort_key(name),
        email=email,
        phone=logins.phone_number(phone) if phone else "",
        created_at=at,
    )
    if password is not None:
        judge_password(password, account)
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            record(Happening.OFFICER_CREATED, account=account, at=at, by=by)
    except IntegrityError:
        raise LoginTaken("Tên đăng nhập này đã có người dùng.", field="username") from None
    return account
