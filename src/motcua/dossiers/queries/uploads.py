"""Files under way and the codes by which phones add pages, for those whose draft it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..models import Draft, PartialUpload
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
