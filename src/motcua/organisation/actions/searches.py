"""That somebody searched the record, and what they did to messages: rows of the organisation's own record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ..permissions import must_administer
from ..queries.units import unit as unit_by_id
from ..rules.authority import Authority
from .journal import note


def record_search(unit_id: UUID, verb: str, *, by: Authority, at: datetime, kind: str, filters: Sequence[str]) -> None:
    """Write down that an administrator searched (`search_record`) or took away (`export_record`) a kind of record.

    And by which inputs; never what was typed. Raises NoRight.
    """
    unit = unit_by_id(unit_id)
    must_administer(by, unit)
    note(verb, by=by, at=at, unit=unit, kind=kind, filters=list(filters))
