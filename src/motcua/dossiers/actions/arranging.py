"""Photographs of one paper: put in order, turned, cut to the page, joined into one file; all of it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction

from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.vietnamese import slug

from .. import storing
from ..models import Attachment, Draft
from ..queries.scope import draft_for
from ..queries.uploads import pages_of
from ..rendering import photographs
from ..rules import legibility
from ..rules.outline import Box
from ..rules.refusals import Changed, Invalid, NotAllowed, NotFound
from .submit import locked_draft

NO_SUCH_PAGE = "Không có trang này."
TURNS = (90, 180, 270)


def move_page(attachment_id: UUID, *, by: Authority, at: datetime, step: int) -> None:
    """Put a page one place earlier (-1) or later (1) among the pages of its paper. Raises NotFound, NotAllowed."""
    page = _page(attachment_id, by)
    with transaction.atomic():
        pages = pages_of(_open(page, by, at), page.paper_key)
        place = next((number for number, one in enumerate(pages) if one.pk == page.pk), None)
        if place is None:
            raise NotFound(NO_SUCH_PAGE)
        other = min(max(place + step, 0), len(pages) - 1)
        pages[place], pages[other] = pages[other], pages[place]
        for number, one in enumerate(pages, 1):
            Attachment.objects.filter(pk=one.pk).update(position=number)


def turn_page(attachment_id: UUID, *, by: Authority, at: datetime, turn: int) -> Attachment:
    """Turn a photograph clockwise by 90, 180 or 270 degrees. Raises NotFound, NotAllowed, Invalid."""
    if turn not in TURNS:
        raise Invalid("Không xoay được như vậy.", errors={"turn": "Chọn một chiều xoay."})
    page = _page(attachment_id, by)
    return _in_place_of([page], lambda: photographs.redrawn(page, turn=turn), by=by, at=at)


def cut_page(attachment_id: UUID, *, by: Authority, at: datetime, box: Box) -> Attachment:
    """Cut a photograph to a box, shares of its sides. Raises NotFound, NotAllowed, Invalid where too little is left."""
    left, top, right, bottom = box
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1) or (right - left) * (bottom - top) < 0.05:
        raise Invalid("Cắt như vậy thì không còn gì.", errors={"box": "Cắt ít hơn: phải còn lại cả trang giấy."})
    page = _page(attachment_id, by)
    return _in_place_of([page], lambda: photographs.redrawn(page, box=box), by=by, at=at)


def join_pages(draft_id: UUID, *, by: Authority, at: datetime, paper_key: str) -> Attachment:
    """Make one PDF of all photographs of a paper, in their order. Raises NotFound, NotAllowed, Invalid below two."""
    pages = pages_of(draft_for(by, draft_id, helped_at=at), paper_key)
    if len(pages) < 2:
        raise Invalid("Cần ít nhất hai ảnh để gộp.", errors={f"paper.{paper_key}": "Cần ít nhất hai ảnh để gộp."})
    return _in_place_of(pages, lambda: photographs.joined(pages), by=by, at=at, media_type="application/pdf")


def take_apart(attachment_id: UUID, *, by: Authority, at: datetime) -> None:
    """Undo: what a file was joined, cut or turned from comes back in its place. Raises NotFound, NotAllowed."""
    whole = _page(attachment_id, by, photograph=False)
    with transaction.atomic():
        _open(whole, by, at)
        before = Attachment.objects.select_for_update().filter(joined_into=whole)
        if not before.update(removed_at=None, joined_into=None):
            raise NotFound(NO_SUCH_PAGE)
        Attachment.objects.filter(pk=whole.pk).update(removed_at=at)


def _in_place_of(
    pages: list[Attachment], drawn: Callable[[], bytes], *, by: Authority, at: datetime, media_type: str = "image/jpeg"
) -> Attachment:
    """Draw outside any transaction, then put the new file where the old ones were, if they are still there."""
    first = pages[0]
    content = BytesIO(drawn())
    kept, size = storing.keep(content), content.getbuffer().nbytes
    hard = legibility.of_picture(content) if media_type == "image/jpeg" else _all_hard(pages)
    with transaction.atomic():
        draft = _open(first, by, at)
        still = Attachment.objects.select_for_update().filter(pk__in=[one.pk for one in pages], removed_at=None)
        if len(still) != len(pages):
            raise Changed("Các trang vừa được sửa ở cửa sổ khác. Xem lại rồi bấm lần nữa.")
        made = Attachment.objects.create(
            unit_id=draft.unit_id,
            draft=draft,
            paper_key=first.paper_key,
            filename=_name(draft, first, media_type),
            sha256=kept,
            size=size,
            media_type=media_type,
            uploaded_by_id=by.account_id,
            uploaded_at=first.uploaded_at if len(pages) == 1 else at,
            position=first.position,
            legibility=" ".join(hard),
        )
        still.update(removed_at=at, joined_into=made)
    return made


def _all_hard(pages: list[Attachment]) -> list[str]:
    return sorted({word for one in pages for word in one.legibility.split()})


def _name(draft: Draft, first: Attachment, media_type: str) -> str:
    if media_type != "application/pdf":
        return first.filename.rsplit(".", 1)[0][:140] + ".jpg"
    papers = procedures.version(draft.version_id).definition.papers
    name = next((one.name for one in papers if one.key == first.paper_key), first.paper_key)
    return f"{slug(name)[:100]}.pdf"


def _page(attachment_id: UUID, by: Authority, *, photograph: bool = True) -> Attachment:
    mine = Attachment.objects.filter(pk=attachment_id, uploaded_by_id=by.account_id, removed_at=None)
    page = mine.exclude(draft=None).order_by().first() if by.account_id else None
    if page is None or (photograph and not photographs.is_photograph(page)):
        raise NotFound(NO_SUCH_PAGE)
    return page


def _open(page: Attachment, by: Authority, at: datetime) -> Draft:
    assert page.draft_id is not None
    draft = locked_draft(page.draft_id, by, helped_at=at)
    if draft.dossier_id is not None:
        raise NotAllowed("Hồ sơ này đã nộp rồi.", dossier_id=draft.dossier_id)
    return draft
