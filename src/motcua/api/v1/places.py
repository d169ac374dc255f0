"""Offices by their codes, within what a program may reach; and who works there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from motcua.organisation import queries as organisation
from motcua.organisation.queries.units import unit_by_code
from motcua.organisation.rules.authority import Function

from .answering import answer
from .doors import caller_of, now
from .problems import Problem
from .words import Code

if TYPE_CHECKING:
    from motcua.organisation.models import Unit


def offices(request: HttpRequest) -> HttpResponse:
    """Every office of the program's unit in force today."""
    by, on = caller_of(request), now().date()
    return answer({"offices": [office_shown(one) for one in organisation.offices(on, within=by.unit_id)]})


def people(request: HttpRequest, office: Code, function: Function) -> HttpResponse:
    """Who may do a function's work at an office today: whom a dossier can be given to."""
    found = organisation.holders_of(office_of(request, office).pk, function, now().date())
    shown = [
        {
            "account_id": str(one.account_id),
            "name": one.name,
            "title": one.title,
            "unit_id": str(one.unit_id),
            "on_leave": one.on_leave,
        }
        for one in found
    ]
    return answer({"people": shown})


def units(request: HttpRequest, office: Code) -> HttpResponse:
    """The parts of an office, the office first: whom one may consult."""
    found = organisation.units_of(office_of(request, office).pk, now().date())
    return answer({"units": [{"unit_id": str(one.pk), "code": one.code, "name": one.name} for one in found]})


def office_of(request: HttpRequest, code: str) -> Unit:
    """The office with this code among those the program reaches. Raises Problem: what is not its own is 404."""
    found = unit_by_code(code, now().date())
    if found.pk not in caller_of(request).office_ids:
        raise Problem("not_found")
    return found


def office_shown(one: Unit) -> dict[str, Any]:
    """An office as programs read it."""
    return {
        "code": one.code,
        "name": one.name,
        "tier": one.tier,
        "address": one.address,
        "phone": one.phone,
        "division_code": one.division_code,
    }
