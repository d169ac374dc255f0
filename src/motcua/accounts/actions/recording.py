"""Every event of an account leaves a row; nothing here ever changes or removes one."""

from __future__ import annotations

import ipaddress
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
    """The network address a request came from; behind our own proxies, the one that the outermost of them saw.

    A request that did not come through a proxy says of itself whatever it likes, and is not believed. Of an IPv6
    address only the network counts (its first 64 bits): one subscriber has all the others of it.
    """
    here = str(request.META.get("REMOTE_ADDR", ""))
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None) and _is_near(here):
        seen = [part.strip() for part in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
        said = seen[-settings.PROXIES] if len(seen) >= settings.PROXIES else seen[0]
        return network_of(said) or here
    return network_of(here) or here


def network_of(address: str) -> str:
    """What stands for one subscriber: an IPv4 address, or the first 64 bits of an IPv6 one; empty for no address."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _is_near(address: str) -> bool:
    """Whether it is a machine of our own that speaks to us: this one, the private network's, or a socket."""
    try:
        return not ipaddress.ip_address(address).is_global
    except ValueError:
        return True
