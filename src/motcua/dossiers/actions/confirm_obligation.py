"""The desk or the handler confirms that the citizen has paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import ObligationConfirmed
from ..models import Dossier, FinancialObligation
from ..models.dossier import Payment
from ..rules.refusals import Invalid
from ..rules.states import Verb
from .moving import Move, move


def confirm_obligation(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    receipt_number: str = "",
    waived: bool = False,
    note: str = "",
) -> Dossier:
    """Confirm a payment by its receipt number, or its waiver by a note (6 → 4; the clock goes on)."""
    if not waived and not receipt_number.strip():
        raise Invalid("Chưa có số biên lai.", errors={"receipt_number": "Ghi số biên lai hoặc chứng từ nộp tiền."})
    if waived and not note.strip():
        raise Invalid("Chưa ghi căn cứ miễn.", errors={"note": "Ghi căn cứ được miễn."})

    def alter(under_way: Move) -> None:
        waiting = FinancialObligation.objects.filter(dossier_id=under_way.dossier.pk, confirmed_at=None)
        waiting.update(
            confirmed_at=at, confirmed_by=by.account_id, receipt_number=receipt_number.strip(), waived=waived
        )
        under_way.dossier.payment = Payment.WAIVED if waived else Payment.PAID
        under_way.data.update(receipt_number=receipt_number.strip(), waived=waived)

    return move(
        dossier_id,
        Verb.CONFIRM_OBLIGATION,
        by=by,
        at=at,
        key=key,
        event=ObligationConfirmed,
        expected_lock=expected_lock,
        note=note,
        alter=alter,
    )
