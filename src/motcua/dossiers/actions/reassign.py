"""A leader moves the dossier to a colleague, for instance of a sick one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Dossier
from ..rules.states import Verb
from .moving import Move, hand_to, move


def reassign(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    to_account_id: UUID,
    reason: str,
) -> Dossier:
    """Move the dossier from its present holder to another holder of the same function, with a reason."""

    def alter(under_way: Move) -> None:
        under_way.data["from_holder"] = str(under_way.dossier.holder_id or "")
        hand_to(under_way, to_account_id)

    return move(
        dossier_id,
        Verb.REASSIGN,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=reason,
        alter=alter,
    )
