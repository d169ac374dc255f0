"""Counting failures per login and per address, before the password is looked at, so that parallel guesses all count."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from ..models import Account, SignInAttempts
from ..rules.attempts import PER_ADDRESS, PER_LOGIN, Patience
from ..rules.happenings import Happening
from ..rules.refusals import LockedOut
from .recording import record


def _subjects(login: str, address: str) -> dict[str, Patience]:
    """Digest of what is counted → how patient we are; in the order in which rows are locked."""
    named = [(f"login:{login}", PER_LOGIN)] if login else []
    named += [(f"address:{address}", PER_ADDRESS)] if address else []
    return dict(sorted((hashlib.sha256(name.encode()).hexdigest(), patience) for name, patience in named))


def count_attempt(*, login: str, address: str, at: datetime, account: Account | None = None) -> None:
    """Count one attempt as failed until `forgive` says otherwise. Raises LockedOut while a wait lasts.

    A wait that begins is written into the history of the `account`, as far as one is known.
    """
    subjects = _subjects(login, address)
    if not subjects:
        return
    with transaction.atomic():
        SignInAttempts.objects.bulk_create(
            [SignInAttempts(subject=subject, last_at=at) for subject in subjects], ignore_conflicts=True
        )
        rows = list(SignInAttempts.objects.select_for_update().filter(subject__in=subjects).order_by("subject"))
        locked = [row.locked_until for row in rows if row.locked_until and row.locked_until > at]
        if locked:
            raise LockedOut(at, max(locked))
        for row in rows:
            patience = subjects[row.subject]
            row.failures = patience.still_counted(row.failures, row.last_at, at) + 1
            wait = patience.wait_after(row.failures)
            row.last_at, row.locked_until = at, at + wait if wait else None
            row.save(update_fields=["failures", "last_at", "locked_until"])
            if wait:
                how = "address" if patience is PER_ADDRESS else "login"
                record(Happening.LOCKED, account=account, at=at, how=how, address=address)


def forgive(*, login: str, address: str) -> None:
    """The attempt succeeded: the login starts afresh, the address has one failure less."""
    for subject, patience in _subjects(login, address).items():
        row = SignInAttempts.objects.filter(subject=subject)
        if patience is PER_LOGIN:
            row.delete()
        else:
            row.filter(failures__gt=0).update(failures=F("failures") - 1, locked_until=None)


def forget_old_attempts(at: datetime) -> int:
    """Remove counts that no longer matter; how many were removed. The worker calls this daily."""
    return SignInAttempts.objects.filter(last_at__lt=at - timedelta(days=2)).delete()[0]
