"""Telling the national portal of every step, in the order of each dossier's journal."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string

from motcua.dossiers.queries.happened import entry_of
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import SYSTEM
from motcua.procedures import queries as procedures

from ..models import PortalMessage
from ..ports import NationalPortal, Told
from .carrying import carry
from .enclosing import enclosed_as_told, owner_kind_of


def portal() -> NationalPortal | None:
    """The adapter that the settings name, or None where an office tells no portal."""
    found: NationalPortal | None = import_string(settings.NATIONAL_PORTAL)() if settings.NATIONAL_PORTAL else None
    return found


def tell_portal(at: datetime, to: NationalPortal | None = None) -> int:
    """Send what waits for the portal; how many messages arrived.

    A dossier's later step waits until the earlier ones have arrived or were given up.
    """
    adapter = to or portal()
    if adapter is None:
        return 0
    earlier = PortalMessage.objects.filter(
        dossier_id=OuterRef("dossier_id"), sequence__lt=OuterRef("sequence"), state=PortalMessage.State.WAITING
    )
    return carry(
        PortalMessage,
        at,
        lambda one: adapter.tell(told_by(one)),
        lane=lambda one: one.dossier_id,
        only=~Exists(earlier),
    )


def told_by(message: PortalMessage) -> Told:
    """What one entry of the journal says to the portal: the dossier, and the step that brought it there."""
    entry = entry_of(SYSTEM, message.entry_id)
    dossier = entry.dossier
    definition = procedures.version(dossier.version_id).definition
    names = organisation.names_of([one for one in (entry.holder_unit_id,) if one])
    return Told(
        code=dossier.code,
        procedure_code=definition.national_code,
        procedure_name=definition.name,
        office_code=dossier.unit.code,
        office_name=dossier.unit.name,
        owner_name=dossier.owner_name,
        owner_kind=owner_kind_of(dossier, definition),
        owner_identity_number=dossier.owner_identity_number,
        owner_phone=dossier.owner_phone,
        owner_email=dossier.owner_email,
        owner_address=dossier.owner_address,
        channel=dossier.channel,
        delivery_wish=dossier.delivery_wish,
        state=int(entry.state_to),
        submitted_at=dossier.submitted_at,
        received_at=dossier.received_at,
        due_at=entry.due_at or dossier.due_at,
        resolved_at=dossier.resolved_at,
        returned_at=dossier.returned_at,
        is_first=entry.state_from is None,
        verb=entry.verb,
        at=entry.at,
        actor_name=entry.actor_name,
        actor_title=entry.actor_function,
        unit_name=names.get(entry.holder_unit_id, "") if entry.holder_unit_id else "",
        note=entry.note,
        **enclosed_as_told(dossier, definition),
    )
