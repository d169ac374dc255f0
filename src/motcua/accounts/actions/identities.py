"""The door for other ways to sign in."""

from __future__ import annotations

from ..models import Account, Identity
from ..rules.refusals import LoginTaken


def link_identity(account: Account, *, provider: str, subject: str) -> Identity:
    """Note that an account is this subject at an outside provider. Raises LoginTaken when it is somebody else's."""
    identity, _ = Identity.objects.get_or_create(provider=provider, subject=subject, defaults={"account": account})
    if identity.account_id != account.pk:
        raise LoginTaken("Định danh này đã gắn với tài khoản khác.")
    return identity
