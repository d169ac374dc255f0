"""One paper for one fact, with everything printed on it kept, so that it can be printed again the same."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ..models import Receipt

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

TOKEN_BYTES = 15  # 120 bits: nobody guesses a paper


def issue(
    dossier: Dossier, *, kind: str, data: dict[str, Any], entry_id: UUID, at: datetime, copy_number: int = 1
) -> Receipt:
    """Write the paper's row inside the caller's transaction; the PDF is drawn from it when asked for."""
    return Receipt.objects.create(
        unit_id=dossier.unit_id,
        dossier_id=dossier.pk,
        kind=kind,
        copy_number=copy_number,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        data=data,
        issued_at=at,
        entry_id=entry_id,
    )
