"""Mending what was received wrongly; the receipt is printed again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierCorrected
from ..models import Dossier
from ..queries import clocks
from ..rules.refusals import Invalid
from ..rules.states import Verb
from .filing import correct_answers
from .moving import Move, move


def correct(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    reason: str,
    answers: Mapping[str, Any] | None = None,
    case: str | None = None,
) -> Dossier:
    """Correct answers or the case of a received dossier before it is signed; code, receipt time and journal stay.

    `answers` holds the corrected fields only. A case with another limit moves the due date, counted from the same
    receipt; `original_due_at`, what the citizen was told first, stays. Raises Invalid with {input name: message}.
    """

    def alter(under_way: Move) -> None:
        dossier, definition = under_way.dossier, under_way.definition
        if case is not None and case not in {one.key for one in definition.cases}:
            raise Invalid("Trường hợp không có trong thủ tục.", errors={"case": "Chọn một trường hợp trong danh sách."})
        if case is not None and case != dossier.case:
            under_way.data["case"] = [dossier.case, case]
            dossier.case = case
        correct_answers(dossier, definition, answers or {}, at)
        if answers:
            under_way.data["fields"] = sorted(answers)
        facts = clocks.facts_of(dossier, definition.supplement.policy)
        dossier.due_at = clocks.due_now(dossier, definition, facts, at)

    return move(
        dossier_id,
        Verb.CORRECT,
        by=by,
        at=at,
        key=key,
        event=DossierCorrected,
        expected_lock=expected_lock,
        note=reason,
        alter=alter,
    )
