"""The approver stops a dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierStopped
from ..models import Dossier
from ..rules.states import Verb
from .moving import move


def stop(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    reason: str,
) -> Dossier:
    """Stop the handling with a reason (4, 5 or 6 → 8; stop notice, Form 05 since 2025)."""

    return move(
        dossier_id,
        Verb.STOP,
        by=by,
        at=at,
        key=key,
        event=DossierStopped,
        expected_lock=expected_lock,
        note=reason,
    )
