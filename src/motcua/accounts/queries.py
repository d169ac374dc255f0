"""Accounts by id and by login, and people's names."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from .models import Account, AccountEvent, AccountSession, Identity, RecoveryCode, SecondFactor
from .rules import logins
from .rules.happenings import Happening
from .rules.refusals import BadLogin


def officers_phones() -> list[str]:
    """The telephone numbers of officers, as they are kept; for comparing, never for showing."""
    known = Account.objects.filter(kind=Account.Kind.OFFICER, is_active=True).exclude(phone="").order_by("pk")
    return list(known.values_list("phone", flat=True))


def account(account_id: UUID | None) -> Account | None:
    """The account, active or not; None for nobody."""
    return Account.objects.filter(pk=account_id).first() if account_id is not None else None


def account_by_login(login: str) -> Account | None:
    """The account of a phone number or user name, however it is typed."""
    try:
        return Account.objects.filter(login=logins.login(login)).first()
    except BadLogin:
        return None


def accounts_by_logins(wanted: Iterable[str]) -> dict[str, Account]:
    """Accounts by their stored logins; unknown ones are left out."""
    return {one.login: one for one in Account.objects.filter(login__in=list(wanted))}


def account_of_identity(provider: str, subject: str) -> Account | None:
    """The active account that is this subject at an outside provider: the door for VNeID and OIDC."""
    return Account.objects.filter(identities__provider=provider, identities__subject=subject, is_active=True).first()


def names_of(account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """People's names by account id."""
    wanted = {one for one in account_ids if one is not None}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of an account: when, what, whose, by whom; `source` tells events from one network address together."""

    id: UUID
    at: datetime
    what: str
    account_id: UUID | None
    actor_id: UUID | None
    how: str
    source: str


def account_events(
    *,
    account_id: UUID | None = None,
    account_ids: Any = None,
    actor_id: UUID | None = None,
    kinds: Iterable[Happening] = (),
    source: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: tuple[datetime, UUID] | None = None,
    size: int = 50,
) -> list[EventRow]:
    """What happened to accounts, newest first; every filter left empty filters nothing.

    `account_ids` are the accounts to stay within, as ids or as a query of ids. `before` is the (at, id) of the last row
    of the page before. The caller asks who may read this.
    """
    rows = AccountEvent.objects.all()
    if account_ids is not None:
        rows = rows.filter(account_id__in=account_ids)
    if account_id is not None:
        rows = rows.filter(account_id=account_id)
    if actor_id is not None:
        rows = rows.filter(actor_id=actor_id)
    if wanted := [str(kind) for kind in kinds]:
        rows = rows.filter(what__in=wanted)
    if source:
        rows = rows.filter(source=source)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    if before is not None:
        rows = rows.filter(Q(at__lt=before[0]) | Q(at=before[0], pk__lt=before[1]))
    found = rows.order_by("-at", "-pk").values_list("pk", "at", "what", "account_id", "actor_id", "how", "source")
    return [EventRow(*row) for row in found[:size]]


def sessions_of(account_id: UUID) -> list[AccountSession]:
    """Where an account is signed in, the newest first."""
    return list(AccountSession.objects.filter(account_id=account_id).order_by("-seen_at", "-pk")[:100])


def open_sessions(account_ids: Any, *, since: datetime, after: str = "", size: int = 50) -> list[AccountSession]:
    """Where these accounts (ids, or a query of ids) are signed in and were seen since, newest first, with their owners.

    `after` is the id of the last row of the page before. The caller asks who may read this.
    """
    rows = AccountSession.objects.filter(account_id__in=account_ids, seen_at__gte=since).select_related("account")
    with suppress(ValueError):
        rows = rows.filter(pk__lt=UUID(after)) if after else rows
    return list(rows.order_by("-pk")[:size])


def has_factor(account: Account) -> bool:
    """Whether the account has an authenticator in force. Citizens have none: their phone is one."""
    if account.kind != Account.Kind.OFFICER:
        return False
    return SecondFactor.objects.filter(account=account).exclude(confirmed_at=None).exists()


def recovery_codes_left(account_id: UUID) -> int:
    """How many of the codes on paper are unused."""
    return RecoveryCode.objects.filter(account_id=account_id, used_at=None).count()


def identities_of(account_id: UUID) -> list[Identity]:
    """Who the account is at outside providers, oldest first."""
    return list(Identity.objects.filter(account_id=account_id).order_by("created_at", "pk"))
