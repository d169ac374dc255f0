"""An officer leaves a note for colleagues at a dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.organisation.rules.authority import Authority

from ..models import InternalNote
from ..queries.notes import may_read_notes
from ..queries.scope import dossier_for
from ..rules.refusals import Invalid, NotAllowed

LONGEST = 2000


def add_note(dossier_id: UUID, *, by: Authority, at: datetime, key: UUID, text: str) -> InternalNote:
    """Write a note that only officers of the dossier's office read; a repeat of the same key gives the first one.

    Raises NotFound, NotAllowed for whoever does not work at the office or is the applicant, Invalid for an empty or
    overlong text.
    """
    words = text.replace("\0", "").strip()
    with transaction.atomic():
        dossier = dossier_for(by, dossier_id)
        if by.account_id is None or dossier.unit_id not in by.office_ids or not may_read_notes(by, dossier):
            raise NotAllowed("Chỉ cán bộ của cơ quan giữ hồ sơ ghi được ghi chú nội bộ.")
        if not words:
            raise Invalid("Ghi chú còn trống.", errors={"text": "Hãy ghi điều cần nhắn."})
        if len(words) > LONGEST:
            raise Invalid("Ghi chú dài quá.", errors={"text": "Ghi chú dài quá: nhiều nhất 2.000 ký tự."})
        own = {"author_id": by.account_id, "author_name": by.name, "at": at, "text": words, "dossier": dossier}
        note, _made = InternalNote.objects.get_or_create(unit_id=dossier.unit_id, key=key, defaults=own)
        if (note.dossier_id, note.author_id) != (dossier.pk, by.account_id):
            raise NotAllowed("Biểu mẫu này đã dùng cho một việc khác. Mở lại hồ sơ rồi ghi lại.")
    return note
