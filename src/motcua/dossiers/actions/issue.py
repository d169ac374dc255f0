"""The records clerk numbers, stamps and issues the signed result."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierResolved
from ..models import Dossier, Result
from ..models.dossier import Delivery
from ..rules.itinerary import next_stage
from ..rules.states import Verb
from .counting import next_number
from .moving import Move, enter_stage, move


def issue(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    number: str = "",
) -> Dossier:
    """Number and issue the signed result (4 → 9; the promise's clock stops) and send it to the desk.

    `number` is the register's own number; without one the unit's yearly count for the procedure gives it.
    """

    def alter(under_way: Move) -> None:
        dossier = under_way.dossier
        given = number.strip() or _yearly(dossier, under_way.today)
        Result.objects.filter(dossier_id=dossier.pk).update(number=given, issued_at=at, issued_by=by.account_id)
        dossier.delivery = Delivery.READY
        following = next_stage(under_way.definition.stages, dossier.stage_key)
        if following is not None:
            enter_stage(under_way, following)
        under_way.data["number"] = given

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


def _yearly(dossier: Dossier, today: date) -> str:
    count = next_number(dossier.unit_id, f"r:{dossier.procedure_key}"[:60], today.replace(month=1, day=1))
    return f"{count:02d}/{today.year}"
