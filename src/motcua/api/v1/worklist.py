"""An office's work as its officers list it: most urgent first, by cursor."""

from __future__ import annotations

from enum import StrEnum

from django.http import HttpRequest, HttpResponse

from motcua.dossiers.queries import GROUPS
from motcua.dossiers.queries import worklist as rows_of

from .answering import answer
from .doors import caller_of, now
from .places import office_of
from .problems import Problem
from .words import Size, Words

Group = StrEnum("Group", {one.upper(): one for one in GROUPS})  # type: ignore[misc]  # the names are data
OPEN = Group("open")


def worklist(
    request: HttpRequest, office: Words = "", group: Group = OPEN, q: Words = "", after: Words = "",
    limit: Size = 50,
) -> HttpResponse:  # fmt: skip
    """A page of a group of an office's dossiers; `after` is the `next` of the page before."""
    by = caller_of(request)
    if office:
        office_id = office_of(request, office).pk
    elif len(by.office_ids) == 1:
        office_id = next(iter(by.office_ids))
    else:
        said = {"pointer": "/office", "code": "missing", "detail": "Ghi mã cơ quan: ứng dụng này thấy nhiều cơ quan."}
        raise Problem("invalid", errors=[said])
    page = rows_of(
        by.works_as, office_id=office_id, at=now(), group=group.value, text=q, after=after or None, size=limit
    )
    shown = [
        {
            "code": row.code,
            "procedure": row.procedure,
            "title": row.title,
            "owner_name": row.owner_name,
            "state": {"code": int(row.state), "key": row.state.name.lower()},
            "stage": row.stage_name,
            "holder": row.holder_name,
            "unit": row.unit_name,
            "due_at": row.due_at,
            "stage_due_at": row.stage_due_at,
            "is_paused": row.is_paused,
            "is_late": row.is_late,
            "channel": row.channel,
            "submitted_at": row.submitted_at,
            "resolved_at": row.resolved_at,
            "etag": f'"{row.lock}"',
        }
        for row in page.rows
    ]
    return answer({"dossiers": shown, "next": page.next})
