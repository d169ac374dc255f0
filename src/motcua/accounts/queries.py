"""Accounts by id and by login, and people's names."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from .models import Account
from .rules import logins
from .rules.refusals import BadLogin


def account(account_id: UUID) -> Account | None:
    """The account, active or not."""
    return Account.objects.filter(pk=account_id).first()


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
