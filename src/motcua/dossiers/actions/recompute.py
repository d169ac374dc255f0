"""Mending the due dates of open dossiers after a calendar changed: nothing was counted down, so nothing is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from uuid_utils.compat import uuid7

from motcua.organisation import queries as organisation
from motcua.organisation.permissions import must_administer
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import SYSTEM, Authority
from motcua.procedures import queries as procedures

from ..models import Dossier, Reckoning
from ..queries import clocks
from ..rules.refusals import NotAllowed
from ..rules.states import RECKONED, State
from .recording import record

BATCH, PIECE = 500, 100


def recompute_due_dates(*, by: Authority, at: datetime, unit_id: UUID | None = None) -> int:
    """Reckon the due date of every open dossier and of its stage anew from journal and calendars; how many moved.

    A promise already given as an apology keeps its own date. `original_due_at`, what the citizen was told first, stays.
    Every promise that moved has its entry in the journal.
    Only the system may (a command after the calendar changed). Raises NotAllowed.
    """
    if not by.is_system:
        raise NotAllowed("Việc này do hệ thống làm sau khi lịch thay đổi.")
    moved, after = 0, None
    while True:
        found = Dossier.objects.filter(is_open=True, **({"unit_id": unit_id} if unit_id else {}))
        if after is not None:
            found = found.filter(pk__gt=after)
        batch = list(found.order_by("pk").values_list("pk", flat=True)[:BATCH])
        moved += sum(_mended(key, by, at) for key in batch)
        if len(batch) < BATCH:
            return moved
        after = batch[-1]


@transaction.atomic
def order_reckoning(unit_id: UUID, *, by: Authority, at: datetime) -> Reckoning:
    """Have the worker reckon everything under a unit anew, after its calendar changed.

    An order that has not begun serves for this change too. Raises NoRight, NoSuchUnit.
    """
    unit = organisation.unit(unit_id)
    must_administer(by, unit)
    with scope.also(units={unit.pk}):
        waiting = Reckoning.objects.filter(unit=unit, finished_at=None, after=None).order_by("pk").first()
        return waiting or Reckoning.objects.create(unit=unit, ordered_by_id=by.account_id, ordered_at=at)


def carry_out_reckonings(at: datetime) -> int:
    """Do a piece of the oldest order; how many dossiers were looked at. The worker asks until there are none."""
    order = Reckoning.objects.filter(finished_at=None).order_by("ordered_at", "pk").first()
    if order is None:
        return 0
    offices = [one.pk for one in organisation.subtree(organisation.unit(order.unit_id)) if one.is_office]
    found = Dossier.objects.filter(is_open=True, unit_id__in=offices)
    if order.after is not None:
        found = found.filter(pk__gt=order.after)
    keys = list(found.order_by("pk").values_list("pk", flat=True)[:PIECE])
    moved = sum(_mended(key, SYSTEM, at) for key in keys)
    changed: dict[str, Any] = {
        "after": keys[-1] if keys else order.after,
        "seen": F("seen") + len(keys),
        "moved": F("moved") + moved,
    }
    if len(keys) < PIECE:
        changed["finished_at"] = at
    Reckoning.objects.filter(pk=order.pk).update(**changed)
    return len(keys)


def _mended(dossier_id: UUID, by: Authority, at: datetime) -> bool:
    with transaction.atomic():
        dossier = Dossier.objects.select_for_update(of=("self",)).select_related("unit").get(pk=dossier_id)
        definition = procedures.version(dossier.version_id).definition
        facts = clocks.facts_of(dossier, definition.supplement.policy)
        if facts.is_paused or not dossier.is_open:
            return False
        due_at, stage_due_at = clocks.due_now(dossier, definition, facts, at), dossier.stage_due_at
        if facts.received_at is not None:
            stage_due_at = clocks.stage_due_now(dossier, definition, facts)
        moved = due_at != dossier.due_at
        if moved or stage_due_at != dossier.stage_due_at:
            Dossier.objects.filter(pk=dossier.pk).update(due_at=due_at, stage_due_at=stage_due_at)
        if moved:
            data = {"from_due_at": dossier.due_at.isoformat(), "to_due_at": due_at.isoformat()}
            dossier.due_at = due_at
            was = (State(dossier.state), dossier.stage_key)
            record(dossier, RECKONED, by=by, acting=None, at=at, key=uuid7(), was=was, data=data)
        return moved
