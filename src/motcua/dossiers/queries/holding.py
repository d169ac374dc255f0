"""Who held a dossier before, from its journal."""

from __future__ import annotations

from uuid import UUID

from ..models import Dossier, JournalEntry


def last_holder(dossier: Dossier, stage_key: str) -> UUID | None:
    """The person in whose hands the dossier last was at a stage, or None where nobody held it in person."""
    entry = (
        JournalEntry.objects.filter(dossier_id=dossier.pk, stage_from=stage_key)
        .exclude(stage_to=stage_key)
        .order_by(f"-{dossier.journal_order}")
        .values_list("actor_id", "actor_function")
        .first()
    )
    return entry[0] if entry is not None and entry[1] != "applicant" else None
