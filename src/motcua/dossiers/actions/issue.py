"""The records clerk numbers, stamps and issues the signed result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierResolved
from ..models import Dossier, Result
from ..models.dossier import Delivery
from ..rules.itinerary import next_stage
from ..rules.states import Verb
from .moving import Move, enter_stage, move
from .result_papers import KeptPaper, yearly_number


def issue(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    number: str = "",
    paper: KeptPaper | None = None,
    seal: Mapping[str, Any] | None = None,
    on_paper: Mapping[str, Any] | None = None,
) -> Dossier:
    """Number and issue the signed result (4 → 9; the promise's clock stops) and send it to the desk.

    `number` is the register's own number; without one the unit's yearly count for the procedure gives it. `paper` is
    the sealed file and `seal` what the journal keeps of the office's signature; `on_paper` says of a result on paper
    only when it is dated, who signed it and where its copy is kept.
    """

    def alter(under_way: Move) -> None:
        dossier = under_way.dossier
        given = number.strip() or _reserved(dossier) or yearly_number(dossier, at)
        Result.objects.filter(dossier_id=dossier.pk).update(number=given, issued_at=at, issued_by=by.account_id)
        dossier.delivery = Delivery.READY
        following = next_stage(under_way.definition.stages, dossier.stage_key)
        if following is not None:
            enter_stage(under_way, following)
        under_way.data["number"] = given
        if paper is not None:
            paper.attached_to(dossier, by=by, at=at)
        for name, said in (("seal", seal), ("on_paper", on_paper)):
            if said is not None:
                under_way.data[name] = dict(said)

    return move(
        dossier_id,
        Verb.ISSUE,
        by=by,
        at=at,
        key=key,
        event=DossierResolved,
        expected_lock=expected_lock,
        alter=alter,
    )


def _reserved(dossier: Dossier) -> str:
    return Result.objects.filter(dossier_id=dossier.pk).order_by().values_list("number", flat=True).first() or ""
