"""Files of drafts and dossiers, and their bytes, for those who may read them."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.utils import timezone

from motcua.organisation.rules.authority import Authority

from .. import storing
from ..models import Attachment, Dossier, Draft, Result, SupplementRequest
from ..rules.refusals import NotFound
from ..rules.states import State
from .scope import dossier_for, is_applicant, may_write, only_administers

NO_SUCH_FILE = "Không có tệp này."


def attachments_of_draft(draft: Draft) -> list[Attachment]:
    """The files of a draft, oldest first; those taken off are left out."""
    return list(Attachment.objects.filter(draft_id=draft.pk, removed_at=None).order_by("uploaded_at", "pk"))


def attachment_for(by: Authority, attachment_id: UUID) -> Attachment:
    """One file the person may read: of a dossier visible to them, or of their own draft. Raises NotFound.

    An applicant reads what was handed in, and the result once it is issued; papers of the office are the office's.
    """
    attachment = Attachment.objects.filter(pk=attachment_id, removed_at=None).order_by().first()
    if attachment is None:
        raise NotFound(NO_SUCH_FILE)
    if attachment.dossier_id is not None:
        if not _is_open_to(by, dossier_for(by, attachment.dossier_id), attachment.stream):
            raise NotFound(NO_SUCH_FILE)
    elif attachment.draft_id is None or not may_write(by, attachment.draft_id, timezone.now()):
        raise NotFound(NO_SUCH_FILE)
    return attachment


def _is_open_to(by: Authority, dossier: Dossier, stream: str) -> bool:
    if only_administers(by, dossier) and not is_applicant(by, dossier):
        return False
    works_on_it = by.is_officer and not is_applicant(by, dossier)
    if works_on_it or dossier.unit_id in by.readable_office_ids:
        return True
    if stream == Attachment.Stream.RESULT:
        return dossier.state in (State.RESOLVED, State.RETURNED)
    return stream != Attachment.Stream.OFFICE


def opened(attachment: Attachment) -> BinaryIO:
    """The bytes of a file, to be served as a download only."""
    return storing.opened(attachment.sha256)


def kept_paper(sha256: str) -> bytes:
    """The bytes of a paper of our own making, by digest; for the rooms that made it."""
    with storing.opened(sha256) as file:
        return file.read()


def paper_keys_of(dossier: Dossier) -> list[str]:
    """The paper key of every file of a dossier, once per file; for the rooms that hear its events."""
    kept = Attachment.objects.filter(dossier_id=dossier.pk, removed_at=None).exclude(stream__in=("office", "result"))
    return list(kept.order_by("uploaded_at", "pk").values_list("paper_key", flat=True))


def newest_supplement(dossier: Dossier) -> SupplementRequest | None:
    """The latest supplement request of a dossier; for the rooms that hear its events."""
    return SupplementRequest.objects.filter(dossier_id=dossier.pk).order_by("-ordinal").first()


def result_of(dossier: Dossier) -> Result | None:
    """The result of a dossier with its signer; for the rooms that hear its events."""
    return Result.objects.select_related("signed_by").filter(dossier_id=dossier.pk).first()
