"""Where an account is signed in: opened, confirmed again, ended here or elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from ..models import Account, AccountSession
from ..rules.devices import named
from ..rules.happenings import Happening
from .recording import address_of, record

BACKEND = "motcua.accounts.permissions.PasswordBackend"
CONFIRMED_AT, SEEN_AT, MUST_ENROL = "confirmed_at", "seen_at", "must_enrol"
# How long a confirmation counts for what needs a fresh one (signing, a new second factor).
FRESH = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=10)


def open_session(request: HttpRequest, account: Account, *, how: str, at: datetime) -> None:
    """Sign the account in under a new session key, and note where. `how` is password, code, factor or openid."""
    auth.login(request, account, backend=BACKEND)  # rotates the key; another person's session is emptied first
    confirm_session(request.session, at)
    request.session[SEEN_AT] = int(at.timestamp())
    if request.session.session_key is None:
        request.session.save()
    address = address_of(request)
    AccountSession.objects.update_or_create(
        session_key=str(request.session.session_key),
        defaults={
            "account": account,
            "opened_at": at,
            "seen_at": at,
            "how": how,
            "address": address[:45],
            "device": named(request.headers.get("User-Agent", "")),
        },
    )
    record(Happening.SIGNED_IN, account=account, at=at, how=how, address=address)


def confirm_session(session: SessionBase, at: datetime) -> None:
    """Note that whoever sits here has just shown who they are."""
    session[CONFIRMED_AT] = int(at.timestamp())


def is_fresh(session: SessionBase, at: datetime) -> bool:
    """Whether whoever sits here has shown who they are within the last quarter of an hour."""
    confirmed = session.get(CONFIRMED_AT)
    age = at.timestamp() - confirmed if isinstance(confirmed, int) else -1
    return 0 <= age < FRESH.total_seconds()


def note_seen(request: HttpRequest, at: datetime) -> None:
    """Keep the time of the session's newest request, to some minutes; costs nothing in between."""
    last = request.session.get(SEEN_AT)
    if isinstance(last, int) and at.timestamp() - last >= SEEN_EVERY.total_seconds():
        request.session[SEEN_AT] = int(at.timestamp())
        AccountSession.objects.filter(session_key=request.session.session_key).update(seen_at=at)


def follow_key(before: str | None, request: HttpRequest) -> None:
    """The session was given a new key: it is still the same place."""
    if before and request.session.session_key is None:
        request.session.save()
    AccountSession.objects.filter(session_key=before or "").update(session_key=str(request.session.session_key))


def end_session(account: Account, session_id: UUID, *, at: datetime, by: Account | None = None) -> bool:
    """End one session of the account wherever it is open; False if there is no such session of theirs."""
    with transaction.atomic():
        found = AccountSession.objects.filter(pk=session_id, account=account).first()
        if found is None:
            return False
        Session.objects.filter(session_key=found.session_key).delete()
        found.delete()
        record(Happening.SESSION_ENDED, account=account, at=at, by=by, how=str(session_id))
    return True


def end_other_sessions(account: Account, *, keep: str | None, at: datetime, by: Account | None = None) -> int:
    """End every session of the account but the one with the key `keep`; how many there were."""
    with transaction.atomic():
        others = AccountSession.objects.filter(account=account).exclude(session_key=keep or "")
        keys = list(others.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        others.delete()
        if keys:
            record(Happening.OTHER_SESSIONS_ENDED, account=account, at=at, by=by, how=str(len(keys)))
    return len(keys)


def sign_out(request: HttpRequest, at: datetime | None = None) -> None:
    """End the session and throw its data away."""
    if request.user.is_authenticated and at is not None:
        AccountSession.objects.filter(session_key=request.session.session_key or "").delete()
        record(Happening.SIGNED_OUT, account=request.user.pk, at=at)
    auth.logout(request)


def forget_old_sessions(at: datetime) -> int:
    """Remove the notes of sessions that have run out; the worker calls this daily."""
    longest = max(timedelta(seconds=settings.SESSION_COOKIE_AGE), timedelta(days=30)) + SEEN_EVERY
    return AccountSession.objects.filter(seen_at__lt=at - longest).delete()[0]
