"""The unfinished dossiers of a unit that closed go to the one that took its place.

No transaction spans two agencies (RULES.md 4): the one closes its part with an entry in its own chain and lets go; the
other takes over with an entry in its own, which names the entry before. What stands between the two is found and ended
by the worker. Nothing that was signed is written anew: journal, papers and results keep the agency they were made by
(decision 0022).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from motcua.organisation import queries as organisation
from motcua.organisation.permissions import must_administer
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import SYSTEM, Authority
from motcua.procedures import queries as procedures

from ..events import DossierTakenOver, announce
from ..models import Dossier, JournalEntry, Transfer
from ..queries.orders import unfinished_under
from ..rules.refusals import Invalid
from ..rules.states import HANDED_ON, TAKEN_OVER, TERMINAL, State
from .recording import record

logger = logging.getLogger("motcua.dossiers")
BATCH = 50


@transaction.atomic
def order_transfer(unit_id: UUID, *, by: Authority, at: datetime, to_unit_id: UUID, on: date) -> Transfer:
    """Have the worker hand a unit's unfinished dossiers to another from a day on; an order that waits is given back.

    Both units must be the administrator's. Raises NoRight, NoSuchUnit, Invalid.
    """
    unit, to_unit = organisation.unit(unit_id), organisation.unit(to_unit_id)
    must_administer(by, unit)
    must_administer(by, to_unit)
    if to_unit.path.startswith(unit.path):
        raise Invalid("Hồ sơ phải chuyển sang một đơn vị khác, không nằm trong đơn vị này.")
    if to_unit.valid_to is not None and to_unit.valid_to < on:
        raise Invalid("Đơn vị nhận hồ sơ đã hết hiệu lực vào ngày chuyển.")
    with scope.also(units={unit.pk, to_unit.pk}):
        waiting = Transfer.objects.filter(unit=unit, finished_at=None).order_by("pk").first()
        if waiting is not None:
            return waiting
        return Transfer.objects.create(unit=unit, to_unit=to_unit, on=on, ordered_by_id=by.account_id, ordered_at=at)


@transaction.atomic
def cancel_transfers(unit_id: UUID, *, by: Authority, at: datetime) -> int:
    """Call off what was ordered for a unit and has not begun; how many orders there were. Raises NoRight."""
    unit = organisation.unit(unit_id)
    must_administer(by, unit)
    with scope.also(units={unit.pk}):
        return Transfer.objects.filter(unit=unit, finished_at=None, seen=0).delete()[0]


def carry_out_transfers(at: datetime) -> int:
    """Do a piece of what is ordered and due; how many dossiers were taken over. The worker asks until there are none.

    First whatever was let go of and not taken over, because somebody pulled a plug in between.
    """
    done = _each(_under_way(), at)
    for order in Transfer.objects.filter(finished_at=None, on__lte=localdate(at)).order_by("ordered_at", "pk")[:5]:
        done += _a_piece(order, at)
    return done


def _under_way() -> list[UUID]:
    return list(Dossier.objects.filter(moving_to__isnull=False).order_by("pk").values_list("pk", flat=True)[:BATCH])


def _a_piece(order: Transfer, at: datetime) -> int:
    unit, to_unit = organisation.unit(order.unit_id), organisation.unit(order.to_unit_id)
    found: QuerySet[Dossier] = unfinished_under(unit)
    if order.after is not None:
        found = found.filter(pk__gt=order.after)
    keys = list(found.order_by("pk").values_list("pk", flat=True)[:BATCH])
    done = 0
    for key in keys:
        try:
            done += _passed_on(key, order, to_unit.office_id or to_unit.pk, at)
        except Exception:  # one that cannot be moved is left for somebody to look at and stops no other
            logger.exception("dossier %s could not be transferred", key)
    changed: dict[str, Any] = {"after": keys[-1] if keys else order.after, "seen": F("seen") + len(keys)}
    if len(keys) < BATCH:
        changed["finished_at"] = at
    Transfer.objects.filter(pk=order.pk).update(**changed)
    return done


def _each(keys: Iterable[UUID], at: datetime) -> int:
    done = 0
    for key in keys:
        try:
            done += _take_over(key, at)
        except Exception:
            logger.exception("dossier %s could not be taken over", key)
    return done


def _passed_on(dossier_id: UUID, order: Transfer, office_id: UUID, at: datetime) -> bool:
    if not _hand_on(dossier_id, order, office_id, at):
        return False
    return _take_over(dossier_id, at)


def _locked(dossier_id: UUID) -> Dossier:
    return Dossier.objects.select_for_update(of=("self",)).select_related("unit").get(pk=dossier_id)


def _hand_on(dossier_id: UUID, order: Transfer, office_id: UUID, at: datetime) -> bool:
    """The first local transaction: the agency that closes writes its last entry and lets go."""
    with transaction.atomic():
        dossier = _locked(dossier_id)
        if dossier.moving_to_id is not None or State(dossier.state) in TERMINAL:
            return False
        dossier.moving_to_id = office_id
        dossier.lock += 1
        dossier.save(update_fields=["moving_to", "lock"])
        data = {"to_unit": str(office_id), "transfer": str(order.pk)}
        key = uuid5(order.pk, f"{dossier.pk} {HANDED_ON}")
        was = (State(dossier.state), dossier.stage_key)
        record(dossier, HANDED_ON, by=SYSTEM, acting=None, at=at, key=key, was=was, data=data)
    return True


def _take_over(dossier_id: UUID, at: datetime) -> bool:
    """The second: the agency that follows places it with its own people, in its own chain."""
    with transaction.atomic():
        dossier = _locked(dossier_id)
        if dossier.moving_to_id is None:
            return False
        last = JournalEntry.objects.filter(dossier_id=dossier.pk, verb=HANDED_ON).order_by("-pk")[0]
        before = dossier.unit_id
        dossier.unit = organisation.unit(dossier.moving_to_id)
        dossier.moving_to = None
        if dossier.unit_id != before:
            dossier.original_unit_id = dossier.original_unit_id or before
        _place(dossier, at)
        dossier.lock += 1
        dossier.save()
        data = {
            "from_unit": str(before),
            "from_sequence": last.sequence,
            "from_hash": last.hash,
            "transfer": last.data["transfer"],
        }
        key = uuid5(UUID(last.data["transfer"]), f"{dossier.pk} {TAKEN_OVER}")
        was = (State(dossier.state), dossier.stage_key)
        entry = record(dossier, TAKEN_OVER, by=SYSTEM, acting=None, at=at, key=key, was=was, data=data)
        Transfer.objects.filter(pk=last.data["transfer"]).update(moved=F("moved") + 1)
        announce(DossierTakenOver(dossier, entry))
    return True


def _place(dossier: Dossier, at: datetime) -> None:
    """Put it at the same stage in the office that has it now, with the same person where they hold that function."""
    definition = procedures.version(dossier.version_id).definition
    stage = definition.stage(dossier.stage_key)
    role = stage.unit if stage is not None else ""
    unit_id, people = organisation.stage_place(dossier.unit_id, role, dossier.holder_function, localdate(at))
    same = next((one for one in people if one.account_id == dossier.holder_id and not one.on_leave), None)
    dossier.holder_id = same.account_id if same is not None else None
    dossier.holder_unit_id = same.unit_id if same is not None else unit_id
