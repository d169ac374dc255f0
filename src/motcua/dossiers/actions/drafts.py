"""What somebody is still filling in: begun, saved at every page, moved to a newer version, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules.definition import Definition

from ..models import Attachment, Draft
from ..models.dossier import Channel
from ..permissions import may_receive_at
from ..queries.mandates import mandates_for_filing
from ..rules.refusals import Changed, Invalid, NotAllowed
from .submit import locked_draft

WISHES = ("desk", "post", "electronic")


def start_draft(
    *,
    by: Authority,
    at: datetime,
    version_id: UUID,
    office_id: UUID,
    case: str = "",
    channel: str = Channel.ONLINE,
    mandate_id: UUID | None = None,
) -> Draft:
    """Begin a dossier for an office, without a case if the citizen has not chosen one and there are several.

    `mandate_id` says for whom, where it is not for oneself.
    Raises NotAllowed without sign-in, at a desk that is not one's own, or by a channel the procedure does not take.
    """
    if by.account_id is None:
        raise NotAllowed("Đăng nhập để bắt đầu; chúng tôi giữ lại mọi thứ bạn điền.")
    if channel != Channel.ONLINE and not may_receive_at(by, office_id):
        raise NotAllowed("Chỉ cán bộ tiếp nhận của cơ quan này lập được hồ sơ tại quầy.")
    version = procedures.version(version_id)
    if channel not in version.definition.channels:
        raise NotAllowed("Thủ tục này không nhận theo cách đó.")
    if not version.is_in_force(localdate(at)) or not procedures.is_offered(
        version.procedure_key, office_id, localdate(at)
    ):
        raise NotAllowed("Nơi này hiện không nhận thủ tục này.")
    cases = version.definition.cases
    mandates = mandates_for_filing(by, version.procedure_key, localdate(at)) if mandate_id is not None else []
    if mandate_id not in {None, *(one.pk for one in mandates)}:
        raise NotAllowed("Bạn không còn được ủy quyền làm thủ tục này.")
    return Draft.objects.create(
        mandate_id=mandate_id,
        unit_id=office_id,
        version_id=version_id,
        account_id=by.account_id,
        case=_case(version.definition, case) if case else cases[0].key if len(cases) == 1 else "",
        channel=channel,
        delivery_wish="",
        created_at=at,
        updated_at=at,
    )


def save_page(
    draft_id: UUID,
    *,
    by: Authority,
    at: datetime,
    answers: Mapping[str, Any] | None = None,
    page_key: str = "",
    revision: int | None = None,
    case: str | None = None,
    delivery_wish: str | None = None,
) -> Draft:
    """Keep what a page gave. `answers` are the draft's whole answers with the page's in them.

    With `revision`, a save made elsewhere since is not overwritten: raises Changed with the draft as it is now in
    detail["draft"]. Raises NotAllowed once the draft is filed.
    """
    with transaction.atomic():
        draft = _open_draft(draft_id, by, helped_at=at)
        if revision is not None and revision != draft.revision:
            raise Changed("Hồ sơ này vừa được sửa ở cửa sổ hoặc máy khác.", draft=draft)
        if answers is not None:
            draft.answers = dict(answers)
        if case is not None:
            draft.case = _case(procedures.version(draft.version_id).definition, case)
        if delivery_wish is not None:
            if delivery_wish not in WISHES:
                raise Invalid("Chưa chọn cách nhận.", errors={"delivery_wish": "Chọn một cách nhận kết quả."})
            draft.delivery_wish = delivery_wish
        draft.page_key = page_key or draft.page_key
        draft.revision += 1
        draft.updated_at = at
        draft.save()
    return draft


def move_to_current_version(draft_id: UUID, *, by: Authority, at: datetime) -> Draft:
    """Carry a draft over to the version in force: same answers and files; what no longer fits is asked again.

    Raises NotAllowed where the office no longer offers the procedure.
    """
    with transaction.atomic():
        draft = _open_draft(draft_id, by, helped_at=at)
        key = procedures.version(draft.version_id).procedure_key
        newer = procedures.current_version(key, on=localdate(at), office_id=draft.unit_id)
        if newer is None:
            raise NotAllowed("Nơi này hiện không còn nhận thủ tục này.")
        cases = {case.key for case in newer.definition.cases}
        draft.version_id = newer.id
        if draft.case not in cases:
            draft.case = next(iter(cases)) if len(cases) == 1 else ""
        draft.revision += 1
        draft.updated_at = at
        draft.save()
    return draft


def discard_draft(draft_id: UUID, *, by: Authority, at: datetime) -> None:
    """Throw away one's own draft and let go of its files. Raises NotAllowed once it is filed."""
    with transaction.atomic():
        draft = _open_draft(draft_id, by)
        Attachment.objects.filter(draft_id=draft.pk).update(removed_at=at)
        draft.delete()


def _open_draft(draft_id: UUID, by: Authority, *, helped_at: datetime | None = None) -> Draft:
    draft = locked_draft(draft_id, by, helped_at=helped_at)
    if draft.dossier_id is not None:
        raise NotAllowed("Hồ sơ này đã nộp rồi.", dossier_id=draft.dossier_id)
    return draft


def _case(definition: Definition, case: str) -> str:
    if definition.case(case) is None:
        raise Invalid("Chưa chọn trường hợp.", errors={"case": "Chọn một trường hợp trong danh sách."})
    return case
