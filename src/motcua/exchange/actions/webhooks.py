"""Asking to be told, and being told once more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.dossiers.queries.happened import heads_of
from motcua.organisation.rules.authority import SYSTEM

from .. import storing
from ..models import Delivery, ReadPosition, Webhook
from ..queries import Caller, webhook_for
from ..rules.addresses import checked_address
from ..rules.refusals import BadAddress, NoSuchThing

MOST_PER_CLIENT = 10


def subscribe(by: Caller, url: str, *, verbs: Iterable[str] = (), at: datetime) -> tuple[Webhook, str]:
    """Tell this address of everything that happens from now on in the partner's offices; the secret is shown once.

    Raises BadAddress for an address we do not send to, or one too many.
    """
    address = checked_address(url, private=settings.WEBHOOKS_PRIVATE)
    secret = storing.new_secret()
    with transaction.atomic():
        if Webhook.objects.filter(client_id=by.client_id, ended_at=None).count() >= MOST_PER_CLIENT:
            raise BadAddress(f"Mỗi ứng dụng tối đa {MOST_PER_CLIENT} đăng ký. Bỏ bớt một đăng ký cũ.")
        hook = Webhook.objects.create(
            unit_id=by.unit_id,
            client_id=by.client_id,
            url=address,
            verbs=sorted(set(verbs)),
            sealed_secret=storing.sealed(secret),
            created_at=at,
        )
        heads = heads_of(SYSTEM, by.office_ids)
        ReadPosition.objects.bulk_create(
            ReadPosition(reader=reader_of(hook), unit_id=unit, sequence=head) for unit, head in heads.items()
        )
    return hook, secret


def rotate_webhook_secret(by: Caller, webhook_id: UUID) -> str:
    """A new secret for a webhook, taken from the next message on. Raises NoSuchThing."""
    hook, secret = webhook_for(by, webhook_id), storing.new_secret()
    hook.sealed_secret = storing.sealed(secret)
    hook.save(update_fields=["sealed_secret"])
    return secret


def end_webhook(by: Caller, webhook_id: UUID, *, at: datetime) -> None:
    """Tell this address no more. Raises NoSuchThing."""
    hook = webhook_for(by, webhook_id)
    hook.ended_at = at
    hook.save(update_fields=["ended_at"])


def replay(by: Caller, webhook_id: UUID, event_id: UUID, *, at: datetime) -> Delivery:
    """Send one event to a webhook once more, whatever became of it. Raises NoSuchThing."""
    hook = webhook_for(by, webhook_id)
    found = Delivery.objects.filter(webhook=hook, event__id=str(event_id)).order_by("pk").first()
    if found is None:
        raise NoSuchThing("Đăng ký này không có sự kiện như vậy.")
    found.state, found.attempts, found.send_after, found.last_error = Delivery.State.WAITING, 0, at, ""
    found.save(update_fields=["state", "attempts", "send_after", "last_error"])
    return found


def reader_of(hook: Webhook) -> str:
    """The name under which a webhook's place in each journal is kept."""
    return f"webhook:{hook.pk}"
