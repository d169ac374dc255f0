"""The desk takes in an online filing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierAccepted
from ..models import Dossier
from ..queries import clocks
from ..rules.states import Verb
from .moving import Move, move


def accept(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    note: str = "",
) -> Dossier:
    """Receive a filed dossier: the clock starts now (state 1 → 2), and the receiver holds it. Refusals: NotAllowed,
    Changed.
    """

    def alter(under_way: Move) -> None:
        dossier, first = under_way.dossier, under_way.definition.stages[0]
        dossier.holder_id = under_way.by.account_id
        dossier.stage_entered_at = under_way.at
        dossier.stage_due_at = clocks.stage_due(dossier, first, under_way.at)

    return move(
        dossier_id,
        Verb.ACCEPT,
        by=by,
        at=at,
        key=key,
        event=DossierAccepted,
        expected_lock=expected_lock,
        note=note,
        alter=alter,
    )
