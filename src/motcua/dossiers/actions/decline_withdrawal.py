"""A leader declines the withdrawal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import WithdrawalDeclined
from ..models import Dossier
from ..rules.states import Verb
from .moving import move


def decline_withdrawal(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    reason: str,
) -> Dossier:
    """Decline a withdrawal with a reason: work goes on where it paused (7 → state before)."""

    return move(
        dossier_id,
        Verb.DECLINE_WITHDRAWAL,
        by=by,
        at=at,
        key=key,
        event=WithdrawalDeclined,
        expected_lock=expected_lock,
        note=reason,
    )
