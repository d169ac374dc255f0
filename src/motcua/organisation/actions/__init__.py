"""Changes of the organisation; each leaves an append-only row that says who, what, when and why."""

from .add_calendar_day import add_calendar_day, remove_calendar_day, set_weekly_hours
from .close_unit_with_successor import close_unit_with_successor
from .delegations import grant_delegation, revoke_delegation
from .hold_posts import end_holding, give_post
from .record_leave import cancel_leave, record_leave

__all__ = [
    "add_calendar_day",
    "cancel_leave",
    "close_unit_with_successor",
    "end_holding",
    "give_post",
    "grant_delegation",
    "record_leave",
    "remove_calendar_day",
    "revoke_delegation",
    "set_weekly_hours",
]
