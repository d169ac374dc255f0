"""A leader gives the dossier to one officer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Dossier
from ..rules.states import Verb
from .moving import Move, hand_to, move


def assign(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    to_account_id: UUID,
    note: str = "",
) -> Dossier:
    """Give a dossier that nobody holds in person to one holder of its stage's function."""

    def alter(under_way: Move) -> None:
        under_way.data["from_holder"] = str(under_way.dossier.holder_id or "")
        hand_to(under_way, to_account_id)

    return move(
        dossier_id,
        Verb.ASSIGN,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=note,
        alter=alter,
    )
