"""Codes sent to a phone: issued, and shown back by whoever holds it. Nobody learns which numbers have accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from ..events import CodeIssued, announce
from ..models import Account, OneTimeCode
from ..queries import account_by_login
from ..rules import codes as rules
from ..rules import logins
from ..rules.codes import Purpose
from ..rules.digests import keyed
from ..rules.happenings import Happening
from ..rules.refusals import TooSoon, WrongCode
from .limits import count
from .recording import record


def issue_code(
    phone: str,
    purpose: Purpose,
    *,
    at: datetime,
    address: str = "",
    about: Mapping[str, str] | None = None,
    bound_to: str = "",
) -> OneTimeCode:
    """Send a code to a phone, whether or not it has an account: the same work, the same words. `about` is what the
    message names besides the code (who asks to help). A code that is `bound_to` something proves nothing else.

    One asked for again within a minute is not sent again: the one under way is given back. Raises BadLogin for what is
    no phone number, TooSoon beyond the limits per phone and per network address.
    """
    number = logins.phone_number(phone)
    subject = _subject(number, purpose, bound_to)
    with transaction.atomic():
        newest = OneTimeCode.objects.filter(subject=subject).order_by("-issued_at", "-pk").first()
        if newest is not None and newest.used_at is None and at - newest.issued_at < rules.NEXT_AFTER:
            return newest
        _within_limits(number, address, at)
        code = rules.new_code()
        issued = OneTimeCode(subject=subject, issued_at=at, until=at + rules.GOOD_FOR)
        issued.digest = _digest(issued, code)
        issued.save(force_insert=True)
        announce(CodeIssued(issued.pk, number, code, purpose.value, at, issued.until, dict(about or {})))
        record(Happening.CODE_ISSUED, account=_citizen(number), at=at, how=purpose.value, address=address)
    return issued


def prove_code(phone: str, purpose: Purpose, code: str, *, at: datetime, address: str = "", bound_to: str = "") -> str:
    """Take the code sent to a phone; gives the phone number it proves. Raises WrongCode, BadLogin, TooSoon.

    Each try is counted before the code is looked at. Five wrong ones, five minutes or one use end a code.
    """
    number = logins.phone_number(phone)
    if address:
        most, per = rules.TRIES_PER_ADDRESS
        if until := count("code tries", address, most=most, per=per, at=at):
            raise TooSoon(at, until)
    text = rules.typed(code)
    with transaction.atomic():
        subject = _subject(number, purpose, bound_to)
        newest = OneTimeCode.objects.select_for_update().filter(subject=subject).order_by("-issued_at", "-pk").first()
        alive = newest is not None and newest.used_at is None and at < newest.until and newest.tries < rules.TRIES
        right = False
        if newest is not None and alive:
            right = newest.digest == _digest(newest, text)
            newest.tries += 1
            newest.used_at = at if right else None
            newest.save(update_fields=["tries", "used_at"])
    if not right:
        record(Happening.CODE_FAILED, account=_citizen(number), at=at, how=purpose.value, address=address)
        raise WrongCode(rules.TRIES - newest.tries if newest is not None and alive else 0)
    return number


def forget_old_codes(at: datetime) -> int:
    """Remove codes that nobody can use any more; the worker calls this every hour."""
    return OneTimeCode.objects.filter(until__lt=at - rules.NEXT_AFTER).delete()[0]


def _within_limits(number: str, address: str, at: datetime) -> None:
    limits = [("codes to phone", number, most, per) for most, per in rules.PER_PHONE]
    limits += [("codes from address", address, most, per) for most, per in rules.PER_ADDRESS if address]
    for what, who, most, per in limits:
        if until := count(what, who, most=most, per=per, at=at):
            raise TooSoon(at, until)


def _citizen(number: str) -> Account | None:
    return account_by_login(number)


def _subject(number: str, purpose: Purpose, bound_to: str) -> str:
    return keyed(settings.SECRET_KEY, "phone", f"{purpose.value} {number} {bound_to}".rstrip())


def _digest(code: OneTimeCode, text: str) -> str:
    return keyed(settings.SECRET_KEY, "code", f"{code.pk} {text}")
