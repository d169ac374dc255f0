"""The desk does not take in a filing (Form 03)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierRefused
from ..models import Dossier
from ..rules.states import Verb
from .moving import move


def refuse(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    reason: str,
) -> Dossier:
    """Refuse a filed dossier with reasons the citizen reads verbatim (state 1 → 3); filing again is a new dossier."""

    return move(
        dossier_id,
        Verb.REFUSE,
        by=by,
        at=at,
        key=key,
        event=DossierRefused,
        expected_lock=expected_lock,
        note=reason,
    )
