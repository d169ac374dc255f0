"""How a person can be reached: the phone, proven by a code sent to it, and the e-mail address."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from ..models import Account
from ..rules.codes import Purpose
from ..rules.happenings import Happening
from ..rules.refusals import BadEmail, LoginTaken
from .codes import prove_code
from .recording import record


def change_phone(account: Account, phone: str, code: str, *, at: datetime, address: str = "") -> None:
    """Take a new number for a citizen, who signs in by it from now on; the code was sent to the new number.

    Raises WrongCode, TooSoon, BadLogin; LoginTaken where somebody else signs in by it, which only its holder learns.
    """
    number = prove_code(phone, Purpose.CHANGE_PHONE, code, at=at, address=address)
    if account.kind == Account.Kind.CITIZEN:
        account.login = number
    account.phone, account.phone_proven_at = number, at
    try:
        with transaction.atomic():
            account.save(update_fields=["login", "phone", "phone_proven_at"])
            record(Happening.PHONE_CHANGED, account=account, at=at, address=address)
    except IntegrityError:
        raise LoginTaken("Số này đã có tài khoản khác. Hãy đăng nhập bằng số đó.", field="phone") from None


def change_email(account: Account, email: str, *, at: datetime, address: str = "") -> None:
    """Take an e-mail address, or none. Raises BadEmail."""
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise BadEmail("Thư điện tử chưa đúng. Hãy nhập dạng ten@vidu.vn.", field="email") from None
    if len(email) > 254:
        raise BadEmail("Thư điện tử dài nhất 254 ký tự.", field="email")
    if email != account.email:
        account.email = email
        account.save(update_fields=["email"])
        record(Happening.EMAIL_CHANGED, account=account, at=at, address=address)
