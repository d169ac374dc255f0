"""Files under way and the codes by which phones add pages, for those whose draft it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from motcua.organisation.rules.authority import Authority

from ..models import Attachment, Draft, PartialUpload
from ..rules.refusals import NotFound
from ..storing import parts

NO_SUCH_UPLOAD = "Không có tệp này, hoặc đã quá hạn gửi tiếp. Chọn lại tệp để gửi từ đầu."


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A file that stopped half-way: how much of it is here, in bytes."""

    id: UUID
    paper_key: str
    filename: str
    arrived: int
    size: int


def upload_for(by: Authority, upload_id: UUID, at: datetime) -> PartialUpload:
    """One's own file under way, or just ended. Raises NotFound, also once it is too old to go on with."""
    found = None
    if by.account_id is not None:
        mine = PartialUpload.objects.filter(pk=upload_id, account_id=by.account_id, expires_at__gt=at)
        found = mine.order_by().first()
    if found is None:
        raise NotFound(NO_SUCH_UPLOAD)
    return found


def uploads_under_way(draft: Draft, at: datetime) -> list[UnderWay]:
    """What stopped half-way in a draft, oldest first."""
    rows = PartialUpload.objects.filter(draft_id=draft.pk, ended="", expires_at__gt=at).order_by("begun_at", "pk")
    found = ((one, parts.arrived(one.pk)) for one in rows)
    return [UnderWay(one.pk, one.paper_key, one.filename, there, one.size) for one, there in found if there is not None]


def pages_of(draft: Draft, paper_key: str) -> list[Attachment]:
    """The photographs of one paper of a draft, in the order of its pages."""
    pictures = Attachment.objects.filter(
        draft_id=draft.pk, paper_key=paper_key, removed_at=None, media_type__startswith="image/"
    )
    # What was never put in order comes after what was, as it arrived.
    return sorted(pictures.order_by("uploaded_at", "pk"), key=lambda one: one.position or 1_000_000)


def made_from(attachments: Iterable[Attachment]) -> dict[UUID, int]:
    """Of how many pages or earlier photographs each file was made, where it was made of any."""
    keys = [one.pk for one in attachments]
    rows = Attachment.objects.filter(joined_into__in=keys).order_by().values_list("joined_into")
    return dict(rows.annotate(many=Count("pk")))
