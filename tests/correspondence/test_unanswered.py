"""Nobody answered within the legal hours: whoever heads the desk is told, once."""

from __future__ import annotations

from datetime import timedelta

from motcua.correspondence.actions.unanswered import KIND, tell_unanswered
from motcua.correspondence.models import Message
from motcua.dossiers.queries import answering_limit
from tests.builders.dossiers import Desk


def test_the_legal_time_is_data() -> None:
    from datetime import date

    limit = answering_limit(date(2026, 9, 1))
    assert (limit.amount, limit.unit) == (8, "working_hour")


def test_the_head_of_the_desk_is_told_once_and_only_when_it_is_late(desk: Desk) -> None:
    dossier = desk.filed()
    assert dossier.stage_due_at is not None
    assert tell_unanswered(dossier.stage_due_at - timedelta(minutes=1)) == 0
    late = dossier.stage_due_at + timedelta(minutes=1)
    assert tell_unanswered(late) == 1
    told = Message.objects.get(kind=KIND)
    assert dossier.code in told.body and "chưa được trả lời" in told.body
    assert dossier.owner_name not in told.body
    assert tell_unanswered(late + timedelta(hours=1)) == 0
    assert Message.objects.filter(kind=KIND).count() == 1


def test_what_was_answered_in_time_is_no_matter_for_anybody(desk: Desk) -> None:
    dossier = desk.accepted()
    assert tell_unanswered(dossier.submitted_at + timedelta(days=5)) == 0
