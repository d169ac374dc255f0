"""The papers of a dossier as its page lists them: what was handed in, its files, and what colleagues found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import rendering
from motcua.dossiers.queries import MANDATE_PAPER
from motcua.pages.components.asking import size_words
from motcua.pages.measures import handling_words
from motcua.pages.staff.wording import SUPPLEMENT_REASONS
from motcua.procedures.rules.papers import papers_for

from .parts import short

if TYPE_CHECKING:
    from motcua.dossiers.queries import DossierPage

STREAMS = {
    "supplement": gettext_lazy("bổ sung"),
    "office": gettext_lazy("cơ quan thêm"),
    "result": gettext_lazy("kết quả"),
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a paper: its download address, name, size and where it came from; whether it can be shown."""

    url: str
    name: str
    note: str
    key: str = ""
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class MarkLine:
    """What a colleague found at a paper: whether it will do, why not, who says so and when."""

    is_good: bool
    why: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the dossier: its name, how it is handed in, whether it was seen at the desk, its files, its mark.

    `key` is empty for files that belong to no paper: there is nothing to mark.
    """

    name: str
    words: str
    is_seen: bool
    files: tuple[FileLine, ...]
    key: str = ""
    mark: MarkLine | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is anything to look at: a file, or what was brought to the desk."""
        return self.is_seen or bool(self.files)

    @property
    def is_shown(self) -> bool:
        """Whether a file of it can be shown beside the declaration, where it is marked while being looked at."""
        return any(one.is_shown for one in self.files)


def papers(page: DossierPage, marks: Mapping[str, Any]) -> list[PaperLine]:
    """Every paper that applies, with its files and the mark that stands; then files that belong to none."""
    dossier = page.dossier
    seen = {key for entry in page.journal for key in entry.data.get("presented", ())}
    files: dict[str, list[Any]] = {}
    for attachment in page.attachments:
        files.setdefault(attachment.paper_key, []).append(attachment)
    needed = papers_for(page.definition, dossier.case, dossier.answers, channel=dossier.channel)
    lines = [
        PaperLine(
            one.paper.name,
            handling_words(one.paper),
            one.paper.key in seen,
            _files(dossier.pk, files.pop(one.paper.key, [])),
            one.paper.key,
            _mark(marks.get(one.paper.key)),
        )
        for one in needed
    ]
    mandate = files.pop(MANDATE_PAPER, [])
    if mandate:
        mark = _mark(marks.get(MANDATE_PAPER))
        name = _("Giấy uỷ quyền, giấy tờ của tổ chức")
        lines.append(PaperLine(name, "", False, _files(dossier.pk, mandate), MANDATE_PAPER, mark))
    rest = [attachment for group in files.values() for attachment in group]
    return [*lines, *([PaperLine(_("Tệp khác"), "", False, _files(dossier.pk, rest))] if rest else [])]


def _mark(mark: Any) -> MarkLine | None:
    if mark is None:
        return None
    why = [str(SUPPLEMENT_REASONS.get(mark.reason, "")), mark.words] if mark.verdict == "bad" else []
    return MarkLine(mark.verdict == "good", ": ".join(filter(None, why)), mark.author_name, short(mark.at))


def _files(dossier_id: UUID, attachments: list[Any]) -> tuple[FileLine, ...]:
    return tuple(
        FileLine(
            reverse("officer:attachment", args=[dossier_id, one.pk]),
            one.filename,
            " · ".join(part for part in (size_words(one.size), str(STREAMS.get(one.stream, ""))) if part),
            str(one.pk),
            rendering.may_be_shown(one),
        )
        for one in attachments
    )
