"""Dossiers: filed by a program for somebody, found again, looked at, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.actions.attaching import attach_kept
from motcua.dossiers.rules.circumstances import Circumstances, Device, Place
from motcua.exchange import queries as exchange
from motcua.exchange.actions.answers import FirstAnswer
from motcua.exchange.queries import Caller
from motcua.procedures import queries as procedures
from motcua.procedures.queries import PublishedVersion
from motcua.procedures.rules import forms

from .answering import answer, plain
from .doors import caller_of, now
from .once import once
from .places import office_of
from .problems import Problem
from .shown import dossier_shown, etag_of, status_shown
from .words import Code, Key, Reason, Size

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.organisation.models import Unit


class PaperGiven(Schema):
    paper: Annotated[str, Field(max_length=40, description="Khóa giấy tờ của thủ tục")]
    file: UUID


class Filing(Schema):
    """What a filing holds; `answers` as the procedure's form schema says."""

    office: Annotated[str, Field(max_length=35, description="Mã cơ quan nhận")]
    procedure: Annotated[str, Field(max_length=60)]
    case: Annotated[str, Field(max_length=40)] = ""
    delivery_wish: Literal["desk", "post", "electronic"] = "desk"
    answers: dict[str, Any]
    papers: Annotated[list[PaperGiven], Field(max_length=100)] = []


class Withdrawal(Schema):
    reason: Reason


def file(request: HttpRequest, filing: Filing, key: Key = None) -> HttpResponse:
    """File a dossier: the very actions of the page, once per Idempotency-Key."""
    by, at = caller_of(request), now()
    office = office_of(request, filing.office)
    return once(request, key, at, lambda _: _filed(by, office, filing, at))


def _filed(by: Caller, office: Unit, filing: Filing, at: datetime) -> FirstAnswer:
    version = procedures.current_version(filing.procedure, on=at.date(), office_id=office.pk)
    if version is None:
        raise _wrong("/procedure", "Cơ quan này hiện không nhận thủ tục này.", "not_offered")
    case = _case(version, filing.case)
    given = files_given(by, version, filing.papers)
    answers = _answers(version, filing.answers, case, at)
    own = {"by": by.files_as, "at": at}
    draft = actions.start_draft(**own, version_id=version.id, office_id=office.pk, case=case)  # type: ignore[arg-type]
    actions.save_page(draft.pk, **own, answers=answers, delivery_wish=filing.delivery_wish)  # type: ignore[arg-type]
    for paper_key, kept in given:
        attach_kept(draft.pk, **own, paper_key=paper_key, kept=kept)  # type: ignore[arg-type]
    how = Circumstances(Place.PARTNER_API, Device.PROGRAM)
    dossier = actions.submit(draft.pk, how=how, **own)  # type: ignore[arg-type]
    body = plain(status_shown(dossier, version.definition, by, at))
    return FirstAnswer(201, body, {"Location": f"/api/v1/dossiers/{dossier.code}", **etag_of(dossier)})


def _case(version: PublishedVersion, case: str) -> str:
    cases = [one.key for one in version.definition.cases]
    if not case and len(cases) == 1:
        return cases[0]
    if case not in cases:
        raise _wrong("/case", "Chọn một trường hợp của thủ tục.", "unknown_case")
    return case


def _answers(version: PublishedVersion, answers: Mapping[str, Any], case: str, at: datetime) -> dict[str, Any]:
    definition = version.definition
    context = procedures.form_context(definition, on=at.date())
    checked = forms.check_answers(definition.form, answers, context, case=case, channel="online")
    if checked.errors:
        found = [
            {
                "pointer": "/answers/" + one.input_name.replace(".", "/"),
                "code": one.message.code,
                "detail": str(one.message),
            }
            for one in checked.errors
        ]
        raise Problem("invalid", errors=found)
    return checked.answers


def files_given(by: Caller, version: PublishedVersion, papers: list[PaperGiven]) -> list[tuple[str, dict[str, Any]]]:
    """The files named, as columns. Raises Problem at each that is not the program's own, or no such paper."""
    definition = version.definition
    known = {one.key for one in definition.papers} | {
        one.id for _page, one in definition.form.fields() if one.kind == "file"
    }
    own = exchange.files_by_id(by, [one.file for one in papers])
    errors: list[dict[str, str]] = []
    found: list[tuple[str, dict[str, Any]]] = []
    for place, one in enumerate(papers):
        kept = own.get(one.file)
        if one.paper not in known:
            said = {"code": "unknown_paper", "detail": "Thủ tục này không có giấy tờ như vậy."}
            errors.append({"pointer": f"/papers/{place}/paper", **said})
        elif kept is None:
            said = {"code": "unknown_file", "detail": "Không có tệp này. Tải tệp lên trước."}
            errors.append({"pointer": f"/papers/{place}/file", **said})
        else:
            found.append((one.paper, _columns(kept)))
    if errors:
        raise Problem("invalid", errors=errors)
    return found


def _columns(kept: Any) -> dict[str, Any]:
    return {name: getattr(kept, name) for name in ("filename", "sha256", "size", "media_type")}


def _wrong(pointer: str, detail: str, code: str) -> Problem:
    return Problem("invalid", errors=[{"pointer": pointer, "code": code, "detail": detail}])


def filed(request: HttpRequest, after: UUID | None = None, limit: Size = 50) -> HttpResponse:
    """What the program has filed, newest first; `after` is the `next` of the page before."""
    by, at = caller_of(request), now()
    found = dossiers.mine(by.files_as, before=after, size=limit)
    shown = [status_shown(one, procedures.version(one.version_id).definition, by, at) for one in found.dossiers]
    return answer({"dossiers": shown, "next": str(found.next) if found.next else None})


def one(request: HttpRequest, code: Code) -> HttpResponse:
    """A whole dossier; that an office's program read it is recorded and shown to the owner."""
    by, at = caller_of(request), now()
    dossier = dossiers.by_code(by.reads_as, code)
    page = dossiers.dossier_page(by.reads_as, dossier.pk, at)
    actions.record_view(by.reads_as, page.dossier, what="dossier", at=at)
    return answer(dossier_shown(page, by, at), headers=etag_of(page.dossier))


def status(request: HttpRequest, code: Code) -> HttpResponse:
    """Where a dossier is, without personal values."""
    by, at = caller_of(request), now()
    dossier = dossiers.by_code(by.reads_as, code)
    return answer(
        status_shown(dossier, procedures.version(dossier.version_id).definition, by, at), headers=etag_of(dossier)
    )


def withdraw(request: HttpRequest, code: Code, withdrawal: Withdrawal, key: Key = None) -> HttpResponse:
    """Ask to withdraw what the program filed; an officer decides."""
    by, at = caller_of(request), now()
    dossier = own_dossier(by, code)

    def do(key_of_entry: UUID) -> FirstAnswer:
        done = actions.withdraw(dossier.pk, by=by.files_as, at=at, key=key_of_entry, reason=withdrawal.reason)
        return moved(done, by, at)

    return once(request, key, at, do)


def own_dossier(by: Caller, code: str) -> Dossier:
    """One that the program filed. Raises NotFound."""
    return dossiers.by_code(by.files_as, code)


def moved(dossier: Dossier, by: Caller, at: datetime) -> FirstAnswer:
    """The answer to a verb that was done: where the dossier is now."""
    definition = procedures.version(dossier.version_id).definition
    return FirstAnswer(200, plain(status_shown(dossier, definition, by, at)), etag_of(dossier))
