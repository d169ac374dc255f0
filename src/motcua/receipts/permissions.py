"""Who may make a slip, tick what it brings, and keep the register: posts at the office, and at the receiving unit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from motcua.organisation.rules.authority import OUTSIDE, Authority, Function

if TYPE_CHECKING:
    from .models import Slip

KEEPERS = frozenset({Function.DESK_HEAD, Function.RECORDS_CLERK, Function.APPROVER})


def may_make_slips(by: Authority, office_id: UUID) -> bool:
    """Whoever works at the office; an inspector only reads."""
    return office_id in by.office_ids


def may_receive(by: Authority, slip: Slip) -> bool:
    """Whoever holds a post at the receiving unit; anybody of the office where the office as a whole receives."""
    held = {one.unit_id for one in by.appointments if one.function not in OUTSIDE}
    return slip.receiver_id in held or (slip.receiver_id == slip.unit_id and slip.unit_id in by.office_ids)


def may_keep_register(by: Authority, office_id: UUID) -> bool:
    """The head of the desk, the records clerk and the leaders open and close the register of a year."""
    return bool(by.functions_at(office_id) & KEEPERS)
