"""Counting failures per login and per address, before the password is looked at, so that parallel guesses all count.

Where an account has been signed in to from an address within the last month, its failures there are counted for
themselves: nobody far away locks an officer out of their own office by guessing, and one colleague (or one broken
program) behind the address that a whole office shares keeps nobody out but themselves.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from ..models import Account, AccountEvent, SignInAttempts
from ..rules.attempts import PER_ADDRESS, PER_LOGIN, Patience
from ..rules.happenings import Happening
from ..rules.refusals import LockedOut
from .recording import record, source_of

KNOWN_FOR = timedelta(days=30)


def _subjects(login: str, address: str, account: Account | None, at: datetime) -> dict[str, Patience]:
    """Digest of what is counted → how patient we are; in the order in which rows are locked."""
    source = source_of(address)
    if login and source in known_sources(account, at, source):
        return {digest(login, source): PER_LOGIN}
    named = [(digest(login), PER_LOGIN)] if login else []
    named += [(hashlib.sha256(f"address:{address}".encode()).hexdigest(), PER_ADDRESS)] if address else []
    return dict(sorted(named))


def digest(login: str, source: str = "") -> str:
    """Under what the failures of a login are counted, everywhere or at one place where it is known."""
    return hashlib.sha256(f"login:{login}{f' at {source}' if source else ''}".encode()).hexdigest()


def known_sources(account: Account | None, at: datetime, source: str | None = None) -> set[str]:
    """The places (as `source_of` writes them) an account was signed in to from lately; only one of them if asked so."""
    if account is None or source == "":
        return set()
    came_in = AccountEvent.objects.filter(account=account, what=Happening.SIGNED_IN.value, at__gt=at - KNOWN_FOR)
    came_in = came_in.exclude(source="") if source is None else came_in.filter(source=source)
    return set(came_in.order_by().values_list("source", flat=True).distinct())


def count_attempt(*, login: str, address: str, at: datetime, account: Account | None = None) -> None:
    """Count one attempt as failed until `forgive` says otherwise. Raises LockedOut while a wait lasts.

    A wait that begins is written into the history of the `account`, as far as one is known.
    """
    subjects = _subjects(login, address, account, at)
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


def forgive(*, login: str, address: str, at: datetime, account: Account | None = None) -> None:
    """The attempt succeeded: the login starts afresh, the address has one failure less; told what was counted."""
    for subject, patience in _subjects(login, address, account, at).items():
        row = SignInAttempts.objects.filter(subject=subject)
        if patience is PER_LOGIN:
            row.delete()
        else:
            row.filter(failures__gt=0).update(failures=F("failures") - 1, locked_until=None)


def forget_old_attempts(at: datetime) -> int:
    """Remove counts that no longer matter; how many were removed. The worker calls this daily."""
    return SignInAttempts.objects.filter(last_at__lt=at - timedelta(days=2)).delete()[0]
