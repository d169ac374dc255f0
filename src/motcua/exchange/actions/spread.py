"""From the journals into what is to be sent: each reader goes on where it stopped, and misses nothing.

Nothing is written while a dossier is filed or moved: the journal, numbered without gaps per office, is the outbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers.queries.happened import Happening, happened, heads_of
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import SYSTEM

from ..models import Delivery, PortalMessage, ReadPosition, Webhook
from ..queries import offices_under
from .webhooks import reader_of

AT_ONCE = 200
NATIONAL_PORTAL = "national-portal"
# What the portal hears of; moves inside the office are told too, as steps of progress.
SILENT = frozenset({"reckon_anew", "mend_contact", "pay", "pay_back", "choose_delivery"})

Write = Callable[[UUID, list[Happening]], None]


def spread(at: datetime) -> int:
    """Write down what every webhook and the national portal have still to be told; how many rows."""
    on = localdate(at)
    hooks = Webhook.objects.filter(ended_at=None, client__revoked_at=None).select_related("client").order_by("pk")
    done = sum(_follow(reader_of(hook), offices_under(hook.unit_id, on), _for_webhook(hook, at)) for hook in hooks)
    if settings.NATIONAL_PORTAL:
        done += _follow(NATIONAL_PORTAL, _all_offices(on), _for_portal(at))
    return done


def _all_offices(on: date) -> list[UUID]:
    return [office.pk for office in organisation.offices(on)]


def _follow(reader: str, office_ids: Iterable[UUID], write: Write) -> int:
    """Go on in each office's journal from the reader's place; an office new to the reader is read from its start."""
    wanted = set(office_ids)
    places = dict(ReadPosition.objects.filter(reader=reader).values_list("unit_id", "sequence"))
    heads = heads_of(SYSTEM, wanted | set(places))
    done = 0
    for unit_id, head in sorted(heads.items()):
        if head > places.get(unit_id, 0):
            done += _read_on(reader, unit_id, write)
    return done


def _read_on(reader: str, unit_id: UUID, write: Write) -> int:
    with transaction.atomic():
        ReadPosition.objects.bulk_create(
            [ReadPosition(reader=reader, unit_id=unit_id, sequence=0)], ignore_conflicts=True
        )
        place = ReadPosition.objects.select_for_update().get(reader=reader, unit_id=unit_id)
        found = happened(SYSTEM, unit_id, after=place.sequence, size=AT_ONCE)
        if not found:
            return 0
        write(unit_id, found)
        place.sequence = found[-1].sequence
        place.save(update_fields=["sequence"])
    return len(found)


def _for_webhook(hook: Webhook, at: datetime) -> Write:
    def write(unit_id: UUID, found: list[Happening]) -> None:
        office = organisation.unit_as_shown(unit_id)
        wanted = [one for one in found if not hook.verbs or one.verb in hook.verbs]
        Delivery.objects.bulk_create(
            (
                Delivery(
                    webhook=hook,
                    unit_id=unit_id,
                    sequence=one.sequence,
                    event=as_event(one, office.code),
                    created_at=at,
                    send_after=at,
                )
                for one in wanted
            ),
            ignore_conflicts=True,
        )

    return write


def _for_portal(at: datetime) -> Write:
    def write(unit_id: UUID, found: list[Happening]) -> None:
        PortalMessage.objects.bulk_create(
            (
                PortalMessage(
                    unit_id=unit_id,
                    sequence=one.sequence,
                    dossier_id=one.dossier_id,
                    entry_id=one.id,
                    created_at=at,
                    send_after=at,
                )
                for one in found
                if one.verb not in SILENT
            ),
            ignore_conflicts=True,
        )

    return write


def as_event(one: Happening, office_code: str) -> dict[str, Any]:
    """An event as programs read it, the same in the list of events and in a webhook; no personal values."""
    return {
        "id": str(one.id),
        "office": office_code,
        "sequence": one.sequence,
        "type": f"dossier.{one.verb}",
        "at": one.at.isoformat(),
        "dossier": one.code,
        "procedure": one.procedure_key,
        "state_from": one.state_from,
        "state": one.state_to,
        "stage": one.stage_to,
        "by": one.actor_function,
        "due_at": one.due_at.isoformat() if one.due_at else None,
    }
