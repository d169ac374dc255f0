"""The applicant asks to withdraw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import WithdrawalAsked
from ..models import Dossier
from ..rules.states import Verb
from .moving import move


def withdraw(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    reason: str,
) -> Dossier:
    """Ask to withdraw a dossier not yet decided (→ 7); the clock pauses until an officer answers."""

    return move(
        dossier_id,
        Verb.WITHDRAW,
        by=by,
        at=at,
        key=key,
        event=WithdrawalAsked,
        expected_lock=expected_lock,
        note=reason,
    )
