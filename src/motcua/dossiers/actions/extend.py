"""The one apology with a new appointment (Form 04)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierExtended
from ..models import Dossier, Extension
from ..models.dossier import Apology
from ..rules.refusals import Invalid, NotAllowed
from ..rules.states import Verb
from .moving import Move, move, refuse_far


def extend(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    to_due_at: datetime,
    reason: str,
) -> Dossier:
    """Apologise and promise a new date: once, before the due date, `original_due_at` kept (Decree 61/2018 art. 19).

    Raises NotAllowed once the due date has passed, Invalid for a date that is not later than the promised one or so far
    away that it must be a slip of the hand.
    """

    def alter(under_way: Move) -> None:
        dossier = under_way.dossier
        if at >= dossier.due_at:
            raise NotAllowed("Đã quá giờ hẹn nên không hẹn lại được nữa; hồ sơ tính là trễ.")
        if to_due_at <= dossier.due_at:
            raise Invalid("Giờ hẹn mới chưa đúng.", errors={"to_due_at": "Chọn thời điểm sau giờ hẹn hiện nay."})
        refuse_far(to_due_at, at, "to_due_at")
        Extension.objects.create(
            unit_id=dossier.unit_id,
            dossier=dossier,
            from_due_at=dossier.due_at,
            to_due_at=to_due_at,
            reason=reason,
            granted_by_id=by.signed_in_id,
            granted_at=at,
        )
        under_way.data.update(from_due_at=dossier.due_at.isoformat(), to_due_at=to_due_at.isoformat())
        dossier.due_at = to_due_at
        dossier.apology = Apology.GIVEN

    return move(
        dossier_id,
        Verb.EXTEND,
        by=by,
        at=at,
        key=key,
        event=DossierExtended,
        expected_lock=expected_lock,
        note=reason,
        alter=alter,
    )
