"""One's own documents: papers sent with dossiers filed before and results received, to fetch and to use again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules.definition import Definition
from motcua.working_time.months import months_later

from ..models import Attachment
from ..rules.refusals import NotFound
from ..rules.states import State
from .scope import applied_for

NO_SUCH_DOCUMENT = "Giấy này không có trong Giấy tờ của bạn."
MANDATE_PAPER = "mandate"  # among a dossier's files: the paper by which its submitter files for its owner
MOST = 200


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a person: what it is, since when they have it, from which dossier, and how long it is valid.

    `valid_until` is None where nobody said how long; `kind_key` is the paper or question it answered, or "result".
    """

    id: UUID
    kind: str
    kind_key: str
    is_result: bool
    since: datetime
    valid_until: date | None
    filename: str
    media_type: str
    size: int
    sha256: str
    dossier_id: UUID
    dossier_code: str
    procedure: str
    office: str

    def is_valid(self, on: date) -> bool:
        """Whether it may still be handed in on a day, as far as is known."""
        return self.valid_until is None or on <= self.valid_until


def documents_of(by: Authority, size: int = MOST) -> list[Document]:
    """The documents of a person, newest first; the same bytes once, those put away by them left out."""
    found: dict[str, Document] = {}
    for row in stored_for(by).order_by("-pk")[:size]:
        found.setdefault(row.sha256, _document(row))
    return list(found.values())


def document_of(by: Authority, document_id: UUID) -> Document:
    """One of a person's documents. Raises NotFound."""
    row = stored_for(by).filter(pk=document_id).first()
    if row is None:
        raise NotFound(NO_SUCH_DOCUMENT)
    return _document(row)


def stored_for(by: Authority) -> QuerySet[Attachment]:
    """The rows behind a person's documents: what they sent with a dossier, and results given out to them."""
    sent = Q(stream__in=(Attachment.Stream.SUBMITTED, Attachment.Stream.SUPPLEMENT), reused_from=None)
    given = Q(stream=Attachment.Stream.RESULT, dossier__state__in=(State.RESOLVED, State.RETURNED))
    mine = Attachment.objects.filter(dossier__in=applied_for(by), removed_at=None, left_store_at=None)
    mine = mine.exclude(paper_key=MANDATE_PAPER)
    return mine.filter(sent | given).select_related("dossier", "dossier__unit")


def _document(row: Attachment) -> Document:
    dossier = row.dossier
    assert dossier is not None  # every row of the store belongs to a dossier
    definition = procedures.version(dossier.version_id).definition
    is_result = row.stream == Attachment.Stream.RESULT
    since = (dossier.resolved_at or row.uploaded_at) if is_result else row.uploaded_at
    return Document(
        id=row.pk,
        kind=_result_name(definition) if is_result else paper_name(definition, row.paper_key),
        kind_key=row.paper_key,
        is_result=is_result,
        since=since,
        valid_until=_valid_until(definition, since) if is_result else None,
        filename=row.filename,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        dossier_id=dossier.pk,
        dossier_code=dossier.code,
        procedure=definition.short_name,
        office=dossier.unit.name,
    )


def paper_name(definition: Definition, key: str) -> str:
    """What a paper key stands for in a procedure: a paper of the list, or a question answered with a file."""
    paper = next((one for one in definition.papers if one.key == key), None)
    if paper is not None:
        return paper.name
    field = definition.form.field(key)
    return field.label if field is not None else "Giấy tờ khác"


def _result_name(definition: Definition) -> str:
    return definition.result.name if definition.result else "Kết quả giải quyết"


def _valid_until(definition: Definition, since: datetime) -> date | None:
    months = definition.result.validity_months if definition.result else None
    return months_later(localdate(since), months) if months else None
