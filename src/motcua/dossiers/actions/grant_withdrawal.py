"""An officer grants the withdrawal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierStopped
from ..models import Dossier
from ..rules.states import Verb
from .moving import move


def grant_withdrawal(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    note: str = "",
) -> Dossier:
    """Grant a withdrawal: the dossier is stopped (7 → 8)."""

    return move(
        dossier_id,
        Verb.GRANT_WITHDRAWAL,
        by=by,
        at=at,
        key=key,
        event=DossierStopped,
        expected_lock=expected_lock,
        note=note,
    )
