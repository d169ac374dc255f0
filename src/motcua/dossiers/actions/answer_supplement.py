"""The citizen supplies what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import SupplementAnswered
from ..models import Attachment, Dossier, SupplementRequest
from ..rules.refusals import Invalid
from ..rules.states import Verb
from .filing import correct_answers
from .moving import Move, move


def answer_supplement(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    answers: Mapping[str, Any] | None = None,
    note: str = "",
) -> Dossier:
    """Answer the open supplement request (5 → the state before); files were attached beforehand with stream
    `supplement`.

    `answers` holds the corrected fields only, for the applicant those that were asked. The clock goes on or, where the
    version says so, starts anew. Raises Invalid where an asked paper has no new file, no corrected answer and no note
    explains why, or a corrected answer is wrong.
    """

    def alter(under_way: Move) -> None:
        dossier = under_way.dossier
        asked = SupplementRequest.objects.filter(dossier_id=dossier.pk, answered_at=None).order_by("-ordinal").first()
        if asked is None:
            raise Invalid("Không có yêu cầu bổ sung nào đang chờ.", errors={})
        _something_was_given(dossier, asked, answers, note, by)
        if answers:
            if not by.is_officer:
                _only_what_was_asked(asked, answers)
            correct_answers(dossier, under_way.definition, answers, at)
            under_way.data["fields"] = sorted(answers)
        asked.answered_at, asked.answer_note = at, note
        asked.save(update_fields=["answered_at", "answer_note"])
        under_way.data["supplement"] = str(asked.pk)

    return move(
        dossier_id,
        Verb.ANSWER_SUPPLEMENT,
        by=by,
        at=at,
        key=key,
        event=SupplementAnswered,
        expected_lock=expected_lock,
        note=note,
        alter=alter,
    )


def _only_what_was_asked(asked: SupplementRequest, answers: Mapping[str, Any]) -> None:
    unasked = answers.keys() - {item["field"] for item in asked.items}
    if unasked:
        errors = dict.fromkeys(sorted(unasked), "Mục này không được yêu cầu sửa.")
        raise Invalid("Chỉ sửa được những mục được yêu cầu.", errors=errors)


def _something_was_given(
    dossier: Dossier, asked: SupplementRequest, answers: Mapping[str, Any] | None, note: str, by: Authority
) -> None:
    if note.strip() or by.is_officer:
        return  # an officer takes the papers over the counter; a note explains what cannot be had
    given = set(
        Attachment.objects.filter(
            dossier_id=dossier.pk,
            stream=Attachment.Stream.SUPPLEMENT,
            uploaded_at__gte=asked.requested_at,
            removed_at=None,
        ).values_list("paper_key", flat=True)
    )
    errors = {
        f"paper.{item['paper']}": "Chưa có tệp mới cho giấy tờ này. Tải lên, hoặc ghi lý do ở ô ghi chú."
        for item in asked.items
        if item["paper"] and item["paper"] not in given
    } | {
        item["field"]: "Chưa sửa mục này. Sửa lại, hoặc ghi lý do ở ô ghi chú."
        for item in asked.items
        if item["field"] and item["field"] not in (answers or {})
    }
    if errors:
        raise Invalid("Còn thứ được yêu cầu mà chưa bổ sung.", errors=errors)
