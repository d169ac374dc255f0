"""Moments as minutes on Vietnam's clock, so that all counting is done on whole numbers."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""The country's one time zone, seven hours ahead of UTC, without summer time since 1975."""

EPOCH = datetime(2000, 1, 1, tzinfo=VIETNAM)
DAY = 1440
_FIRST_DAY = EPOCH.toordinal()


class CalendarError(ValueError):
    """Working time was asked of a calendar that cannot answer."""


class BeyondCalendar(CalendarError):
    """The answer lies before the calendar's first weekly pattern, or too far ahead to be known."""


class NaiveMoment(CalendarError):
    """A moment without a time zone: nobody can say which minute of the office's day it is."""


def minute_of(at: datetime) -> int:
    """The minute a moment falls in, counted from `EPOCH`; its seconds are dropped.

    Refused with `NaiveMoment`: a moment without a time zone.
    """
    try:
        since = at - EPOCH
    except TypeError:
        raise NaiveMoment(f"{at!r} has no time zone") from None
    return since.days * DAY + since.seconds // 60


def moment_of(minute: int) -> datetime:
    """The moment a minute begins, on Vietnam's clock."""
    return EPOCH + timedelta(0, 0, 0, 0, minute)


def day_number(day: date) -> int:
    """Days from `EPOCH` to a date: the date's first minute is `day_number * DAY`."""
    return day.toordinal() - _FIRST_DAY


def date_of(day_number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(day_number + _FIRST_DAY)


def date_at(at: datetime) -> date:
    """The date on Vietnam's clock at a moment in any zone."""
    return date_of(minute_of(at) // DAY)
