"""The approver signs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Dossier, Result
from ..rules.itinerary import APPROVER, next_stage
from ..rules.states import Verb
from .moving import Move, enter_stage, move


def sign(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    note: str = "",
    signature: Mapping[str, Any] | None = None,
) -> Dossier:
    """Approve the proposed result and pass the dossier on; at the last approver's stage the result counts as signed.

    Where the itinerary has no handler (a certified copy), the signature itself grants. `signature` says of a digital
    one what the journal keeps: certificate, digest, moment; without it the approver signs on paper.
    """

    def alter(under_way: Move) -> None:
        dossier = under_way.dossier
        following = next_stage(under_way.definition.stages, dossier.stage_key)
        if following is None or following.function != APPROVER:
            _signed(dossier, by, at)
        if signature is not None:
            under_way.data["signature"] = dict(signature)
        if following is not None:
            enter_stage(under_way, following)

    return move(
        dossier_id,
        Verb.SIGN,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=note,
        alter=alter,
    )


def _signed(dossier: Dossier, by: Authority, at: datetime) -> None:
    signed = {"signed_by_id": by.account_id, "signed_at": at}
    Result.objects.update_or_create(
        dossier=dossier,
        defaults=signed,
        create_defaults={
            **signed,
            "unit_id": dossier.unit_id,
            "outcome": Result.Outcome.GRANTED,
            "proposed_by_id": by.signed_in_id,
            "proposed_at": at,
        },
    )
