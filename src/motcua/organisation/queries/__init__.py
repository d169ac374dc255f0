"""What other rooms ask of the organisation: units, who holds what, whose calendar counts."""

from .absences import Absence, Colleague, away_on, colleagues_in, leaves_in, leaves_of
from .authorities import authority_of, holders_of
from .calendars import calendar_of
from .delegations import Entrusted, Held, delegations_of, holdings_of
from .oversight import Overseen, overseen_offices, oversees
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
    "Absence",
    "Colleague",
    "Division",
    "Entrusted",
    "Held",
    "Overseen",
    "authority_of",
    "away_on",
    "calendar_of",
    "colleagues_in",
    "delegations_of",
    "divisions",
    "holders_of",
    "holdings_of",
    "leaves_in",
    "leaves_of",
    "names_of",
    "office_of",
    "offices",
    "offices_serving",
    "overseen_offices",
    "oversees",
    "stage_place",
    "stage_unit_id",
    "successors_of",
    "unit",
    "unit_as_shown",
    "unit_with_role",
    "units_by_id",
    "units_of",
]
