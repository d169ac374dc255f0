"""How many machines a team has now."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority

from ..models import Equipment
from ..permissions import must_look_after_teams
from ..rules.refusals import OutreachRefusal

MOST = 999


def count_equipment(team_id: UUID, *, by: Authority, at: datetime, kind: str, count: int, since: date) -> Equipment:
    """Record a count from a day on; a second count of the same day replaces the first. Raises OutreachRefusal."""
    team = organisation.units_by_id([team_id]).get(team_id)
    if team is None or team.office_id is None or "advisory_team" not in team.roles:
        raise OutreachRefusal("Không có tổ này.")
    must_look_after_teams(by, team.office_id)
    if kind not in Equipment.Kind.values:
        raise OutreachRefusal("Chọn loại thiết bị.", field="kind")
    if not 0 <= count <= MOST:
        raise OutreachRefusal("Số lượng từ 0 đến 999.", field="count")
    if since > at.date():
        raise OutreachRefusal("Ngày này chưa đến.", field="since")
    with transaction.atomic():
        row, _made = Equipment.objects.update_or_create(
            team_id=team_id,
            kind=kind,
            since=since,
            defaults={
                "unit_id": team.office_id,
                "count": count,
                "recorded_at": at,
                "recorded_by_id": by.account_id,
            },
        )
    return row
