"""Asking another unit's opinion, with its own due date."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Consultation, Dossier
from ..models.dossier import ConsultationState
from ..rules.refusals import Invalid
from ..rules.states import Verb
from .moving import Move, move, refuse_far


def consult(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    unit_id: UUID,
    question: str,
    due_at: datetime,
    silence_is_consent: bool = False,
) -> Dossier:
    """Ask a unit's opinion by `due_at` (Decree 61/2018 art. 19); the dossier stays where it is, its clock runs on."""
    if due_at <= at:
        raise Invalid("Hạn trả lời đã qua.", errors={"due_at": "Chọn một thời điểm sau lúc này."})
    refuse_far(due_at, at, "due_at")
    unit = organisation.unit(unit_id)

    def alter(under_way: Move) -> None:
        asked = Consultation.objects.create(
            unit_id=under_way.dossier.unit_id,
            dossier=under_way.dossier,
            consulted_unit_id=unit.pk,
            question=question,
            asked_at=at,
            asked_by_id=by.signed_in_id,
            due_at=due_at,
            silence_is_consent=silence_is_consent,
        )
        under_way.dossier.consultation = ConsultationState.OPEN
        under_way.data.update(consultation=str(asked.pk), consulted_unit=str(unit.pk), due_at=due_at.isoformat())

    return move(
        dossier_id,
        Verb.CONSULT,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=question,
        alter=alter,
    )
