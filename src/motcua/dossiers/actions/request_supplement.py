"""Asking the citizen for what is missing: once, completely, with structured reasons (Form 02)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures.rules.definition import Span
from motcua.procedures.rules.limits import as_limit
from motcua.working_time import Calendar, DueRule, due

from ..events import SupplementRequested
from ..models import Dossier, SupplementRequest
from ..rules.refusals import Invalid
from ..rules.states import Verb
from .moving import Move, move

REASONS = ("missing", "illegible", "wrong", "expired", "other")


def request_supplement(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    items: Sequence[dict[str, str]],
    reason: str = "",
    leader_reason: str = "",
) -> Dossier:
    """Ask for a supplement (→ 5; the clock pauses). The law allows one request, complete (Decree 61/2018 art. 17).

    `items` are {"paper": key or "", "field": id or "", "reason": one of REASONS, "text": words for the citizen}, at
    least one. With `leader_reason` it is the further request that only a leader may decide; the dossier then counts
    as late
    (Decision 766/QĐ-TTg). Raises Invalid for an empty or malformed list, NotAllowed for a second request without a
    leader.
    """
    verb = Verb.REQUEST_FURTHER_SUPPLEMENT if leader_reason.strip() else Verb.REQUEST_SUPPLEMENT

    def alter(under_way: Move) -> None:
        checked = _checked(items, under_way)
        dossier = under_way.dossier
        dossier.supplements_asked += 1
        dossier.counts_as_late = dossier.counts_as_late or dossier.supplements_asked > 1
        within = under_way.definition.supplement.answer_within
        asked = SupplementRequest.objects.create(
            unit_id=dossier.unit_id,
            dossier=dossier,
            ordinal=dossier.supplements_asked,
            items=checked,
            reason=reason,
            leader_reason=leader_reason,
            requested_by_id=by.signed_in_id,
            requested_at=at,
            answer_by=_after(organisation.calendar_of(dossier.unit), at, within) if within else None,
            earlier_answers=dossier.answers,
        )
        under_way.data["supplement"] = str(asked.pk)
        under_way.data["items"] = len(checked)
        if asked.answer_by is not None:
            under_way.data["answer_by"] = asked.answer_by.isoformat()

    return move(
        dossier_id,
        verb,
        by=by,
        at=at,
        key=key,
        event=SupplementRequested,
        expected_lock=expected_lock,
        note=leader_reason or reason or _summary(items),
        alter=alter,
    )


def _checked(items: Sequence[dict[str, str]], under_way: Move) -> list[dict[str, str]]:
    papers = {paper.key for paper in under_way.definition.papers}
    fields = {field.id for page in under_way.definition.form.pages for field in page.fields}
    kept: list[dict[str, str]] = []
    errors: dict[str, str] = {}
    for number, item in enumerate(items):
        one = {name: (item.get(name) or "").strip() for name in ("paper", "field", "reason", "text")}
        if (one["paper"] and one["paper"] not in papers) or (one["field"] and one["field"] not in fields):
            errors[f"items.{number}.paper"] = "Giấy tờ hoặc mục này không có trong thủ tục."
        if one["reason"] not in REASONS:
            errors[f"items.{number}.reason"] = "Chọn một lý do."
        if not one["text"]:
            errors[f"items.{number}.text"] = "Ghi rõ cần bổ sung gì; người dân đọc đúng lời này."
        kept.append(one)
    if not kept:
        errors["items"] = "Chọn ít nhất một giấy tờ hoặc mục cần bổ sung."
    if errors:
        raise Invalid("Yêu cầu bổ sung chưa đủ.", errors=errors)
    return kept


def _summary(items: Sequence[dict[str, str]]) -> str:
    return "; ".join(item.get("text", "") for item in items)


def _after(calendar: Calendar, at: datetime, span: Span) -> datetime:
    return due(at, DueRule(as_limit(span), None), calendar).due_at
