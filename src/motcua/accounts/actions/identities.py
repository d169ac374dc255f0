"""Coming in through an outside provider: known people directly, new ones after they have proven a phone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from ..models import Account, Identity
from ..ports import OutsidePerson
from ..queries import account_of_identity
from ..rules.codes import Purpose
from ..rules.happenings import Happening
from ..rules.refusals import LoginTaken, SignInRefused
from .codes import prove_code
from .recording import address_of, record
from .register_citizen import register_proven
from .sessions import open_session
from .sign_in_by_code import citizen_of


def link_identity(account: Account, *, provider: str, subject: str, at: datetime | None = None) -> Identity:
    """Note that an account is this subject at an outside provider. Raises LoginTaken when it is somebody else's."""
    with transaction.atomic():
        identity, new = Identity.objects.get_or_create(
            provider=provider, subject=subject, defaults={"account": account}
        )
        if identity.account_id != account.pk:
            raise LoginTaken("Định danh này đã gắn với tài khoản khác.")
        if new:
            record(Happening.IDENTITY_LINKED, account=account, at=at or timezone.now(), how=provider)
    return identity


def sign_in_elsewhere(request: HttpRequest, person: OutsidePerson, *, at: datetime) -> Account | None:
    """Sign in whoever the provider vouches for; None where nobody here is known to be them. Raises SignInRefused."""
    if Identity.objects.filter(provider=person.provider, subject=person.subject, account__is_active=False).exists():
        raise SignInRefused
    account = account_of_identity(person.provider, person.subject)
    if account is None:
        return None
    open_session(request, account, how="openid", at=at)
    return account


def join_by_code(
    request: HttpRequest, person: OutsidePerson, phone: str, code: str, *, full_name: str, at: datetime
) -> Account:
    """Link a person to the account of the phone they prove; make that account where there is none; sign in.

    An account that exists is never linked without the code sent to its phone. Raises WrongCode, TooSoon, BadLogin,
    BadName, SignInRefused, LoginTaken.
    """
    number = prove_code(phone, Purpose.SIGN_IN, code, at=at, address=address_of(request))
    with transaction.atomic():
        account = citizen_of(number)
        if account is None:
            account = register_proven(number, full_name, how="openid", at=at, address=address_of(request))
        link_identity(account, provider=person.provider, subject=person.subject, at=at)
    open_session(request, account, how="openid", at=at)
    return account


def unlink_identity(account: Account, identity_id: UUID, *, at: datetime) -> bool:
    """Take a link to an outside provider away; False if the account has none such."""
    with transaction.atomic():
        gone = Identity.objects.filter(pk=identity_id, account=account).delete()[0] > 0
        if gone:
            record(Happening.IDENTITY_REMOVED, account=account, at=at)
    return gone
