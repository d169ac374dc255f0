"""The desk takes a dossier in over the counter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.organisation.rules.authority import Authority
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.papers import PaperNeeded, missing_papers, papers_for
from motcua.vietnamese import Sentence

from ..events import DossierAccepted, announce
from ..models import Attachment, Dossier, Draft
from ..models.dossier import Channel
from ..permissions import acting_as, may_receive_at, standing_of
from ..queries import clocks
from ..rules.circumstances import Circumstances, Device, Place
from ..rules.refusals import Invalid, NotAllowed
from ..rules.states import State, Verb
from .filing import check_in_force, checked_answers, new_dossier, take_attachments
from .recording import record
from .submit import locked_draft


def receive_at_desk(
    draft_id: UUID, *, by: Authority, at: datetime, presented: Iterable[str] = (), despite_missing: bool = False
) -> Dossier:
    """Receive a desk draft directly (→ 2): the clock starts now; `presented` are the keys of papers seen at the
    counter. Required papers that are not among them are refused, or with `despite_missing` noted in the journal.

    The draft's id is the idempotency key; a repeat gives the same dossier. Raises NotFound, NotAllowed, Superseded,
    Invalid.
    """
    with transaction.atomic():
        draft = locked_draft(draft_id, by)
        if draft.dossier_id is not None:
            return Dossier.objects.get(pk=draft.dossier_id)
        if not may_receive_at(by, draft.unit_id):
            raise NotAllowed("Chỉ cán bộ tiếp nhận hoặc phụ trách bộ phận một cửa nhận được hồ sơ.")
        definition = check_in_force(draft, at)
        answers = checked_answers(draft, definition, at)
        known, seen = {paper.key for paper in definition.papers}, sorted(set(presented))
        if not known.issuperset(seen):
            raise Invalid("Có giấy tờ không thuộc thủ tục này.", errors={"presented": "Chọn lại giấy tờ đã nhận."})
        lacking = _lacking(draft, definition, answers, seen)
        if lacking and not despite_missing:
            names = ", ".join(one.paper.name for one in lacking)
            raise Invalid(
                "Còn thiếu giấy tờ.",
                errors={"presented": Sentence("Chưa đánh dấu đã có: %(names)s.", {"names": names})},
            )
        dossier = new_dossier(draft, definition, answers, by=by, at=at, how=_how(draft))
        dossier.state, dossier.received_at, dossier.holder_id = State.RECEIVED, at, by.account_id
        dossier.original_due_at = dossier.due_at
        dossier.stage_due_at = clocks.stage_due(dossier, definition.stages[0], at)
        dossier.save(force_insert=True)
        take_attachments(draft, dossier)
        draft.dossier = dossier
        draft.save(update_fields=["dossier"])
        acting = acting_as(by, Verb.RECEIVE_AT_DESK, dossier, standing_of(by, dossier))
        data = {"presented": seen} | ({"lacking": [one.paper.key for one in lacking]} if lacking else {})
        entry = record(
            dossier, Verb.RECEIVE_AT_DESK, by=by, acting=acting, at=at, key=draft.pk, was=(None, ""), data=data
        )
        announce(DossierAccepted(dossier, entry))
    return dossier


def _how(draft: Draft) -> Circumstances:
    place = Place.POST if draft.channel == Channel.POST else Place.DESK_OFFICER
    return Circumstances(place, Device.COMPUTER)


def _lacking(draft: Draft, definition: Definition, answers: dict[str, Any], seen: list[str]) -> list[PaperNeeded]:
    """The required papers that neither lie on the counter nor came as a scan."""
    scanned = (
        Attachment.objects.filter(draft_id=draft.pk, removed_at=None).order_by().values_list("paper_key", flat=True)
    )
    needed = papers_for(definition, draft.case, answers, channel=draft.channel)
    return missing_papers(needed, dict.fromkeys([*seen, *scanned], 1))
