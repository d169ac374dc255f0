"""The journals and the log of views as an administrator searches them: identifiers only, within their own subtree."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from ..models import JournalEntry, PersonalDataView
from ..rules.numbering import normalised


class AuditRow(NamedTuple):
    """One row of either: when, which officer (no name for applicants), what, which dossier."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    actor_name: str
    verb: str
    code: str


def journal_administered(by: Authority, *, after: str = "", size: int = 50, **asked: Any) -> list[AuditRow]:
    """Entries of the journals of the offices somebody administers, newest first; by actor, code and period."""
    columns = ("id", "at", "actor_id", "actor_name", "verb", "dossier__code")
    return _found(by, JournalEntry.objects.all(), "actor", columns, after=after, size=size, **asked)


def views_administered(by: Authority, *, after: str = "", size: int = 50, **asked: Any) -> list[AuditRow]:
    """Looks at personal data in the offices somebody administers, newest first; by actor, code and period."""
    columns = ("id", "at", "account_id", "account__full_name", "what", "dossier__code")
    return _found(by, PersonalDataView.objects.all(), "account", columns, after=after, size=size, **asked)


def _found(
    by: Authority,
    rows: QuerySet[Any],
    actor: str,
    columns: tuple[str, ...],
    *,
    actor_id: UUID | None = None,
    code: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    after: str = "",
    size: int = 50,
) -> list[AuditRow]:
    offices = set(organisation.administered(by).filter(is_office=True).order_by().values_list("pk", flat=True))
    rows = rows.filter(unit_id__in=offices)
    if actor_id is not None:
        rows = rows.filter(**{f"{actor}_id": actor_id})
    if code:
        rows = rows.filter(dossier__code=normalised(code))
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    try:
        rows = rows.filter(pk__lt=UUID(after)) if after else rows  # keys grow with time
    except ValueError:
        return []
    with scope.also(units=offices):
        return [AuditRow(*row) for row in rows.order_by("-pk").values_list(*columns)[:size]]
