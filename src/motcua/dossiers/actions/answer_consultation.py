"""The consulted unit gives its opinion."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Consultation, Dossier
from ..models.dossier import ConsultationState
from ..queries.scope import consulted_as
from ..rules.refusals import Invalid, NotAllowed
from ..rules.states import Verb
from .moving import Move, move


def answer_consultation(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    consultation_id: UUID,
    agrees: bool,
    answer: str,
) -> Dossier:
    """Answer one open consultation in the name of one's unit; the asking office goes on with its work."""
    if not answer.strip():
        raise Invalid("Chưa ghi ý kiến.", errors={"answer": "Ghi ý kiến của đơn vị."})

    def alter(under_way: Move) -> None:
        waiting = Consultation.objects.filter(dossier_id=under_way.dossier.pk, answered_at=None)
        mine = waiting.filter(pk=consultation_id, consulted_unit_id__in=consulted_as(by))
        given = mine.update(answered_at=at, answered_by=by.account_id, agrees=agrees, answer=answer)
        if not given:
            raise NotAllowed("Ý kiến này đã được trả lời hoặc không hỏi đơn vị của bạn.")
        if not waiting.exists():
            under_way.dossier.consultation = ConsultationState.ANSWERED
        under_way.data.update(consultation=str(consultation_id), agrees=agrees)

    return move(
        dossier_id,
        Verb.ANSWER_CONSULTATION,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=answer,
        alter=alter,
    )
