"""What officers found at the papers of a dossier: for its office, never for the applicant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.organisation.rules.authority import Authority, Function

from ..models import Attachment, Dossier, PaperMark
from .notes import may_read_notes

NEWEST = 200
LOOK_AT_PAPERS = frozenset({Function.RECEIVER, Function.DESK_HEAD, Function.CASE_HANDLER, Function.APPROVER})


def may_mark_papers(by: Authority, dossier: Dossier) -> bool:
    """Whether the person looks at papers in the office of the dossier, it is open, and it is not their own."""
    looks = bool(by.functions_at(dossier.unit_id) & LOOK_AT_PAPERS)
    return looks and dossier.is_open and may_read_notes(by, dossier)


def marks_of(by: Authority, dossier: Dossier) -> tuple[PaperMark, ...]:
    """The marks of a dossier, the newest first; none for whoever may not read them."""
    if not may_read_notes(by, dossier):
        return ()
    return tuple(PaperMark.objects.filter(dossier_id=dossier.pk).order_by("-at", "-pk")[:NEWEST])


def standing_marks(marks: Iterable[PaperMark], attachments: Iterable[Attachment]) -> dict[str, PaperMark]:
    """By paper, the mark that counts: the newest, unless it was taken back or a file of that paper came after it."""
    newest: dict[str, PaperMark] = {}
    for one in marks:
        newest.setdefault(one.paper_key, one)
    arrived: dict[str, datetime] = {}
    for file in attachments:
        arrived[file.paper_key] = max(file.uploaded_at, arrived.get(file.paper_key, file.uploaded_at))
    return {
        key: one
        for key, one in newest.items()
        if one.verdict != "withdrawn" and not (key in arrived and arrived[key] > one.at)
    }
