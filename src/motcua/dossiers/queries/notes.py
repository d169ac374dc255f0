"""Officers' notes at a dossier: for its office, never for the applicant."""

from __future__ import annotations

from motcua.organisation.rules.authority import Authority

from ..models import Dossier, InternalNote
from .scope import is_applicant

NEWEST = 100


def may_read_notes(by: Authority, dossier: Dossier) -> bool:
    """Whether the person works at or inspects the office of the dossier, and it is not their own."""
    return dossier.unit_id in by.readable_office_ids and not is_applicant(by, dossier)


def notes_of(by: Authority, dossier: Dossier) -> list[InternalNote]:
    """The notes of a dossier, the newest first; none for whoever may not read them."""
    if not may_read_notes(by, dossier):
        return []
    return list(InternalNote.objects.filter(dossier_id=dossier.pk).order_by("-at", "-pk")[:NEWEST])
