"""Sending events to webhooks, signed."""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from .. import storing
from ..models import Delivery, Webhook
from ..ports import PermanentFailure, Postman
from ..rules.signatures import HEADER, signature
from .carrying import carry


def deliver(at: datetime, postman: Postman | None = None) -> int:
    """Send the deliveries whose time has come; how many arrived."""
    carrier = postman or import_string(settings.WEBHOOK_POSTMAN)()

    def send(parcel: Delivery) -> None:
        hook = Webhook.objects.select_related("client").get(pk=parcel.webhook_id)
        if hook.ended_at is not None or hook.client.revoked_at is not None:
            raise PermanentFailure("đăng ký đã kết thúc")
        body = json.dumps(parcel.event, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "Motcua-Event-Id": str(parcel.event["id"]),
            HEADER: signature(storing.opened(hook.sealed_secret), body, int(at.timestamp())),
        }
        carrier.post(hook.url, body, headers)

    return carry(Delivery, at, send, lane=lambda one: one.webhook_id)
