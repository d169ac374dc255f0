"""What the room of payments tells a dossier: how it stands with its fees, and that money came or went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..models import Dossier
from ..queries.scope import NO_SUCH_DOSSIER, visible_to
from ..rules.refusals import NotFound
from ..rules.states import State
from .recording import record


def locked_for_money(by: Authority, dossier_id: UUID) -> Dossier:
    """The dossier's row, locked till the transaction ends, in whatever state it is: money may come late.

    Raises NotFound.
    """
    related = visible_to(by).select_related("unit").select_for_update(of=("self",))
    found = related.filter(pk=dossier_id).order_by().first()
    if found is None:
        raise NotFound(NO_SUCH_DOSSIER)
    return found


def mark_payment(dossier: Dossier, standing: str) -> None:
    """Keep in the dossier's row how it stands with its fees (`models.dossier.Payment`); nothing else changes."""
    if dossier.payment != standing:
        dossier.payment = standing
        Dossier.objects.filter(pk=dossier.pk).update(payment=standing)


def record_money(
    dossier: Dossier, verb: str, *, by: Authority, at: datetime, key: UUID, data: Mapping[str, Any]
) -> None:
    """Write into the journal that money came (PAID) or went back (PAID_BACK); amounts and numbers, never names."""
    was = (State(dossier.state), dossier.stage_key)
    record(dossier, verb, by=by, acting=None, at=at, key=key, was=was, data=data)
