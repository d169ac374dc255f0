"""What the bank said, for whoever keeps the office's accounts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count

from motcua.organisation.rules.authority import Authority

from ..models import BankEntry, BankStatement
from ..rules.rights import may_keep_accounts

SIZE = 50


def entries(
    by: Authority, office_id: UUID, *, state: str = "", before: UUID | None = None
) -> tuple[list[BankEntry], UUID | None]:
    """The credits read for an office, newest first, and the mark of the next page; for whoever keeps accounts."""
    if not may_keep_accounts(by, office_id) and office_id not in by.inspected_office_ids:
        return [], None
    found = BankEntry.objects.filter(unit_id=office_id).select_related("dossier", "statement")
    if state:
        found = found.filter(state=state)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: SIZE + 1])
    return rows[:SIZE], rows[SIZE - 1].pk if len(rows) > SIZE else None


def counts_by_state(office_id: UUID) -> dict[str, int]:
    """How many credits there are in each state."""
    rows = BankEntry.objects.filter(unit_id=office_id).order_by().values("state").annotate(many=Count("pk"))
    return dict(rows.values_list("state", "many"))


def statements(by: Authority, office_id: UUID) -> list[BankStatement]:
    """The ten files read last."""
    if not may_keep_accounts(by, office_id) and office_id not in by.inspected_office_ids:
        return []
    return list(BankStatement.objects.filter(unit_id=office_id).order_by("-read_at", "-pk")[:10])
