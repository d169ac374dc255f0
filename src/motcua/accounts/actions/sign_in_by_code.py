"""Coming in with a code sent to one's phone, and a new password by the same proof."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from ..models import Account
from ..queries import account_by_login
from ..rules.codes import Purpose
from ..rules.digests import keyed
from ..rules.happenings import Happening
from ..rules.refusals import SignInRefused
from .attempts import forgive
from .codes import prove_code
from .passwords import judge_password, set_password
from .recording import address_of, record
from .register_citizen import register_proven
from .sessions import open_session

# A person's own device, at their own word.
OWN_DEVICE = timedelta(days=30)


def sign_in_by_code(
    request: HttpRequest, phone: str, code: str, *, at: datetime, own_device: bool = False
) -> Account | None:
    """Sign in whoever holds the phone. None where the phone is proven and has no account yet.

    Raises WrongCode, TooSoon, BadLogin; SignInRefused for a closed account, said to whoever holds its phone only.
    """
    number = prove_code(phone, Purpose.SIGN_IN, code, at=at, address=address_of(request))
    account = citizen_of(number)
    if account is None:
        return None
    if account.phone_proven_at is None:
        account.phone_proven_at = at
        account.save(update_fields=["phone_proven_at"])
    _open(request, account, own_device, at)
    return account


def register_by_code(
    request: HttpRequest, phone: str, full_name: str, *, at: datetime, own_device: bool = False
) -> Account:
    """Make the account of a phone that the caller has just seen proven, and sign in with it. Raises as that does."""
    account = register_proven(phone, full_name, how="code", at=at, address=address_of(request))
    _open(request, account, own_device, at)
    return account


def prove_for_recovery(phone: str, code: str, *, at: datetime, address: str = "") -> str:
    """Take the code for a new password; gives a stamp that `recover` asks for, empty where there is no account.

    The stamp is worth nothing once the password has changed. Raises WrongCode, TooSoon, BadLogin, SignInRefused.
    """
    account = citizen_of(prove_code(phone, Purpose.RECOVER, code, at=at, address=address))
    return _stamp(account) if account is not None else ""


def recover(request: HttpRequest, phone: str, stamp: str, password: str, *, at: datetime) -> Account:
    """Give the account of a proven phone a new password and sign in; all its other sessions end.

    Raises WeakPassword; SignInRefused where the proof was used before.
    """
    account = citizen_of(phone)
    if account is None or not stamp or stamp != _stamp(account):
        raise SignInRefused
    judge_password(password, account)
    set_password(account, password, at=at)
    forgive(login=account.login, address="", at=at)
    record(Happening.PASSWORD_RECOVERED, account=account, at=at, address=address_of(request))
    _open(request, account, False, at)
    return account


def citizen_of(number: str) -> Account | None:
    """The open account of a proven phone number; None where there is none. Raises SignInRefused for a closed one."""
    account = account_by_login(number)
    if account is None or account.kind != Account.Kind.CITIZEN:
        return None
    if not account.is_active:
        raise SignInRefused
    return account


def _open(request: HttpRequest, account: Account, own_device: bool, at: datetime) -> None:
    open_session(request, account, how="code", at=at)
    if own_device:
        request.session.set_expiry(OWN_DEVICE)


def _stamp(account: Account) -> str:
    return keyed(settings.SECRET_KEY, "recover", f"{account.pk} {account.password}")[:32]
