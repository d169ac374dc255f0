"""A dossier's public side in any state, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from motcua.dossiers.queries import PublicProgress, StageView
from motcua.dossiers.rules.states import State
from motcua.working_time import Calendar, DueRule, Limit, WeeklyPattern, due, sentences

HANOI = timezone(timedelta(hours=7))
CALENDAR = Calendar(
    [WeeklyPattern(valid_from=date(2016, 1, 1), sessions=dict.fromkeys(range(5), ((480, 720), (780, 1020))))]
)
RECEIVED = datetime(2018, 12, 14, 10, 37, tzinfo=HANOI)
NOW = datetime(2018, 12, 17, 15, 20, tzinfo=HANOI)


def stage(name: str, status: str, **changes: Any) -> StageView:
    view = StageView(
        key=name,
        name=name,
        citizen_words="",
        function="case_handler",
        unit_name="Tư pháp – Hộ tịch",
        holder_name="",
        status=status,  # type: ignore[arg-type]
        entered_at=RECEIVED if status != "next" else None,
        left_at=NOW if status == "done" else None,
        spent_minutes=105 if status != "next" else 0,
        allowance_minutes=960 if status != "next" else None,
    )
    return replace(view, **changes)


def progress(**changes: Any) -> PublicProgress:
    """A dossier being worked on, one stage done of three."""
    explanation = due(RECEIVED, DueRule(Limit(5, "working_day"), None, source="Luật Hộ tịch, Điều 16"), CALENDAR)
    usual = PublicProgress(
        code="H26.21.08-181214-0007",
        procedure_name="Đăng ký khai sinh",
        office_name="UBND phường Phúc Diễn",
        office_address="Số 1 Phúc Diễn",
        office_phone="024 1234 5678",
        state=State.IN_PROGRESS,
        is_paused=False,
        is_late=False,
        counts_as_late=False,
        submitted_at=RECEIVED - timedelta(minutes=45),
        received_at=RECEIVED,
        due_at=explanation.due_at,
        original_due_at=explanation.due_at,
        resolved_at=None,
        returned_at=None,
        holder_unit_name="Tư pháp – Hộ tịch phường Phúc Diễn",
        stages=(stage("Tiếp nhận", "done"), stage("Thẩm tra", "current"), stage("Trả kết quả", "next")),
        explanation=explanation,
        due_sentences=tuple(sentences(explanation)),
        apology="none",
        minutes_left=CALENDAR.minutes_between(NOW, explanation.due_at),
    )
    return replace(usual, **changes)
