"""What may be asked of an office, in the version in force on a day; its form as JSON Schema."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.procedures import queries as procedures
from motcua.procedures.queries import PublishedVersion
from motcua.procedures.rules import forms, limits

from .answering import answer
from .doors import now
from .places import office_of
from .problems import Problem
from .words import Code, Day, Words


def listed(request: HttpRequest, office: Words = "", on: Day = None, q: Words = "") -> HttpResponse:
    """Procedures with a version in force on a day: of one office, or of all; found by words, with or without marks."""
    day = on or now().date()
    office_id = office_of(request, office).pk if office else None
    if q.strip():
        found = procedures.find(q, day, office_id=office_id, limit=50)
    elif office_id is not None:
        found = procedures.offered_by(office_id, day)
    else:
        found = procedures.all_offers(day)
    shown = [
        {
            "key": one.procedure.key,
            "national_code": one.procedure.national_code,
            "name": one.procedure.name,
            "short_name": one.procedure.short_name,
            "field": one.procedure.field_name,
            "version": one.version.number,
            "valid_from": one.version.valid_from,
            "valid_to": one.version.valid_to,
        }
        for one in found
    ]
    return answer({"on": day, "procedures": shown})


def one(request: HttpRequest, key: Code, office: Words = "", on: Day = None) -> HttpResponse:
    """A procedure in the version in force on a day: cases, papers, limits, fees, stages."""
    version = _version(request, key, office, on)
    return answer(_shown(version))


def versions(request: HttpRequest, key: Code) -> HttpResponse:
    """Every published version of a procedure, the newest first."""
    found = procedures.versions_of(key)
    if not found:
        raise Problem("not_found")
    shown = [
        {
            "version": one.number,
            "organisation": one.organisation,
            "state": one.state,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
        }
        for one in found
    ]
    return answer({"key": key, "versions": shown})


def form(request: HttpRequest, key: Code, office: Words = "", on: Day = None) -> HttpResponse:
    """The answers that a filing must hold, as JSON Schema 2020-12. What depends on other answers the server decides."""
    version = _version(request, key, office, on)
    context = procedures.form_context(version.definition, on=on or now().date())
    schema = forms.json_schema(version.definition.form, context)
    return answer({"title": version.definition.name, **schema}, media_type="application/schema+json")


def _version(request: HttpRequest, key: str, office: str, on: date | None) -> PublishedVersion:
    office_id = office_of(request, office).pk if office else None
    found = procedures.by_key(key, on or now().date(), office_id)
    if found is None:
        raise Problem("not_found")
    return found


def _shown(version: PublishedVersion) -> dict[str, Any]:
    found = version.definition
    return {
        "key": found.key,
        "national_code": found.national_code,
        "name": found.name,
        "version": version.number,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "channels": found.channels,
        "audience": found.audience,
        "cases": [{"key": one.key, "name": one.name} for one in found.cases],
        "papers": [
            {
                "key": one.key,
                "name": one.name,
                "handling": one.handling,
                "originals": one.originals,
                "copies": one.copies,
                "required": one.required,
                "cases": one.cases,
            }
            for one in found.papers
        ],
        "limits": [{"words": limits.limit_words(one), "cases": one.cases} for one in found.limits],
        "fees": [{"name": one.name, "words": limits.fee_words(one)} for one in found.fees],
        "stages": [{"key": one.key, "name": one.name, "function": one.function} for one in found.stages],
        "result": found.result.name if found.result else None,
        "legal_basis": [str(getattr(one, "name", one)) for one in found.legal_basis],
    }
