"""The holder passes the dossier to the next stage."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Dossier
from ..rules.itinerary import next_stage
from ..rules.states import Verb
from .moving import Move, enter_stage, move


def forward(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    to_account_id: UUID | None = None,
    note: str = "",
) -> Dossier:
    """Pass the dossier on along its itinerary, to the unit of the next stage or to one person there (2 or 4 → 4)."""

    def alter(under_way: Move) -> None:
        following = next_stage(under_way.definition.stages, under_way.dossier.stage_key)
        if following is not None:
            enter_stage(under_way, following, to_account_id)

    return move(
        dossier_id,
        Verb.FORWARD,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=note,
        alter=alter,
    )
