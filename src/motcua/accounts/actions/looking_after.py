"""What an administrator does for an officer's account; who may is decided by `organisation`, which calls these."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import Account, SignInAttempts
from ..rules.happenings import Happening
from .attempts import digest, known_sources
from .recording import record
from .sessions import end_other_sessions


def unlock(account: Account, *, at: datetime) -> None:
    """Forgive the account's failed sign-ins and codes, so that its owner may try again at once."""
    places = ("", *known_sources(account, at))
    counted = [digest(login, place) for login in (account.login, f"factor {account.pk}") for place in places]
    SignInAttempts.objects.filter(subject__in=counted).delete()


@transaction.atomic
def open_or_close(account: Account, *, is_open: bool, at: datetime, by: Account | None = None) -> None:
    """Close an account, which ends wherever it is signed in, or open it again."""
    if account.is_active == is_open:
        return
    account.is_active = is_open
    account.save(update_fields=["is_active"])
    if not is_open:
        end_other_sessions(account, keep=None, at=at, by=by)
    record(Happening.ACCOUNT_OPENED if is_open else Happening.ACCOUNT_CLOSED, account=account, at=at, by=by)
