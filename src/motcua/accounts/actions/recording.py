"""Every event of an account leaves a row; nothing here ever changes or removes one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from ..models import Account, AccountEvent
from ..rules.digests import keyed
from ..rules.happenings import Happening


def record(
    what: Happening,
    *,
    account: Account | UUID | None,
    at: datetime,
    by: Account | UUID | None = None,
    how: str = "",
    address: str = "",
) -> None:
    """Write down what happened to an account. `by` is whoever did it, if not the account itself.

    `how` is a word of ours or an identifier, never what a person typed; of the network address only a digest is kept.
    """
    account_id = account.pk if isinstance(account, Account) else account
    actor_id = by.pk if isinstance(by, Account) else by
    AccountEvent.objects.create(
        at=at,
        account_id=account_id,
        actor_id=actor_id or account_id,
        what=what.value,
        how=how,
        source=source_of(address),
    )


def source_of(address: str) -> str:
    """The digest by which events from one network address are told to belong together."""
    return keyed(settings.SECRET_KEY, "source", address)[:16] if address else ""


def address_of(request: HttpRequest) -> str:
    """The network address a request came from; behind our own proxy, the one that the proxy saw."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if seen:
            return seen
    return str(request.META.get("REMOTE_ADDR", ""))
