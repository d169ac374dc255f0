"""Asking the citizen to pay a tax, fee or charge before work goes on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import ObligationRequested
from ..models import Dossier, FinancialObligation
from ..models.dossier import Payment
from ..rules.refusals import Invalid
from ..rules.states import Verb
from .moving import Move, move

MOST = 10**12  # đồng; above this it is a slip of the keyboard


def request_obligation(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    amount: int,
    reason: str,
) -> Dossier:
    """Ask for a payment of `amount` đồng (4 → 6; the clock pauses until it is confirmed)."""
    if not 0 < amount <= MOST:
        raise Invalid("Số tiền chưa đúng.", errors={"amount": "Ghi số tiền bằng đồng, lớn hơn 0."})

    def alter(under_way: Move) -> None:
        asked = FinancialObligation.objects.create(
            unit_id=under_way.dossier.unit_id,
            dossier=under_way.dossier,
            amount=amount,
            reason=reason,
            requested_at=at,
            requested_by_id=by.signed_in_id,
        )
        under_way.dossier.payment = Payment.REQUESTED
        under_way.data.update(obligation=str(asked.pk), amount=amount)

    return move(
        dossier_id,
        Verb.REQUEST_OBLIGATION,
        by=by,
        at=at,
        key=key,
        event=ObligationRequested,
        expected_lock=expected_lock,
        note=reason,
        alter=alter,
    )
