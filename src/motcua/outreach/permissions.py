"""Who looks after an office's teams: its desk head, its leaders, its administrator."""

from __future__ import annotations

from uuid import UUID

from motcua.organisation.rules.authority import Authority, Function

from .rules.refusals import OutreachRefusal

KEEPERS = frozenset({Function.DESK_HEAD, Function.APPROVER, Function.ADMINISTRATOR})


def may_look_after_teams(by: Authority, office_id: UUID) -> bool:
    """Whether the person may record what the office's teams have and learn."""
    return by.is_system or bool(by.functions_at(office_id) & KEEPERS)


def must_look_after_teams(by: Authority, office_id: UUID) -> None:
    """Raises OutreachRefusal for anybody else."""
    if not may_look_after_teams(by, office_id):
        raise OutreachRefusal("Chỉ lãnh đạo, phụ trách bộ phận một cửa hoặc quản trị của cơ quan ghi được việc này.")
