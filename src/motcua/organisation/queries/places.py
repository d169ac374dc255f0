"""Where in an office a stage's work lies: the unit of the stage's role, and who there may do it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from ..models import Unit
from ..rules.authority import Function
from .authorities import Holder, holders_of


def stage_unit_id(office_id: UUID, role: str, on: date) -> UUID:
    """The unit of the office that carries the role on a day; the office itself where none does.

    As `unit_with_role`, in one plain statement that reads only what decides it: every filing asks this.
    """
    sql = (
        'SELECT id, roles, valid_to, is_office, code FROM "organisation_unit" '
        "WHERE office_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)"
    )
    key, day = Unit._meta.pk, connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(sql, [key.get_db_prep_value(office_id, connection), day, day])
        parts = cursor.fetchall()
    carrying = [
        (valid_to is not None, bool(is_office), code, pk)
        for pk, roles, valid_to, is_office, code in parts
        if role in (json.loads(roles) if isinstance(roles, str) else roles)
    ]
    found: UUID = key.to_python(min(carrying)[-1]) if carrying else office_id
    return found


def stage_place(office_id: UUID, role: str, function: Function | str, on: date) -> tuple[UUID, list[Holder]]:
    """The unit that will hold a stage, and everybody in the office who may do its function's work that day.

    Where nobody in the role's unit holds the function but others in the office do, the office as a whole holds the
    stage.
    """
    holders = holders_of(office_id, function, on)
    unit_id = stage_unit_id(office_id, role, on)
    if holders and not any(holder.unit_id == unit_id for holder in holders):
        unit_id = office_id
    return unit_id, holders


def units_by_id(unit_ids: Iterable[UUID]) -> dict[UUID, Unit]:
    """Whole units by id, in one plain statement: composing it anew would cost more than all the rest of a look-up."""
    key = Unit._meta.pk
    wanted = [key.get_db_prep_value(one, connection) for one in set(unit_ids)]
    places = ", ".join(["%s"] * len(wanted))
    found = Unit.objects.raw(f'SELECT * FROM "organisation_unit" WHERE id IN ({places})', wanted)  # noqa: S608 - only %s
    return {one.pk: one for one in found} if wanted else {}


def names_of(unit_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id, in one statement; none for no ids."""
    wanted = set(unit_ids)
    return dict(Unit.objects.filter(pk__in=wanted).order_by().values_list("pk", "name")) if wanted else {}
