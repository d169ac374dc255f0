"""The second factor: an authenticator's codes and ten codes on paper. None is taken twice."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

from ..models import Account, RecoveryCode, SecondFactor
from ..rules import factors as rules
from ..rules.digests import keyed
from ..rules.happenings import Happening
from ..rules.refusals import HasFactor, WrongCode
from .attempts import count_attempt, forgive
from .recording import record

ISSUER = "Một Cửa"


def begin_enrolment(account: Account, *, at: datetime) -> tuple[str, str]:
    """A secret for the account's authenticator: to type in, and as the address that a QR code holds.

    Until the first right code it counts for nothing; beginning again gives the same secret for an hour, so that going
    back and forth does not spoil a code already scanned. Raises HasFactor where one is in force: it goes first.
    """
    found = SecondFactor.objects.filter(account=account).first()
    if found is not None and found.confirmed_at is not None:
        raise HasFactor("Tài khoản đã có ứng dụng xác thực. Bỏ ứng dụng cũ rồi thêm ứng dụng mới.")
    young = found is not None and 0 <= (at - found.created_at).total_seconds() < 3600
    secret = _opened(found.secret) if found is not None and young else ""
    if not secret:
        secret = pyotp.random_base32()
        SecondFactor.objects.update_or_create(
            account=account,
            defaults={"secret": _closed(secret), "created_at": at, "confirmed_at": None, "last_step": 0},
        )
    return secret, pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=ISSUER)


def confirm_enrolment(account: Account, code: str, *, at: datetime, address: str = "") -> list[str]:
    """Take the first code of a new authenticator; gives the recovery codes, shown this once. Raises WrongCode."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(account=account, confirmed_at=None).first()
        step = _step_of(factor, rules.typed(code), at)
        if factor is None or step is None:
            raise WrongCode
        factor.confirmed_at, factor.last_step = at, step
        factor.save(update_fields=["confirmed_at", "last_step"])
        record(Happening.FACTOR_ADDED, account=account, at=at, address=address)
        return new_recovery_codes(account, at=at)


def new_recovery_codes(account: Account, *, at: datetime) -> list[str]:
    """Ten fresh codes in place of all earlier ones; this is the only time they can be read."""
    codes = rules.new_recovery_codes()
    with transaction.atomic():
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(
            [RecoveryCode(account=account, digest=_digest(rules.typed(code)), created_at=at) for code in codes]
        )
        record(Happening.RECOVERY_CODES_MADE, account=account, at=at)
    return codes


def remove_factor(account: Account, *, at: datetime, by: Account | None = None) -> bool:
    """Take the second factor and its recovery codes away; False if there was none. `by` an administrator or oneself."""
    with transaction.atomic():
        RecoveryCode.objects.filter(account=account).delete()
        gone = SecondFactor.objects.filter(account=account).delete()[0] > 0
        if gone:
            record(Happening.FACTOR_REMOVED, account=account, at=at, by=by)
    return gone


def check_factor(account: Account, code: str, *, at: datetime, address: str = "") -> None:
    """Take a code of the authenticator, or one from paper. Raises WrongCode; LockedOut after many wrong ones.

    Failures are counted per account and per address before the code is looked at, as with passwords.
    """
    counted = f"factor {account.pk}"
    count_attempt(login=counted, address=address, at=at, account=account)
    text = rules.typed(code)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(account=account).exclude(confirmed_at=None).first()
        taken = _take_recovery_code(account, text, at) if rules.is_recovery_code(text) else False
        step = None if taken else _step_of(factor, text, at)
        if factor is not None and step is not None:
            factor.last_step = step
            factor.save(update_fields=["last_step"])
    if not taken and step is None:
        record(Happening.FACTOR_FAILED, account=account, at=at, address=address)
        raise WrongCode
    forgive(login=counted, address=address, at=at, account=account)


def _take_recovery_code(account: Account, text: str, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(account=account, digest__in=_digests(text), used_at=None)
    if unused.update(used_at=at) != 1:
        return False
    record(Happening.RECOVERY_CODE_USED, account=account, at=at)
    return True


def _step_of(factor: SecondFactor | None, text: str, at: datetime) -> int | None:
    """The time step whose code this is, if it is later than the newest one taken."""
    if factor is None or len(text) != rules.DIGITS or not (text.isascii() and text.isdigit()):
        return None
    secret, now = _opened(factor.secret), int(at.timestamp()) // rules.PERIOD
    if not secret:
        return None
    totp = pyotp.TOTP(secret)
    found = None
    for step in range(now - rules.SLACK, now + rules.SLACK + 1):
        if pyotp.utils.strings_equal(text, totp.generate_otp(step)) and step > factor.last_step:
            found = step
    return found


def _digest(text: str) -> str:
    return keyed(settings.SECRET_KEY, "recovery", text)


def _digests(text: str) -> list[str]:
    """Under today's key and the former ones: paper outlives a change of key."""
    return [keyed(key, "recovery", text) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(f"motcua.accounts.factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _closed(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def _opened(text: str) -> str:
    """The secret; empty where the key it was closed with is gone: then no code is right any more."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        return ""
