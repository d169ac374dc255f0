"""The paper a dossier ends in, as it is now: a draft, signed, or issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.dossiers import queries as dossiers
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures

from ..models import ResultDocument
from ..queries import document_of
from ..rendering.results import result_pdf
from .drafting import Written, about_of, written
from .sign_result import verify_address

State = ResultDocument.State


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper to look at: its row if it has one, else what would be written; never both None."""

    document: ResultDocument | None
    draft: Written | None

    @property
    def title(self) -> str:
        layout = self.document.layout if self.document is not None else self.draft.layout if self.draft else {}
        return str(layout.get("title", "")).capitalize()

    @property
    def lines(self) -> list[dict[str, str]]:
        return self.document.lines if self.document is not None else self.draft.lines if self.draft else []

    @property
    def is_drawn(self) -> bool:
        """Whether there is a sheet to look at: a result on paper only has none."""
        layout = self.document.layout if self.document is not None else self.draft.layout if self.draft else {}
        return bool(layout.get("layout")) and not (self.document is not None and self.document.on_paper)


def shown(by: Authority, dossier_id: UUID, *, at: datetime) -> Shown | None:
    """The paper of a dossier, or what it would be; None where it is not written here. Raises NotFound."""
    document = document_of(by, dossier_id)
    if document is not None:
        return Shown(document, None)
    paper = written(dossiers.dossier_for(by, dossier_id), at=at)
    return Shown(None, paper) if paper is not None else None


def sheet(by: Authority, dossier_id: UUID, *, at: datetime) -> bytes | None:
    """The PDF of the paper as it is now; a draft says so across the page. Raises NotFound."""
    paper = shown(by, dossier_id, at=at)
    if paper is None or not paper.is_drawn:
        return None
    document, draft = paper.document, paper.draft
    if document is not None and (kept := document.issued_sha256 or document.signed_sha256):
        return dossiers.kept_paper(kept)
    dossier = dossiers.dossier_for(by, dossier_id)
    about = about_of(dossier, procedures.version(dossier.version_id).definition, at)
    if document is not None:
        return result_pdf(
            document.layout, document.lines, about, verify_address=verify_address(document.token), draft=True
        )
    assert draft is not None
    return result_pdf(draft.layout, draft.lines, about, verify_address=verify_address("ban-nhap"), draft=True)
