"""The handler puts the proposed result before the signer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierMoved
from ..models import Dossier, Result
from ..models.dossier import ConsultationState
from ..rules.itinerary import next_stage
from ..rules.refusals import Invalid
from ..rules.states import Verb
from .moving import Move, enter_stage, move


def submit_for_approval(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    outcome: str = "granted",
    summary: str = "",
    to_account_id: UUID | None = None,
) -> Dossier:
    """Propose the result, granted or declined with a summary, and pass the dossier to the signer's stage.

    Raises Invalid for an unknown outcome, a refusal without reasons, or while a consulted unit whose silence is not
    consent has not answered.
    """
    if outcome not in Result.Outcome.values:
        raise Invalid("Chưa chọn kết quả.", errors={"outcome": "Chọn đồng ý hoặc từ chối giải quyết."})
    if outcome == Result.Outcome.DECLINED and not summary.strip():
        raise Invalid("Chưa ghi lý do từ chối.", errors={"summary": "Ghi lý do; người dân đọc đúng lời này."})

    def alter(under_way: Move) -> None:
        dossier = under_way.dossier
        _consultations_are_over(under_way)
        Result.objects.update_or_create(
            dossier=dossier,
            defaults={
                "unit_id": dossier.unit_id,
                "outcome": outcome,
                "summary": summary,
                "proposed_by_id": by.signed_in_id,
                "proposed_at": at,
                "signed_by": None,
                "signed_at": None,
            },
        )
        following = next_stage(under_way.definition.stages, dossier.stage_key)
        if following is not None:
            enter_stage(under_way, following, to_account_id)
        under_way.data["outcome"] = outcome

    return move(
        dossier_id,
        Verb.SUBMIT_FOR_APPROVAL,
        by=by,
        at=at,
        key=key,
        event=DossierMoved,
        expected_lock=expected_lock,
        note=summary,
        alter=alter,
    )


def _consultations_are_over(under_way: Move) -> None:
    """Everybody asked has answered, or may be taken to agree."""
    dossier, at = under_way.dossier, under_way.at
    waiting = dossier.consultations.filter(answered_at=None)
    if waiting.filter(silence_is_consent=False).exists():
        raise Invalid("Đơn vị được hỏi ý kiến chưa trả lời.", errors={})
    if waiting.filter(due_at__gt=at).exists():
        raise Invalid("Chưa hết hạn trả lời của đơn vị được hỏi ý kiến.", errors={})
    if waiting.update(answered_at=at, agrees=True):  # without `answered_by`: nobody spoke, the law counts it as yes
        dossier.consultation = ConsultationState.ANSWERED
        under_way.data["silent_consent"] = True
