"""Passes of partners' programs: given for a secret, short-lived, ended, forgotten."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from .. import storing
from ..models import AccessToken, PartnerClient
from ..rules.refusals import BadClient
from ..rules.scopes import granted

LIFETIME = timedelta(minutes=30)


def give_token(client_id: str, secret: str, *, asked: str = "", at: datetime) -> tuple[str, AccessToken]:
    """A pass for a partner that knows its secret, for the scopes asked (none asked: all it has).

    The pass itself is given this once. Raises BadClient, the same for an unknown partner and a wrong secret;
    UnknownScope.
    """
    client = _client(client_id)
    given, taken = storing.digest(secret), []
    if client is not None and client.revoked_at is None:
        taken.append(client.secret_digest)
        if client.previous_until is not None and client.previous_until > at:
            taken.append(client.previous_digest)
    # Every digest is compared in full, also where there is none: time must tell nothing.
    right = [hmac.compare_digest(given, one) for one in taken or [storing.digest("")]]
    if client is None or not taken or not any(right):
        raise BadClient("Mã ứng dụng hoặc khóa bí mật không đúng.")
    scopes, token = granted(client.scopes, asked), storing.new_secret()
    row = AccessToken.objects.create(
        digest=storing.digest(token),
        client=client,
        scopes=sorted(scopes),
        created_at=at,
        expires_at=at + LIFETIME,
    )
    return token, row


def end_token(client_id: str, secret: str, token: str, *, at: datetime) -> None:
    """End one of a partner's own passes (RFC 7009); an unknown one is no error. Raises BadClient."""
    _, row = give_token(client_id, secret, at=at)
    AccessToken.objects.filter(digest__in=[storing.digest(token), row.digest], client_id=row.client_id).delete()


def forget_old_tokens(at: datetime) -> int:
    """Remove passes that ran out; the worker calls this daily."""
    AccessToken.objects.filter(expires_at__lt=at).delete()
    return 0


def _client(client_id: str) -> PartnerClient | None:
    try:
        return PartnerClient.objects.filter(pk=UUID(client_id)).first()
    except ValueError:
        return None
