"""Using a document again that one sent or received before: a new row, the same bytes; and putting it away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.organisation.rules.authority import Authority
from motcua.vietnamese import Sentence, format_date

from ..models import Attachment
from ..queries.documents import Document, document_of, stored_for
from ..rules.refusals import Invalid
from .attaching import attach_kept, attach_kept_to_dossier
from .submit import locked_draft


def reuse(draft_id: UUID, *, by: Authority, at: datetime, paper_key: str, document_id: UUID) -> Attachment:
    """Hand in one's own document as a paper of one's own draft; nobody's helper does that.

    Raises NotFound for somebody else's, Invalid for an expired one.
    """
    with transaction.atomic():
        locked_draft(draft_id, by)
        return attach_kept(draft_id, by=by, at=at, paper_key=paper_key, kept=_kept(by, at, paper_key, document_id))


def reuse_in_supplement(
    dossier_id: UUID, *, by: Authority, at: datetime, paper_key: str, document_id: UUID
) -> Attachment:
    """Hand in one's own document where a supplement asks for that paper."""
    with transaction.atomic():
        kept = _kept(by, at, paper_key, document_id)
        return attach_kept_to_dossier(
            dossier_id, by=by, at=at, paper_key=paper_key, stream=Attachment.Stream.SUPPLEMENT, kept=kept
        )


def put_away(document_id: UUID, *, by: Authority, at: datetime) -> None:
    """Take a document out of one's own documents; the dossiers that hold it keep it. Raises NotFound."""
    with transaction.atomic():
        document = document_of(by, document_id)
        same = stored_for(by).filter(sha256=document.sha256).order_by().values_list("pk", flat=True)
        Attachment.objects.filter(pk__in=list(same)).update(left_store_at=at)


def _kept(by: Authority, at: datetime, paper_key: str, document_id: UUID) -> dict[str, object]:
    """The columns of the new row: the same bytes, and where they come from."""
    document = document_of(by, document_id)
    if not document.is_valid(localdate(at)):
        message = Sentence("%(kind)s này đã hết hạn. Chọn tệp khác.", {"kind": document.kind})
        raise Invalid(message, errors={f"paper.{paper_key}": message})
    return {
        "filename": document.filename,
        "sha256": document.sha256,
        "size": document.size,
        "media_type": document.media_type,
        "reused_from_id": document.id,
        "reused_words": _source(document)[:200],
    }


def _source(document: Document) -> str:
    return f"{document.kind}, hồ sơ {document.dossier_code}, ngày {format_date(localdate(document.since))}"
