"""Whom an office can reach: the telephones of those whose dossiers it has. For messages to many, and nothing else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ..models import Dossier


def phones_of_owners(
    unit_id: UUID,
    *,
    is_open: bool | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    procedure: str = "",
    after: str = "",
    size: int = 500,
) -> list[tuple[UUID, str]]:
    """Dossiers of an office with their owner's telephone, by id, those after `after`; one telephone may come twice."""
    found = _owners(unit_id, is_open, since, until, procedure)
    if after:
        found = found.filter(pk__gt=UUID(after))
    return list(found.order_by("pk").values_list("pk", "owner_phone")[:size])


def how_many_owners(
    unit_id: UUID,
    *,
    is_open: bool | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    procedure: str = "",
) -> int:
    """How many telephones that are."""
    found = _owners(unit_id, is_open, since, until, procedure)
    return found.order_by().values("owner_phone").distinct().count()


def _owners(
    unit_id: UUID, is_open: bool | None, since: datetime | None, until: datetime | None, procedure: str
) -> QuerySet[Dossier]:
    found = Dossier.objects.filter(unit_id=unit_id).exclude(owner_phone="")
    if is_open is not None:
        found = found.filter(is_open=is_open)
    if since is not None:
        found = found.filter(submitted_at__gte=since)
    if until is not None:
        found = found.filter(submitted_at__lt=until)
    return found.filter(procedure_key=procedure) if procedure else found
