"""Giving a partner's program access, changing its secret, taking the access away; each written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from motcua.accounts.actions.create_partner import create_partner

from .. import storing
from ..models import AccessToken, ClientChange, PartnerClient
from ..rules.refusals import BadClient, NoMandate
from ..rules.scopes import AccessScope, scopes_in


def create_client(
    name: str,
    *,
    unit_id: UUID,
    scopes: Iterable[str],
    mandate_id: UUID | None = None,
    who: str,
    at: datetime,
    reason: str = "",
) -> tuple[PartnerClient, str]:
    """Make a partner with its secret, which is shown this once. Raises UnknownScope, NoMandate.

    To act on dossiers a partner needs the mandate of an officer, whose posts say what it may do.
    """
    held = scopes_in(scopes)
    if AccessScope.DOSSIERS_ACT in held and mandate_id is None:
        raise NoMandate("Phạm vi dossiers:act cần một cán bộ ủy nhiệm (tài khoản giữ vị trí trong cơ quan).")
    secret, pk = storing.new_secret(), uuid7()
    with transaction.atomic():
        client = PartnerClient.objects.create(
            id=pk,
            name=name[:150],
            unit_id=unit_id,
            account=create_partner(pk, name, at=at),
            mandate_id=mandate_id,
            scopes=sorted(held),
            secret_digest=storing.digest(secret),
            created_at=at,
        )
        data = {"unit": str(unit_id), "scopes": sorted(held), "mandate": str(mandate_id or "")}
        _note(client, "create", who=who, at=at, reason=reason, **data)
    return client, secret


def rotate_secret(
    client_id: UUID, *, who: str, at: datetime, keep: timedelta = timedelta(hours=24), reason: str = ""
) -> str:
    """Give a new secret; the old one is taken for `keep` more, so that the partner can change over without a break.

    Raises BadClient for an unknown or revoked partner.
    """
    secret = storing.new_secret()
    with transaction.atomic():
        client = _locked(client_id)
        client.previous_digest, client.previous_until = client.secret_digest, at + keep
        client.secret_digest = storing.digest(secret)
        client.save(update_fields=["previous_digest", "previous_until", "secret_digest"])
        _note(client, "rotate", who=who, at=at, reason=reason, previous_until=client.previous_until.isoformat())
    return secret


def revoke_client(client_id: UUID, *, who: str, at: datetime, reason: str = "") -> PartnerClient:
    """Take the access away at once: secret, passes and webhooks. Raises BadClient."""
    with transaction.atomic():
        client = _locked(client_id)
        client.revoked_at = at
        client.save(update_fields=["revoked_at"])
        AccessToken.objects.filter(client=client).delete()
        client.webhooks.filter(ended_at=None).update(ended_at=at)
        _note(client, "revoke", who=who, at=at, reason=reason)
    return client


def _locked(client_id: UUID) -> PartnerClient:
    found = PartnerClient.objects.select_for_update().filter(pk=client_id, revoked_at=None).order_by().first()
    if found is None:
        raise BadClient("Không có ứng dụng kết nối này, hoặc đã bị thu hồi.")
    return found


def _note(client: PartnerClient, verb: str, *, who: str, at: datetime, reason: str, **data: object) -> None:
    ClientChange.objects.create(client=client, verb=verb, who=who[:150], at=at, reason=reason[:300], data=data)
