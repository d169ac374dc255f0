"""The account in whose name another office's software files; nobody signs in with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ..models import Account


def create_partner(partner_id: UUID, name: str, *, at: datetime) -> Account:
    """Make the account of a partner's software, without a password and without a way to set one."""
    account = Account(
        kind=Account.Kind.PARTNER,
        login=f"partner.{partner_id.hex}",
        full_name=name[:150],
        sort_key=name[:150].lower(),
        created_at=at,
    )
    account.set_unusable_password()
    account.save(force_insert=True)
    return account
