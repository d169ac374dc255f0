"""Working time: when an office works, and how the law's limits run over it. Pure Python.

A `Calendar` holds what an office has decided: weekly patterns with validity dates (`WeeklyPattern`
of half-day `Session`s), and days unlike the others (`DayOverride`: holidays, make-up days that
follow another weekday, closures for a day or some hours). `Calendar.layered(country, city, ward)`
lets each unit inherit from its superiors and override per day and per pattern. The calendar is the
truth and can be edited: whoever holds its rows (the organisation room) builds a `Calendar` from
them and keeps it; the object never changes, compiles its years when first asked and may be shared.

    calendar.add_minutes(at, 480)           calendar.subtract_minutes(at, 480)
    calendar.add_working_days(at, 5)        calendar.subtract_working_days(at, 1)
    calendar.add_calendar_days(at, 15)      calendar.add_months(at, 1)
    calendar.minutes_between(a, b)          calendar.working_days_between(a, b)
    calendar.is_working(at)                 calendar.next_working_moment(at)

`due(received_at, rule, calendar, pauses, restart_from, at=now)` gives the `Explanation` of a due
date: data with a JSON form (`as_data`, `from_data`), from which `sentences` makes Vietnamese text.
`limit_in_words`, `rule_in_words` and `hours_in_words` (of `calendar.week_on(day)`) word the rest.
`clock_time_spent` (also `elapsed`) is the working time a stage has used, pauses left out. Nothing
counts down and nothing is stored here: give the same facts and a mended calendar, and the due date
is right again.

Moments are aware datetimes and come back on Vietnam's clock, to the minute. The conventions the
law leaves open are in `Calendar`'s docstring and in decision 0003. Refusals are `CalendarError`s.
"""

from motcua.working_time.calendar import Calendar
from motcua.working_time.calendar_data import overrides_from_data, pattern_from_data
from motcua.working_time.due import clock_start, due
from motcua.working_time.explanation import DayCrossed, Explanation, PauseTaken
from motcua.working_time.limits import LIMIT_UNITS, DueRule, Limit, Pause, clock_time_spent
from motcua.working_time.moments import VIETNAM, BeyondCalendar, CalendarError, NaiveMoment
from motcua.working_time.sessions import DayOverride, Session, WeeklyPattern
from motcua.working_time.wording import hours_in_words, limit_in_words, rule_in_words, sentences

elapsed = clock_time_spent

__all__ = [
    "LIMIT_UNITS",
    "VIETNAM",
    "BeyondCalendar",
    "Calendar",
    "CalendarError",
    "DayCrossed",
    "DayOverride",
    "DueRule",
    "Explanation",
    "Limit",
    "NaiveMoment",
    "Pause",
    "PauseTaken",
    "Session",
    "WeeklyPattern",
    "clock_start",
    "clock_time_spent",
    "due",
    "elapsed",
    "hours_in_words",
    "limit_in_words",
    "overrides_from_data",
    "pattern_from_data",
    "rule_in_words",
    "sentences",
]
