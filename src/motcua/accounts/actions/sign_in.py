"""Coming in: by password, then by a second factor where the account has one; and showing again who one is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from ..models import Account
from ..queries import account_by_login, has_factor
from ..rules import logins
from ..rules.codes import Purpose
from ..rules.happenings import Happening
from ..rules.refusals import BadLogin, SecondFactorNeeded, SignInRefused
from .attempts import count_attempt, forget_old_attempts, forgive
from .codes import prove_code
from .factors import check_factor
from .recording import address_of, record
from .sessions import MUST_ENROL, confirm_session, open_session, sign_out

__all__ = [
    "address_of",
    "confirm_again",
    "confirms_by_phone",
    "forget_old_attempts",
    "sign_in",
    "sign_in_with_factor",
    "sign_out",
]


def sign_in(request: HttpRequest, *, login: str, password: str, at: datetime) -> Account:
    """Open a session for the account, under a new session key.

    Raises SignInRefused, the same for an unknown login, a wrong password and a closed account; LockedOut after many
    failures, counted per login and per address; SecondFactorNeeded where the password is right and not enough.
    """
    address = address_of(request)
    try:
        counted = logins.login(login)
    except BadLogin:
        counted = ""
    account = _proven(request, counted, login, password, address, at)
    if has_factor(account):
        raise SecondFactorNeeded(account.pk)
    open_session(request, account, how="password", at=at)
    if account.kind == Account.Kind.OFFICER and settings.OFFICER_SECOND_FACTOR == "required":
        request.session[MUST_ENROL] = True
    return account


def sign_in_with_factor(request: HttpRequest, account_id: UUID, code: str, *, at: datetime) -> Account:
    """Finish what `sign_in` began with SecondFactorNeeded. Raises WrongCode, LockedOut, SignInRefused."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None or not has_factor(account):
        raise SignInRefused
    check_factor(account, code, at=at, address=address_of(request))
    open_session(request, account, how="factor", at=at)
    return account


def confirm_again(request: HttpRequest, *, password: str = "", code: str = "", at: datetime) -> None:
    """Whoever is signed in shows once more who they are: by the second factor where there is one, else by password.

    A citizen without a password shows the code that `issue_code` sent to their phone. Raises SignInRefused, WrongCode,
    LockedOut, TooSoon.
    """
    account, address = Account.objects.get(pk=request.user.pk or UUID(int=0)), address_of(request)
    if has_factor(account):
        check_factor(account, code, at=at, address=address)
    elif confirms_by_phone(account):
        prove_code(account.phone, Purpose.CONFIRM, code, at=at, address=address)
    else:
        _proven(request, account.login, account.login, password, address, at)
    confirm_session(request.session, at)
    record(Happening.CONFIRMED, account=account, at=at, address=address)


def confirms_by_phone(account: Account) -> bool:
    """Whether the account confirms by a code sent to its phone: it has no password."""
    return account.kind == Account.Kind.CITIZEN and not account.has_usable_password()


def _proven(request: HttpRequest, counted: str, login: str, password: str, address: str, at: datetime) -> Account:
    """The account whose password this is; every failure is counted before and written down after."""
    known = account_by_login(login)
    count_attempt(login=counted, address=address, at=at, account=known)
    account = auth.authenticate(request, login=login, password=password)
    if not isinstance(account, Account):
        record(Happening.SIGN_IN_FAILED, account=known, at=at, address=address)
        raise SignInRefused
    forgive(login=counted, address=address, at=at, account=account)
    return account
