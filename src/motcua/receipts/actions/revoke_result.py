"""A result issued in error is recalled: it stays as a record, and whoever checks it learns that it no longer holds."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers import actions as dossier_actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.dossiers.rules.states import REPLACED_RESULT, REVOKED_RESULT
from motcua.organisation.rules.authority import Authority
from motcua.vietnamese import Sentence

from ..models import ResultDocument
from ..queries import live_document

State = ResultDocument.State
SHORTEST_REASON, LONGEST_REASON = 10, 300
NONE_ISSUED = "Hồ sơ này không có kết quả đã phát hành để thu hồi."
# Nine digits or more, as people group them, or an e-mail address: everybody reads the reason.
_PERSONAL = re.compile(r"\d(?:[ .\u00a0-]?\d){8,}|[\w.+-]+@[\w-]+\.\w")


def revoke_result(
    dossier_id: UUID, *, by: Authority, at: datetime, key: UUID, reason: str, replaced_by: str = ""
) -> ResultDocument:
    """Take an issued result back, with a reason that the applicant and whoever checks the paper may read.

    `replaced_by` is the number of the result that stands in its place, issued by the same office. The dossier keeps its
    state and the file stays. Raises NotFound, NotAllowed, Invalid at `reason` or `replaced_by`.
    """
    reason, number = " ".join(reason.split()), replaced_by.strip()
    _checked_reason(reason)
    with transaction.atomic():
        document = _issued(by, dossier_id)
        _checked_number(document, number)
        data = {"number": document.number, "replaced_by": number}
        entry, fresh = dossier_actions.record_revocation(
            dossier_id, REVOKED_RESULT, by=by, at=at, key=key, reason=reason, data=data
        )
        if fresh:
            known = {"revoked_at": entry.at, "revoked_reason": reason, "replaced_by_number": number}
            if not ResultDocument.objects.filter(pk=document.pk, revoked_at=None).update(**known):
                raise NotAllowed("Kết quả này đã được thu hồi trước đó.")
        document.refresh_from_db()
        return document


def name_replacement(dossier_id: UUID, *, by: Authority, at: datetime, key: UUID, number: str) -> ResultDocument:
    """Say which result stands in the place of a revoked one, once. Raises NotFound, NotAllowed, Invalid."""
    number = number.strip()
    if not number:
        raise _wrong("replaced_by", "Hãy nhập số của kết quả thay thế.")
    with transaction.atomic():
        document = _issued(by, dossier_id)
        _checked_number(document, number)
        data = {"number": document.number, "replaced_by": number}
        _entry, fresh = dossier_actions.record_revocation(
            dossier_id, REPLACED_RESULT, by=by, at=at, key=key, reason="", data=data
        )
        waiting = ResultDocument.objects.filter(pk=document.pk, replaced_by_number="").exclude(revoked_at=None)
        if fresh and not waiting.update(replaced_by_number=number):
            raise NotAllowed("Kết quả này chưa được thu hồi, hoặc đã có kết quả thay thế.")
        document.refresh_from_db()
        return document


def _issued(by: Authority, dossier_id: UUID) -> ResultDocument:
    dossiers.dossier_for(by, dossier_id)
    document = live_document(dossier_id)
    if document is None or document.state != State.ISSUED:
        raise NotAllowed(NONE_ISSUED)
    return document


def _checked_reason(reason: str) -> None:
    if len(reason) < SHORTEST_REASON:
        raise _wrong("reason", "Hãy ghi rõ vì sao thu hồi: người nộp và người kiểm tra giấy đọc lý do này.")
    if len(reason) > LONGEST_REASON:
        raise _wrong("reason", Sentence("Lý do dài nhất %(most)d ký tự.", {"most": LONGEST_REASON}))
    if _PERSONAL.search(reason):
        raise _wrong("reason", "Ai quét mã QR cũng đọc được lý do: bỏ số định danh, số điện thoại và thư điện tử.")


def _checked_number(document: ResultDocument, number: str) -> None:
    """The result that replaces it must be one of the office's own, issued and still valid."""
    if not number:
        return
    others = ResultDocument.objects.filter(unit_id=document.unit_id, number=number, state=State.ISSUED, revoked_at=None)
    if not others.exclude(pk=document.pk).exists():
        raise _wrong("replaced_by", "Cơ quan không có kết quả nào đang có giá trị mang số này.")


def _wrong(place: str, words: str) -> Invalid:
    return Invalid(words, errors={place: words})
