"""What other rooms ask of the organisation: units, who holds what, whose calendar counts."""

from .authorities import authority_of, holders_of
from .calendars import calendar_of
from .delegations import Entrusted, delegations_of
from .places import names_of, stage_place, stage_unit_id, units_by_id
from .units import (
    Division,
    divisions,
    office_of,
    offices,
    offices_serving,
    successors_of,
    unit,
    unit_as_shown,
    unit_with_role,
    units_of,
)

__all__ = [
    "Division",
    "Entrusted",
    "authority_of",
    "calendar_of",
    "delegations_of",
    "divisions",
    "holders_of",
    "names_of",
    "office_of",
    "offices",
    "offices_serving",
    "stage_place",
    "stage_unit_id",
    "successors_of",
    "unit",
    "unit_as_shown",
    "unit_with_role",
    "units_by_id",
    "units_of",
]
