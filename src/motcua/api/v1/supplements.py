"""What an office asked a program to supply, and supplying it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.actions.attaching import attach_kept_to_dossier
from motcua.exchange.actions.answers import FirstAnswer
from motcua.exchange.queries import Caller
from motcua.procedures import queries as procedures

from .answering import answer
from .doors import caller_of, now
from .dossiers import PaperGiven, files_given, moved, own_dossier
from .once import once
from .shown import etag_of, supplement_shown
from .words import Code, Key, Text

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


class Supply(Schema):
    """The corrected answers alone, new files of the papers asked for, and a note on what cannot be had."""

    answers: dict[str, Any] = {}
    papers: Annotated[list[PaperGiven], Field(max_length=100)] = []
    note: Text = ""


def listed(request: HttpRequest, code: Code) -> HttpResponse:
    """Every request for a supplement, the first one first."""
    by, at = caller_of(request), now()
    page = dossiers.dossier_page(by.reads_as, dossiers.by_code(by.reads_as, code).pk, at)
    return answer({"supplements": [supplement_shown(one) for one in page.supplements]}, headers=etag_of(page.dossier))


def answered(request: HttpRequest, code: Code, supply: Supply, key: Key = None) -> HttpResponse:
    """Answer the open request; the clock goes on."""
    by, at = caller_of(request), now()
    dossier = own_dossier(by, code)
    return once(request, key, at, lambda entry: _supplied(by, dossier, supply, entry, at))


def _supplied(by: Caller, dossier: Dossier, supply: Supply, entry: UUID, at: datetime) -> FirstAnswer:
    for paper_key, kept in files_given(by, procedures.version(dossier.version_id), supply.papers):
        attach_kept_to_dossier(dossier.pk, by=by.files_as, at=at, paper_key=paper_key, stream="supplement", kept=kept)
    done = actions.answer_supplement(
        dossier.pk, by=by.files_as, at=at, key=entry, answers=supply.answers, note=supply.note
    )
    return moved(done, by, at)
