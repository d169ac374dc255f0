"""Papers made when somebody asks for them: the form as filled in, and the control sheet.

Each belongs to one fact (the last change of the answers; the newest entry of the journal) and is kept like any other
paper, so that a second print says the same; after a further fact a new one takes its place.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import clocks
from motcua.dossiers.rules.circumstances import in_words
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules.conditions import answer_at
from motcua.procedures.rules.forms import display_rows, visible_pages
from motcua.vietnamese import format_date, format_time

from ..loading import declarants
from ..models import Receipt
from ..rules.control import EARLY, LATE, ON_TIME, RUNNING, Fact, StageTime, Step, steps
from ..rules.forms import moment_in_words
from .heading import head_of
from .issue import TOKEN_BYTES

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, JournalEntry
    from motcua.dossiers.queries import DossierPage

ON_DEMAND = ("declaration", "control_sheet")
CHANGES_ANSWERS = frozenset({"submit", "receive_at_desk", "answer_supplement", "correct"})
DECLARED = "Tôi cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật."


def declaration(by: Authority, dossier_id: UUID, *, at: datetime) -> Receipt:
    """The form as it was filled in, every answer with its question, page by page. Raises NotFound."""
    page = dossiers.dossier_page(by, dossier_id, at)
    entry = next(one for one in reversed(page.journal) if one.verb in CHANGES_ANSWERS)
    return _kept(page, "declaration", entry, at) or _made(page, "declaration", entry, entry.at, _declared(page, entry))


def control_sheet(by: Authority, dossier_id: UUID, *, at: datetime) -> Receipt:
    """The sheet of every hand-over on the dossier's way so far. Raises NotFound."""
    page = dossiers.dossier_page(by, dossier_id, at)
    entry = page.journal[-1]
    found = _kept(page, "control_sheet", entry, at)
    return found or _made(page, "control_sheet", entry, at, _controlled(page) | {"officer": by.name})


def _kept(page: DossierPage, kind: str, entry: JournalEntry, at: datetime) -> Receipt | None:
    return Receipt.objects.filter(unit_id=page.dossier.unit_id, entry_id=entry.pk, kind=kind).order_by().first()


def _made(page: DossierPage, kind: str, entry: JournalEntry, at: datetime, says: dict[str, Any]) -> Receipt:
    dossier = page.dossier
    with transaction.atomic():
        before = Receipt.objects.filter(dossier_id=dossier.pk, kind=kind).count()
        paper, _created = Receipt.objects.get_or_create(
            unit_id=dossier.unit_id,
            entry_id=entry.pk,
            kind=kind,
            defaults={
                "dossier_id": dossier.pk,
                "copy_number": before + 1,
                "token": secrets.token_urlsafe(TOKEN_BYTES),
                "data": {**head_of(dossier, kind, at=at, officer=entry.actor_name), **says},
                "issued_at": at,
            },
        )
    return paper


def _declared(page: DossierPage, entry: JournalEntry) -> dict[str, Any]:
    dossier, form = page.dossier, page.definition.form
    context = procedures.form_context(page.definition, on=localtime(entry.at).date())
    about = {"case": dossier.case, "channel": dossier.channel}
    answers: dict[str, list[list[str]]] = {}
    for row in display_rows(form, dossier.answers, context, **about):
        field = form.field(row.field_id)
        is_group = field is not None and field.kind == "group"
        text = "\n".join(f"{label}: {value}" for label, value in row.rows) if row.rows and is_group else row.text
        answers.setdefault(row.page, []).append([row.label, text])
    pages = [one.page for one in visible_pages(form, dossier.answers, **about)]
    case = page.definition.case(dossier.case)
    name = page.definition.name
    return {
        "title": f"TỜ KHAI {name.upper()}",
        "case": case.name if case and len(page.definition.cases) > 1 else "",
        "parts": [{"title": one.title, "answers": answers[one.key]} for one in pages if one.key in answers],
        "declared": DECLARED,
        "declarant": _declarant(page),
        "filed": moment_in_words(localtime(entry.at)),
        "replaces": "sau khi lời khai được sửa hoặc bổ sung",
    }


def _declarant(page: DossierPage) -> str:
    names = (answer_at(page.dossier.answers, name) for name in declarants().get(page.definition.key, ()))
    return next((str(name) for name in names if name), page.dossier.owner_name)


def _controlled(page: DossierPage) -> dict[str, Any]:
    dossier = page.dossier
    units = organisation.names_of(
        {one.holder_unit_id for one in page.journal if one.holder_unit_id} | {dossier.unit_id}
    )
    found = steps(_facts(page, units), _stages(page), dossier.owner_name)
    asked = [_asked(one, units.get(dossier.unit_id, "")) for one in page.consultations]
    ordered = sorted([*found, *asked], key=lambda one: one.at)
    return {
        "filed_from": _filed_from(dossier),
        "consulted": ", ".join(dict.fromkeys(one.consulted_unit.name for one in page.consultations)),
        "steps": [_step(one) for one in ordered],
        "replaces": "vì hồ sơ đã đi tiếp",
    }


def _filed_from(dossier: Dossier) -> str:
    """Where and on what it was filed and which team helped; the sheet goes from hand to hand, so no helper's name."""
    words = ", ".join(in_words(dossier.filed_place, dossier.filed_device))
    team = dossiers.filed_with(dossier)[1]
    return f"{words}; {team} giúp điền" if team else words


def _facts(page: DossierPage, units: dict[UUID, str]) -> list[Fact]:
    facts, before = [], ""
    for one in page.journal:
        unit = units.get(one.holder_unit_id, before) if one.holder_unit_id else before
        actor = one.actor_name or (page.dossier.owner_name if one.actor_function == "applicant" else "Hệ thống")
        # What was noted may name people: the sheet goes from hand to hand, so only what officers noted stands on it.
        note = one.note if one.actor_function != "applicant" else ""
        facts.append(Fact(one.verb, localtime(one.at), actor, one.stage_from, one.stage_to, before or unit, unit, note))
        before = unit
    return facts


def _stages(page: DossierPage) -> dict[str, StageTime]:
    found = {}
    for view in page.stages:
        stage = page.definition.stage(view.key)
        due = clocks.stage_due(page.dossier, stage, view.entered_at) if stage and view.entered_at else None
        due_on = localtime(due).date() if due else None
        found[view.key] = StageTime(view.spent_minutes, view.allowance_minutes, due_on)
    return found


def _asked(one: Any, office: str) -> Step:
    if one.answered_at is None:
        result, note = RUNNING, "Lấy ý kiến, chưa trả lời"
    else:
        early = localtime(one.answered_at).date() < localtime(one.due_at).date()
        result = LATE if one.answered_at > one.due_at else EARLY if early else ON_TIME
        note = f"Lấy ý kiến, trả lời lúc {_moment(localtime(one.answered_at))}"
    return Step(office, one.consulted_unit.name, localtime(one.asked_at), "", "", result, note)


def _step(one: Step) -> dict[str, str]:
    names = ("giver", "receiver", "given_by", "taken_by", "result", "note")
    return {"at": _moment(one.at), **{name: getattr(one, name) for name in names}}


def _moment(local: datetime) -> str:
    return f"{format_time(local)}, {format_date(local)}"
