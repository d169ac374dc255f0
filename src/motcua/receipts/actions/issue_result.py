"""The records clerk issues: numbers and seals what the leader signed, or records a result that is on paper only."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, localtime

from motcua.dossiers import actions as dossier_actions
from motcua.dossiers import permissions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid
from motcua.dossiers.rules.states import Verb
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.vietnamese import slug
from motcua.working_time.months import months_later

from ..models import ResultDocument
from ..ports import Holder
from ..queries import live_document
from ..rendering.results import seal_stamp
from ..rules.results import number_words
from ..signing import signer
from .drafting import about_of
from .issue import TOKEN_BYTES
from .sign_result import place_of
from .signatures import Wanted, journal_facts, made, moment_on_paper

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

State = ResultDocument.State


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What is recorded of a result that exists on paper only: its date, who signed it, where the copy is kept."""

    dated: date
    signer: str
    place_kept: str


def issue_result(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    number: str = "",
    on_paper: OnPaper | None = None,
) -> Dossier:
    """Number and issue the result (4 → 9): sealed by the office where the leader signed it digitally, else on paper.

    Raises what the verb raises, Invalid where the seal could not be made, or where the date on paper is yet to come.
    """
    said: dict[str, Any] = {"by": by, "at": at, "key": key, "expected_lock": expected_lock}
    dossier, keeper, document = dossiers.dossier_for(by, dossier_id), signer(), live_document(dossier_id)
    if on_paper is not None and on_paper.dated > localdate(at):
        raise Invalid("Ngày trên giấy chưa đến.", errors={"dated": "Ngày ghi trên giấy không thể sau hôm nay."})
    definition = procedures.version(dossier.version_id).definition
    ready = document is not None and document.state == State.SIGNED and keeper is not None
    may = permissions.may(by, Verb.ISSUE, dossier, definition) and expected_lock in (None, dossier.lock)
    if not ready or not may or on_paper is not None:
        return _issued_on_paper(dossier_id, number, on_paper, said)
    assert document is not None and keeper is not None
    given = number_words(
        dossier_actions.reserve_number(dossier_id, by=by, at=at, wanted=number), document.layout.get("symbol", "")
    )
    sealed = made(document, _seal(document, dossier, given), keeper, account_id=by.signed_in_id, at=at, key=key)
    facts = {**sealed.facts, "digest": hashlib.sha256(sealed.pdf).hexdigest()}
    title = document.layout["title"]
    paper = dossier_actions.keep_paper(sealed.pdf, f"{slug(title)}-{dossier.code}.pdf")
    seal = journal_facts(facts)
    with transaction.atomic():
        done = dossier_actions.issue(dossier_id, **said, number=given, paper=paper, seal=seal)
        ResultDocument.objects.filter(pk=document.pk, state=State.SIGNED).update(
            state=State.ISSUED,
            issued_sha256=paper.sha256,
            signatures=[*document.signatures, facts],
            pending=None,
            number=given,
            issued_at=at,
            dated=localdate(at),
            valid_until=_until(dossier, localdate(at)),
        )
    return done


def _seal(document: ResultDocument, dossier: Dossier, number: str) -> Wanted:
    place, unit = place_of(document.places["seal"]), dossier.unit

    def stamp(moment: datetime) -> bytes:
        local = localtime(moment)
        day = (f"{local.day:02d}", f"{local.month:02d}", str(local.year))
        town = unit.division_name or unit.short_name
        return seal_stamp(place, number=number, town=town, day=day, at=moment_on_paper(moment))

    return Wanted(
        role="seal",
        holder=Holder(unit.code, unit.name, unit.name, is_office=True),
        place=place,
        stamp=stamp,
        words=f"Số {number}; dấu số của {unit.name}",
        pdf=lambda: dossiers.kept_paper(document.signed_sha256),
    )


def _issued_on_paper(dossier_id: UUID, number: str, on_paper: OnPaper | None, said: dict[str, Any]) -> Dossier:
    told = {"dated": on_paper.dated.isoformat()} if on_paper is not None else None
    with transaction.atomic():
        done = dossier_actions.issue(dossier_id, **said, number=number, on_paper=told)
        if on_paper is not None:
            ResultDocument.objects.filter(dossier_id=dossier_id, on_paper=True, state=State.ISSUED).update(
                dated=on_paper.dated,
                signer_name=on_paper.signer.strip(),
                signer_title="",
                place_kept=on_paper.place_kept.strip(),
                valid_until=_until(done, on_paper.dated),
            )
    return done


def record_on_paper(dossier: Dossier, *, number: str, at: datetime) -> None:
    """Note that a dossier's result was given out on paper: for the room's own subscription, in the same transaction."""
    result = dossiers.result_of(dossier)
    signed_by = result.signed_by.full_name if result is not None and result.signed_by is not None else ""
    known = {
        "state": State.ISSUED,
        "on_paper": True,
        "number": number,
        "issued_at": at,
        "dated": localdate(at),
        "valid_until": _until(dossier, localdate(at)),
        "signer_name": signed_by,
        "signatures": [],
        "pending": None,
    }
    if ResultDocument.objects.filter(dossier_id=dossier.pk).exclude(state=State.VOID).update(**known):
        return
    definition = procedures.version(dossier.version_id).definition
    title = definition.result.name if definition.result else definition.name
    ResultDocument.objects.create(
        unit_id=dossier.unit_id,
        dossier_id=dossier.pk,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        layout={"layout": "", "title": title},
        lines=[],
        about=about_of(dossier, definition, at),
        drafted_at=at,
        **known,
    )


def _until(dossier: Dossier, dated: date) -> date | None:
    definition = procedures.version(dossier.version_id).definition
    months = definition.result.validity_months if definition.result else None
    return months_later(dated, months) if months else None
