"""Writing the paper a dossier ends in: filled from the dossier, corrected by whoever puts it before the signer."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers import actions as dossier_actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.vietnamese import Sentence, format_date, term
from motcua.working_time.months import months_later

from ..loading import template_for
from ..models import ResultDocument
from ..queries import live_document
from ..rules.results import LONGEST_LINE, REFUSAL, Asked, Template, filled
from .issue import TOKEN_BYTES

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.procedures.rules.definition import Definition

State = ResultDocument.State
NO_TEMPLATE = "Kết quả của thủ tục này viết trên phôi hoặc trên giấy, không soạn ở đây."


@dataclass(frozen=True, slots=True)
class Written:
    """A paper before it is a row: what its template said, its filled lines, what it knows beside them."""

    layout: dict[str, Any]
    lines: list[dict[str, str]]
    about: dict[str, str]


def is_written_here(procedure: str) -> bool:
    """Whether the catalogue has a template for the procedure's result."""
    return template_for(procedure) is not None


def written(dossier: Dossier, *, at: datetime, granted: bool = True, reason: str = "") -> Written | None:
    """The paper as the dossier fills it; None where the procedure's result is not written here."""
    definition = procedures.version(dossier.version_id).definition
    template = template_for(dossier.procedure_key) if granted else REFUSAL
    if template is None:
        return None
    about = about_of(dossier, definition, at)
    context = procedures.form_context(definition, on=localdate(at))
    told = {**about, "reason": reason}
    asked = Asked(definition, context, dossier.case, dossier.channel, dossier.answers, told)
    return Written(_layout(template, definition), filled(template, asked), about)


def about_of(dossier: Dossier, definition: Definition, at: datetime) -> dict[str, str]:
    """What every paper knows beside its lines; until when it holds counts from this day."""
    months = definition.result.validity_months if definition.result else None
    until = months_later(localdate(at), months) if months else None
    return {
        "owner": dossier.owner_name,
        "code": dossier.code,
        "procedure": definition.name,
        "office": dossier.unit.name,
        "place": dossier.unit.division_name or dossier.unit.short_name,
        "valid_until": format_date(until) if until else "",
    }


def _layout(template: Template, definition: Definition) -> dict[str, Any]:
    basis = [f"Căn cứ {one.name} số {one.number};" for one in definition.legal_basis] if template.basis else []
    return {**template.layout_data(), "basis": basis, "refusal": template is REFUSAL}


def put_before_signer(dossier: Dossier, *, at: datetime) -> ResultDocument | None:
    """See that a dossier at its signer has its paper, for what is proposed; what the handler wrote is kept."""
    result = dossiers.result_of(dossier)
    granted = result is None or result.outcome == "granted"
    reason = result.summary if result is not None else ""
    live = live_document(dossier.pk)
    if live is not None and bool(live.layout.get("refusal")) is not granted and granted:
        return live
    if live is not None:
        ResultDocument.objects.filter(pk=live.pk).update(state=State.VOID, pending=None)
    paper = written(dossier, at=at, granted=granted, reason=reason)
    return _row(dossier, paper, at=at) if paper is not None else None


def back_to_draft(dossier: Dossier) -> None:
    """The work went back: a signature already given falls away, what was written stays to be mended."""
    ResultDocument.objects.filter(dossier_id=dossier.pk, state__in=(State.DRAFTED, State.SIGNED)).update(
        state=State.DRAFTED, signed_sha256="", signatures=[], pending=None, places={}, signer_name="", signer_title=""
    )


def draft_result(
    dossier_id: UUID, *, by: Authority, at: datetime, key: UUID, lines: Mapping[str, str]
) -> ResultDocument:
    """Keep the lines as the handler wrote them; the same key a second time changes nothing.

    Raises NotFound, NotAllowed, and Invalid with the line that must not stay empty.
    """
    dossier = dossiers.dossier_for(by, dossier_id)
    paper = written(dossier, at=at)
    if paper is None:
        raise NotAllowed(NO_TEMPLATE)
    mended = [{**one, "value": lines.get(one["key"], one["value"]).strip()[:LONGEST_LINE]} for one in paper.lines]
    empty = {
        one["key"]: Sentence("Hãy điền «%(line)s».", {"line": term(one["label"])})
        for one in mended
        if not one["value"] and not one["optional"]
    }
    if empty:
        raise Invalid("Còn dòng chưa điền.", errors=empty)
    digest = hashlib.sha256(json.dumps(mended, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    with transaction.atomic():
        fresh = dossier_actions.record_draft(dossier_id, by=by, at=at, key=key, digest=digest)
        live = live_document(dossier_id)
        if live is not None and not fresh:
            return live
        if live is None or live.layout.get("refusal"):
            if live is not None:
                ResultDocument.objects.filter(pk=live.pk).update(state=State.VOID)
            return _row(dossier, Written(paper.layout, mended, paper.about), at=at, by=by)
        live.lines, live.layout, live.about = mended, paper.layout, paper.about
        live.revision, live.drafted_by_id, live.drafted_at = live.revision + 1, by.account_id, at
        live.save(update_fields=["lines", "layout", "about", "revision", "drafted_by", "drafted_at"])
        return live


def _row(dossier: Dossier, paper: Written, *, at: datetime, by: Authority | None = None) -> ResultDocument:
    return ResultDocument.objects.create(
        unit_id=dossier.unit_id,
        dossier_id=dossier.pk,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        layout=paper.layout,
        lines=paper.lines,
        about=paper.about,
        drafted_by_id=by.account_id if by is not None else None,
        drafted_at=at,
    )
