"""Changes of the organisation; each leaves an append-only row that says who, what, when and why."""

from .add_calendar_day import add_calendar_day, judge_calendar_day, remove_calendar_day, set_weekly_hours
from .close_unit_with_successor import close_unit_with_successor
from .delegations import grant_delegation, grant_delegations, revoke_delegation
from .hold_posts import end_holding, give_post
from .officers import (
    NewOfficer,
    end_officer_session,
    open_or_close_officer,
    reset_password,
    reset_second_factor,
    take_on_officer,
    unlock_officer,
)
from .posts import add_post, end_post
from .record_leave import cancel_leave, record_leave
from .searches import record_search
from .units import add_unit, describe_unit, move_unit, rename_unit, reopen_unit

__all__ = [
    "NewOfficer",
    "add_calendar_day",
    "add_post",
    "add_unit",
    "cancel_leave",
    "close_unit_with_successor",
    "describe_unit",
    "end_holding",
    "end_officer_session",
    "end_post",
    "give_post",
    "grant_delegation",
    "grant_delegations",
    "judge_calendar_day",
    "move_unit",
    "open_or_close_officer",
    "record_leave",
    "record_search",
    "remove_calendar_day",
    "rename_unit",
    "reopen_unit",
    "reset_password",
    "reset_second_factor",
    "revoke_delegation",
    "set_weekly_hours",
    "take_on_officer",
    "unlock_officer",
]
