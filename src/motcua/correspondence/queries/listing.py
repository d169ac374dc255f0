"""The messages of the offices somebody administers, and how the ways out do."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.dossiers.rules.numbering import normalised
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from ..models import Message, ProviderHealth
from .campaigns import offices_of
from .outbox import FAILED

STATES = {
    "failed": FAILED,
    "waiting": Q(state=Message.State.WAITING),
    "sent": Q(state=Message.State.SENT) & ~Q(channel=Message.Channel.IN_APP),
    "given_up": Q(state=Message.State.GIVEN_UP),
}


def messages_administered(
    by: Authority,
    *,
    state: str = "failed",
    channel: str = "",
    code: str = "",
    address: str = "",
    campaign_id: UUID | None = None,
    after: str = "",
    size: int = 50,
) -> list[Message]:
    """One page of messages in a state, newest first, without their words. `after` is the id of the last row before."""
    found, offices = _administered(by)
    found = found.filter(STATES.get(state, FAILED))
    if channel:
        found = found.filter(channel=channel)
    if code:
        found = found.filter(dossier__code=normalised(code))
    if address:
        found = found.filter(address=address)
    if campaign_id is not None:
        found = found.filter(campaign_id=campaign_id)
    with suppress(ValueError):
        found = found.filter(pk__lt=UUID(after)) if after else found
    with scope.also(units=offices):
        return list(found.order_by("-pk")[:size])


def message_administered(by: Authority, message_id: UUID) -> Message | None:
    """One of them, with the trace of its resendings."""
    found, offices = _administered(by)
    with scope.also(units=offices):
        return found.select_related("wording", "campaign").prefetch_related("resendings").filter(pk=message_id).first()


def _administered(by: Authority) -> tuple[QuerySet[Message], set[UUID]]:
    offices = offices_of(by)
    rows = Message.objects.filter(unit_id__in=offices).exclude(channel=Message.Channel.IN_APP)
    return rows.select_related("dossier", "unit").defer("body"), offices


def providers() -> list[ProviderHealth]:
    """How every provider does, as the workers last noted it: of the whole installation, nothing personal."""
    named = {name for providers in settings.PROVIDERS.values() for name in providers}
    with scope.within(scope.EVERYTHING):
        return list(ProviderHealth.objects.filter(name__in=named).order_by("channel", "name"))


def is_overdue(message: Message, at: datetime) -> bool:
    """Whether the report of a message should have come by now."""
    return message.report_due_at is not None and not message.fate and message.report_due_at < at
