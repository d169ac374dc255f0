"""Files that arrive in pieces: begun, gone on with after hours, checked at the gate when whole, then kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from motcua.accounts import queries as accounts
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.vietnamese import Sentence

from ..models import Attachment, PartialUpload
from ..queries.uploads import NO_SUCH_UPLOAD, upload_for
from ..rules.files import MEBIBYTE, WHY, safe_name
from ..rules.refusals import Invalid, NotAllowed, NotFound, Refusal, StillChecking
from ..storing import parts
from .attaching import attach_kept, is_asked_for, stored_paper
from .submit import locked_draft

KEPT = "kept"
ONWARDS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A part file that is whole, as `attach` takes a file."""

    name: str
    size: int
    file: BinaryIO


def begin_upload(
    draft_id: UUID, *, by: Authority, at: datetime, paper_key: str, filename: str, size: int, fingerprint: str = ""
) -> PartialUpload:
    """Make room for a file of `size` bytes; the same file begun before is gone on with.

    Raises NotFound, NotAllowed for a paper the procedure does not have, Invalid at `paper.<key>` for a file that is
    empty or too large, or where the person has too much under way.
    """
    name = safe_name(filename)
    if size <= 0:
        _refuse(paper_key, Sentence(WHY["empty"], {"name": name}))
    if size > settings.LARGEST_FILE:
        _refuse(paper_key, Sentence(WHY["too_large"], {"name": name, "most": settings.LARGEST_FILE // MEBIBYTE}))
    with transaction.atomic():
        draft = locked_draft(draft_id, by, helped_at=at)
        if draft.dossier_id is not None:
            raise NotAllowed("Hồ sơ này đã nộp rồi.", dossier_id=draft.dossier_id)
        is_asked_for(paper_key, draft)
        same = {"draft_id": draft.pk, "paper_key": paper_key, "size": size, "fingerprint": fingerprint[:64]}
        open_ones = PartialUpload.objects.filter(ended="", expires_at__gt=at)
        before = open_ones.filter(**same).order_by("-begun_at").first() if fingerprint else None
        if before is not None and parts.arrived(before.pk) is not None:
            return before
        assert by.account_id is not None  # whoever has a draft is somebody
        if _taken(by.account_id, at) + size > settings.UPLOAD_QUOTA:
            most = settings.UPLOAD_QUOTA // MEBIBYTE
            said = "Các tệp chưa nộp của bạn đã gần đầy %(most)d MB. Bỏ bớt tệp hoặc bản đang điền không dùng nữa."
            _refuse(paper_key, Sentence(said, {"most": most}))
        upload = PartialUpload.objects.create(
            **same, unit_id=draft.unit_id, account_id=by.account_id, filename=name, begun_at=at, expires_at=_end(at)
        )
        parts.begin(upload.pk)
    return upload


def receive(
    upload_id: UUID,
    read: Callable[[int], bytes],
    *,
    by: Authority,
    at: datetime,
    offset: int,
    checksum: tuple[str, bytes] | None = None,
) -> int:
    """Take a piece of a file that begins at `offset`; how many bytes are there now.

    Whatever arrives before the line breaks is kept. No transaction is open meanwhile. Raises NotFound, and what
    `storing.parts.write` raises.
    """
    upload = upload_for(by, upload_id, at)
    if upload.expires_at - at < timedelta(hours=settings.UPLOAD_HOURS) - ONWARDS:
        PartialUpload.objects.filter(pk=upload.pk).update(expires_at=_end(at))
    try:
        return parts.write(upload.pk, read, offset=offset, size=upload.size, checksum=checksum)
    except FileNotFoundError:
        raise NotFound(NO_SUCH_UPLOAD) from None


def finish_upload(upload_id: UUID, *, by: Authority, at: datetime) -> PartialUpload:
    """Take a whole file through the gate and make it a paper of its draft; a repeat finds it done.

    Raises NotFound, Invalid at `paper.<key>` where the gate refuses it (the file is then gone), StillChecking, Busy.
    """
    upload = upload_for(by, upload_id, at)
    if upload.ended or parts.arrived(upload.pk) != upload.size:
        return upload
    try:
        with parts.held(upload.pk) as file:
            kept = stored_paper(upload.paper_key, WholeFile(upload.filename, upload.size, file))
            paper = attach_kept(upload.draft_id, by=by, at=at, paper_key=upload.paper_key, kept=kept)
            _end_as(upload, KEPT, paper)
    except FileNotFoundError:
        return upload_for(by, upload_id, at)  # another request finished it meanwhile
    except StillChecking:
        raise  # the machine was too busy to look: whole as it is, it is asked for again
    except (Invalid, NotAllowed):
        _end_as(upload, "refused")
        raise
    finally:
        if upload.ended:
            parts.drop(upload.pk)
    return upload


def end_upload(upload_id: UUID, *, by: Authority, at: datetime) -> None:
    """Give up a file that is under way; one that is a paper already stays one. Raises NotFound."""
    upload = upload_for(by, upload_id, at)
    if not upload.ended:
        _end_as(upload, "given_up")
    parts.drop(upload.pk)


def look_after_uploads(at: datetime) -> int:
    """Finish what is whole and was not finished (the process died), remove what waited too long. 0, for the worker."""
    for upload in PartialUpload.objects.filter(ended="", begun_at__lt=at - timedelta(minutes=5)).order_by("pk")[:200]:
        account = accounts.account(upload.account_id)
        if account is None or parts.arrived(upload.pk) != upload.size:
            continue
        try:
            finish_upload(upload.pk, by=organisation.authority_of(account, at.date()), at=at)
        except (Refusal, parts.Busy):
            continue
    old = PartialUpload.objects.filter(expires_at__lt=at).order_by("pk")[:500]
    for upload in old:
        parts.drop(upload.pk)
        upload.delete()
    day_ago = (at - timedelta(days=1)).timestamp()
    parts.without_owner(
        lambda some: set(PartialUpload.objects.filter(pk__in=some).order_by().values_list("pk", flat=True)), day_ago
    )
    return 0


def _end_as(upload: PartialUpload, how: str, paper: Attachment | None = None) -> None:
    upload.ended, upload.attachment = how, paper
    upload.save(update_fields=["ended", "attachment"])


def _taken(account_id: UUID, at: datetime) -> int:
    """Bytes a person has under way and in drafts that are not filed."""
    under_way = PartialUpload.objects.filter(account_id=account_id, ended="", expires_at__gt=at)
    mine = {"uploaded_by_id": account_id, "dossier": None, "removed_at": None}
    kept = Attachment.objects.filter(draft__isnull=False, **mine)
    sums = (found.aggregate(sum=Sum("size"))["sum"] or 0 for found in (under_way, kept))
    return sum(sums)


def _end(at: datetime) -> datetime:
    return at + timedelta(hours=settings.UPLOAD_HOURS)


def _refuse(paper_key: str, message: str) -> None:
    raise Invalid(message, errors={f"paper.{paper_key}": message})
