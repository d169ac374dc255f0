"""The holder returns the dossier to the stage before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Dossier, Result
from ..queries.holding import last_holder
from ..rules.itinerary import APPROVER, stage_before
from ..rules.states import Verb
from .moving import Move, enter_stage, move


def send_back(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    reason: str,
) -> Dossier:
    """Return the dossier to the stage before with a reason, into the hands of whoever held it there."""

    def alter(under_way: Move) -> None:
        stage = stage_before(under_way.definition.stages, under_way.dossier.stage_key)
        if stage is not None:
            if stage.function == APPROVER:  # who signs again says so again
                Result.objects.filter(dossier_id=under_way.dossier.pk).update(signed_at=None, signed_by=None)
            enter_stage(under_way, stage, preferring=last_holder(under_way.dossier, stage.key))

    return move(
        dossier_id,
        Verb.SEND_BACK,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=reason,
        alter=alter,
    )
