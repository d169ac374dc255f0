"""Signer or clerk returns the work to the handler."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Dossier, Result
from ..queries.holding import last_holder
from ..rules.itinerary import redo_stage
from ..rules.states import Verb
from .moving import Move, enter_stage, move


def send_for_redo(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    reason: str,
) -> Dossier:
    """Return the dossier for redo with what must change; a signature already given falls away."""

    def alter(under_way: Move) -> None:
        dossier = under_way.dossier
        stage = redo_stage(under_way.definition.stages, dossier.stage_key)
        result = Result.objects.filter(dossier_id=dossier.pk).first()
        if result is not None:
            Result.objects.filter(pk=result.pk).update(signed_at=None, signed_by=None)
        enter_stage(under_way, stage, preferring=last_holder(dossier, stage.key))

    return move(
        dossier_id,
        Verb.SEND_FOR_REDO,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=reason,
        alter=alter,
    )
