"""One dossier, whole: everything its page shows, read in a handful of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.working_time import Explanation

from ..models import (
    Attachment,
    Consultation,
    Dossier,
    Draft,
    Extension,
    FinancialObligation,
    JournalEntry,
    PersonalDataView,
    Result,
    SupplementRequest,
)
from ..rules.states import State
from . import clocks
from .progress import StageView, facts_in, is_late, journal_of, stages_of
from .scope import applied_for, dossier_for

if TYPE_CHECKING:
    from motcua.procedures.rules.definition import Definition


Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier with what belongs to it; lists are oldest first, the rarely present ones read only where they exist."""

    dossier: Dossier
    definition: Definition
    stages: tuple[StageView, ...]
    journal: tuple[JournalEntry, ...]
    attachments: tuple[Attachment, ...]
    supplements: tuple[SupplementRequest, ...]
    obligations: tuple[FinancialObligation, ...]
    consultations: tuple[Consultation, ...]
    extension: Extension | None
    result: Result | None
    explanation: Explanation
    is_late: bool

    @property
    def open_supplement(self) -> SupplementRequest | None:
        return next((one for one in reversed(self.supplements) if one.answered_at is None), None)


def dossier_page(by: Authority, dossier_id: UUID, at: datetime) -> DossierPage:
    """Everything about one dossier for a person who may read it. Raises NotFound."""
    dossier = dossier_for(by, dossier_id)
    definition = procedures.version(dossier.version_id).definition
    journal = journal_of(dossier)
    facts = facts_in(journal, definition.supplement.policy)
    of_it = {"dossier_id": dossier.pk}
    return DossierPage(
        dossier=dossier,
        definition=definition,
        stages=stages_of(dossier, definition, journal, facts, at, named=by.is_officer),
        journal=tuple(journal),
        attachments=tuple(Attachment.objects.filter(**of_it, removed_at=None).order_by("uploaded_at", "pk")),
        supplements=_if(dossier.supplements_asked, SupplementRequest.objects.filter(**of_it).order_by("ordinal")),
        obligations=_if(
            dossier.payment != "none", FinancialObligation.objects.filter(**of_it).order_by("requested_at")
        ),
        consultations=_if(
            dossier.consultation != "none",
            Consultation.objects.filter(**of_it).select_related("consulted_unit").order_by("asked_at"),
        ),
        extension=Extension.objects.filter(**of_it).first() if dossier.apology != "none" else None,
        result=Result.objects.filter(**of_it).select_related("signed_by").first() if _has_result(journal) else None,
        explanation=clocks.explained(dossier, definition, facts, at),
        is_late=is_late(dossier, at),
    )


def _if(there_are: object, rows: QuerySet[Row]) -> tuple[Row, ...]:
    return tuple(rows) if there_are else ()


def _has_result(journal: list[JournalEntry]) -> bool:
    return any(entry.verb in ("submit_for_approval", "sign") for entry in journal)


@dataclass(frozen=True, slots=True)
class Mine:
    """What one applicant has, newest first: drafts to resume and dossiers filed.

    `answer_by` is until when an open supplement request waits, by dossier; `next` the cursor of older dossiers, if any.
    """

    drafts: tuple[Draft, ...]
    dossiers: tuple[Dossier, ...]
    answer_by: Mapping[UUID, datetime | None]
    next: UUID | None


def mine(by: Authority, *, before: UUID | None = None, size: int = 50) -> Mine:
    """One's own drafts and filed dossiers; `before` is the id of the last dossier of the page before."""
    if by.account_id is None:
        return Mine((), (), {}, None)
    drafts = Draft.objects.select_related("unit").filter(account_id=by.account_id, dossier=None)
    filed = applied_for(by).select_related("unit", "holder_unit")
    if before is not None:
        filed = filed.filter(pk__lt=before)  # keys grow with time
    rows = list(filed.order_by("-pk")[: size + 1])
    page = tuple(rows[:size])
    waiting = [dossier.pk for dossier in page if dossier.state == State.AWAITING_SUPPLEMENT]
    asked = SupplementRequest.objects.filter(dossier_id__in=waiting, answered_at=None).order_by("ordinal")
    return Mine(
        drafts=tuple(drafts.order_by("-updated_at", "-pk")[:size]) if before is None else (),
        dossiers=page,
        answer_by=dict(asked.values_list("dossier_id", "answer_by")) if waiting else {},
        next=page[-1].pk if len(rows) > size else None,
    )


@dataclass(frozen=True, slots=True)
class View:
    """One look at personal data: when, by whom, of which unit, at what."""

    at: datetime
    name: str
    unit_name: str
    what: str
    purpose: str | None = None


def views_of(by: Authority, dossier_id: UUID, size: int = 100) -> list[View]:
    """Who looked at a dossier's personal data, newest first, for its owner and its office. Raises NotFound."""
    dossier = dossier_for(by, dossier_id)
    rows = (
        PersonalDataView.objects.filter(dossier_id=dossier.pk)
        .order_by("-at", "-pk")
        .values_list("at", "account__full_name", "unit__name", "what", "purpose")[:size]
    )
    return [View(*row) for row in rows]
