"""A partner's file passes the gate before it is named anywhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from motcua.dossiers.actions.keeping import keep_file

from ..models import PartnerFile
from ..queries import Caller

if TYPE_CHECKING:
    from motcua.dossiers.actions.attaching import Upload


def keep_partner_file(by: Caller, file: Upload, *, at: datetime) -> PartnerFile:
    """Keep an uploaded file; the same file again is the same row. Raises dossiers' Invalid at `paper.file`."""
    kept = keep_file(file)
    mine = PartnerFile.objects.filter(client_id=by.client_id, sha256=kept.sha256, filename=kept.filename)
    same = mine.order_by("pk").first()
    if same is not None:
        return same
    return PartnerFile.objects.create(
        unit_id=by.unit_id,
        client_id=by.client_id,
        filename=kept.filename,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        uploaded_at=at,
    )
