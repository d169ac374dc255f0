"""The dated calendar of an office and the arithmetic of its working time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from motcua.working_time.layers import Layer, deciding_overrides, pattern_on, sessions_on, sessions_under
from motcua.working_time.moments import (
    DAY,
    EPOCH,
    BeyondCalendar,
    CalendarError,
    NaiveMoment,
    date_at,
    date_of,
    day_number,
    minute_of,
    moment_of,
)
from motcua.working_time.months import months_later
from motcua.working_time.sessions import DayOverride, Session, WeeklyPattern
from motcua.working_time.timetable import Timetable, YearOfSessions, lay_out

LAST_YEAR = 2199
"""How far ahead a calendar is laid out at most; a limit that needs more is a mistake in the data."""

_USUAL_YEAR = 110_000
"""About as many working minutes as a year has: how many more years a long limit needs."""


class Calendar:
    """Office hours by date: weekly patterns, holidays, make-up days and closures; never changed.

    Conventions (decision 0003), on which every due date rests:

    - A session holds its first minute and not its last: 11:30 is outside 07:30–11:30.
    - **A deadline that falls exactly on closing time stays at closing time**; it does not move to
      the next opening. Counting backwards, it stays at opening time.
    - Seconds are dropped: a moment belongs to the minute that clocks show.
    - N working days end at the same hour N working days later, the first day excluded; where the
      office is shut at that hour on that day, at its last closing before it, or at its opening if
      it has not opened yet.
    - Calendar days and months exclude the first day and end at the end of the last; a last day
      that is not worked moves to the next working day (Civil Code 2015, articles 147 and 148).

    All moments are aware and come back on Vietnam's clock. Refused with `NaiveMoment`: a moment
    without a zone. With `BeyondCalendar`: what lies before the first pattern or past `LAST_YEAR`.
    Years are laid out when first asked for; the object may be shared between threads and kept.
    """

    __slots__ = ("__weakref__", "_began", "_layers", "_special_days", "_table", "_years")

    def __init__(
        self,
        patterns: Iterable[WeeklyPattern] = (),
        overrides: Iterable[DayOverride] = (),
        *,
        layers: Iterable[Layer] | None = None,
    ) -> None:
        self._layers = (Layer.of(patterns, overrides),) if layers is None else tuple(layers)
        self._began = min((pattern.valid_from for layer in self._layers for pattern in layer.patterns), default=None)
        self._special_days = tuple(sorted({day for layer in self._layers for day in layer.days}))
        self._years: dict[int, YearOfSessions] = {}
        self._table = lay_out(0, 0, 0, 0, ())

    @classmethod
    def layered(cls, *calendars: "Calendar") -> "Calendar":
        """The calendar of a unit from those of its superiors, the topmost first, its own last.

        The nearest calendar that answers wins, per day and per pattern: a unit with hours of its
        own keeps its superiors' holidays, unless it declares such a day a working day.
        """
        return cls(layers=[layer for calendar in calendars for layer in calendar._layers])

    # --- What holds on a day -------------------------------------------------------------------

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """The sessions worked on a date."""
        return sessions_on(self._layers, day)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on a date, if only for a part of it."""
        return bool(self.sessions_on(day))

    def overrides_on(self, day: date) -> tuple[DayOverride, ...]:
        """The holiday, make-up day or closures that decide a date; empty on an ordinary day."""
        return deciding_overrides(self._layers, day)

    def special_days(self, first: date, last: date) -> tuple[date, ...]:
        """The dates with an override, from `first` to `last` inclusive."""
        return self._special_days[bisect_left(self._special_days, first) : bisect_right(self._special_days, last)]

    def effects_on(self, day: date) -> tuple[tuple[DayOverride, int], ...]:
        """The overrides that decide a date, each with the working minutes it gives, or takes if negative."""
        pattern, overrides = pattern_on(self._layers, day), self.overrides_on(day)
        lengths = [
            sum(end - start for start, end in sessions_under(pattern, day, overrides[:count]))
            for count in range(len(overrides) + 1)
        ]
        return tuple((override, lengths[i + 1] - lengths[i]) for i, override in enumerate(overrides))

    def week_on(self, day: date) -> tuple[tuple[Session, ...], ...]:
        """The sessions of the weekly pattern in force on a date, Monday first; empty on rest days."""
        pattern = pattern_on(self._layers, day)
        return pattern.week if pattern else ((),) * 7

    def usual_day_minutes(self, day: date) -> int:
        """The length of a full working day in the week of a date, for saying "2 ngày 3 giờ"; 480 if unknown."""
        return max(sum(end - start for start, end in sessions) for sessions in self.week_on(day)) or 480

    # --- Moments -------------------------------------------------------------------------------

    def is_working(self, at: datetime) -> bool:
        """Whether the office works in the minute of `at`."""
        minute = minute_of(at)
        table = self._table_at(minute)
        i = bisect_right(table.opens, minute) - 1
        return i >= 0 and minute < table.closes[i]

    def next_working_moment(self, at: datetime) -> datetime:
        """`at` itself within office hours, otherwise the next opening."""
        minute = minute_of(at)
        table = self._table_at(minute)
        while table.spent[-1] == (before := table.working_minutes_before(minute)):
            table = self._later(table)
        return moment_of(table.latest_with(before))

    def opening_after_day(self, day: date) -> datetime:
        """The opening of the first working day after a date."""
        table = self._table_at(day_number(day) * DAY)
        k = bisect_right(table.days, day_number(day))
        while k >= len(table.days):
            table = self._later(table)
            k = bisect_right(table.days, day_number(day))
        return moment_of(table.opens[table.first_session[k]])

    def closing_on_or_after(self, day: date) -> datetime:
        """The last closing time of a date, or of the next working day if nobody works on it."""
        table = self._table_at(day_number(day) * DAY)
        k = bisect_left(table.days, day_number(day))
        while k >= len(table.days):
            table = self._later(table)
            k = bisect_left(table.days, day_number(day))
        return moment_of(table.closes[table.first_session[k + 1] - 1])

    def closing_on_or_before(self, day: date) -> datetime:
        """The last closing time of a date, or of the working day before it if nobody works on it."""
        table = self._table_at(day_number(day) * DAY)
        k = bisect_right(table.days, day_number(day)) - 1
        while k < 0:
            table = self._earlier(table)
            k = bisect_right(table.days, day_number(day)) - 1
        return moment_of(table.closes[table.first_session[k + 1] - 1])

    # --- Minutes and hours ---------------------------------------------------------------------

    def add_minutes(self, at: datetime, minutes: int) -> datetime:
        """The moment when `minutes` of working time have passed since `at`.

        Landing on closing time it stays there. Nothing added changes nothing; less than nothing
        counts backwards.
        """
        # Written out rather than composed: this is the clock of every list and report (PERFORMANCE T10).
        if minutes <= 0:
            return self.subtract_minutes(at, -minutes)
        try:
            since = at - EPOCH
        except TypeError:
            raise NaiveMoment(f"{at!r} has no time zone") from None
        minute = since.days * 1440 + since.seconds // 60
        table = self._table
        if not table.begins <= minute < table.ends:
            table = self._table_at(minute)
        opens = table.opens
        spent = table.spent
        i = bisect_right(opens, minute) - 1
        if i < 0:
            target = minutes
        elif minute < table.closes[i]:
            target = spent[i] + minute - opens[i] + minutes
        else:
            target = spent[i + 1] + minutes
        if target > spent[-1]:
            self._later(table, target - spent[-1])
            return self.add_minutes(at, minutes)
        j = bisect_left(spent, target) - 1
        return EPOCH + timedelta(0, 0, 0, 0, opens[j] + target - spent[j])

    def subtract_minutes(self, at: datetime, minutes: int) -> datetime:
        """The latest moment from which `minutes` of working time remain until `at`.

        Landing on opening time it stays there, so that adding the minutes again gives the same
        place in working time.
        """
        if minutes < 0:
            return self.add_minutes(at, -minutes)
        minute = minute_of(at)
        if minutes == 0:
            return moment_of(minute)
        table = self._table_at(minute)
        while (left := table.working_minutes_before(minute) - minutes) < 0:
            table = self._earlier(table)
        return moment_of(table.latest_with(left))

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Working minutes from `start` to `end`; negative when `end` comes first."""
        first, last = minute_of(start), minute_of(end)
        table = self._table_over(min(first, last), max(first, last))
        return table.working_minutes_before(last) - table.working_minutes_before(first)

    # --- Working days --------------------------------------------------------------------------

    def add_working_days(self, at: datetime, days: int) -> datetime:
        """The same hour `days` working days later, the first day excluded (Civil Code 2015, article 147).

        Outside office hours counting begins at the next opening. Where the office is shut at that
        hour on the day reached, its last closing before, or its opening if it opens later.
        """
        if days < 0:
            return self.subtract_working_days(at, -days)
        minute = minute_of(at)
        table = self._table_up_to(minute)
        if table.session_at(minute) is None:
            minute = minute_of(self.next_working_moment(at))
            table = self._table_up_to(minute)
        k, hour = _day_and_hour(table, minute)
        while k + days >= len(table.days):
            table = self._later(table, (k + days - len(table.days)) * 440)
            k, hour = _day_and_hour(table, minute)
        return moment_of(_at_hour(table, k + days, hour, late=False))

    def subtract_working_days(self, at: datetime, days: int) -> datetime:
        """The same hour `days` working days earlier.

        Outside office hours counting begins at the closing before. Where the office is shut at
        that hour on the day reached, its next opening, or its last closing if it has gone home.
        """
        if days < 0:
            return self.add_working_days(at, -days)
        minute = minute_of(at)
        table = self._table_up_to(minute)
        if table.session_at(minute) is None:
            while not (worked := table.working_minutes_before(minute)):
                table = self._earlier(table)
            minute = table.earliest_with(worked)
        k, hour = _day_and_hour(table, minute)
        while k < days:
            table = self._earlier(table)
            k, hour = _day_and_hour(table, minute)
        return moment_of(_at_hour(table, k - days, hour, late=True))

    def working_days_between(self, start: datetime, end: datetime) -> int:
        """Working days after the day of `start`, up to and with the day of `end`; negative when `end` comes first."""
        first, last = minute_of(start) // DAY, minute_of(end) // DAY
        table = self._table_over(min(first, last) * DAY, max(first, last) * DAY)
        return bisect_right(table.days, last) - bisect_right(table.days, first)

    # --- Calendar days and months --------------------------------------------------------------

    def add_calendar_days(self, at: datetime, days: int) -> datetime:
        """The end of the last of `days` days, the first excluded, moved off days nobody works.

        Civil Code 2015, articles 147.2 and 148.5. Counting backwards a last day that is not
        worked moves to the working day before.
        """
        last = date_at(at) + timedelta(days=days)
        return self.closing_on_or_after(last) if days >= 0 else self.closing_on_or_before(last)

    def subtract_calendar_days(self, at: datetime, days: int) -> datetime:
        """The end of the working day at least `days` days before."""
        return self.add_calendar_days(at, -days)

    def add_months(self, at: datetime, months: int) -> datetime:
        """The end of the same day `months` later, moved off days nobody works.

        A month without that day ends the limit on its last day (Civil Code 2015, article 148.3).
        """
        last = months_later(date_at(at), months)
        return self.closing_on_or_after(last) if months >= 0 else self.closing_on_or_before(last)

    def subtract_months(self, at: datetime, months: int) -> datetime:
        """The end of the working day at least `months` months before."""
        return self.add_months(at, -months)

    # --- Laying out years ----------------------------------------------------------------------

    def _table_at(self, minute: int) -> Timetable:
        table = self._table
        return table if table.begins <= minute < table.ends else self._table_over(minute, minute)

    def _table_up_to(self, minute: int) -> Timetable:
        """A table that holds the minute and the one before: midnight may be yesterday's closing time."""
        table = self._table_at(minute)
        if table.begins < minute or self._began is None or minute <= day_number(self._began) * DAY:
            return table
        return self._table_over(minute - 1, minute)

    def _table_over(self, first: int, last: int) -> Timetable:
        table = self._table
        if table.begins <= first and last < table.ends:
            return table
        return self._lay_out(date_of(first // DAY).year, date_of(last // DAY).year)

    def _later(self, table: Timetable, missing: int = 0) -> Timetable:
        if table.last_year >= LAST_YEAR:
            raise BeyondCalendar(f"the calendar has no such working time until {LAST_YEAR}")
        return self._lay_out(table.first_year, min(LAST_YEAR, table.last_year + 1 + missing // _USUAL_YEAR))

    def _earlier(self, table: Timetable) -> Timetable:
        return self._lay_out(table.first_year - 1, table.last_year)

    def _lay_out(self, first_year: int, last_year: int) -> Timetable:
        """A table of at least these years. Threads may both make one; each keeps using its own."""
        known = self._table
        if known.last_year:
            first_year, last_year = min(first_year, known.first_year), max(last_year, known.last_year)
        began = self._began
        if began is None:
            raise BeyondCalendar("the calendar has no weekly pattern")
        if first_year < began.year or last_year > LAST_YEAR:
            raise BeyondCalendar(f"the calendar is known from {began} to {LAST_YEAR}")
        begins = day_number(max(began, date(first_year, 1, 1))) * DAY
        ends = day_number(date(last_year + 1, 1, 1)) * DAY
        years = [self._sessions_of_year(year, began) for year in range(first_year, last_year + 1)]
        self._table = table = lay_out(first_year, last_year, begins, ends, years)
        return table

    def _sessions_of_year(self, year: int, began: date) -> YearOfSessions:
        known = self._years.get(year)
        if known is None:
            first, after = day_number(max(began, date(year, 1, 1))), day_number(date(year + 1, 1, 1))
            by_day = ((number, sessions_on(self._layers, date_of(number))) for number in range(first, after))
            self._years[year] = known = tuple((number, sessions) for number, sessions in by_day if sessions)
        return known


def _day_and_hour(table: Timetable, minute: int) -> tuple[int, int]:
    """Which working day of the table a minute in office hours belongs to, and the minute of that day."""
    session = table.session_at(minute)
    if session is None:
        raise CalendarError("not within office hours")
    day = table.opens[session] // DAY
    return bisect_left(table.days, day), minute - day * DAY


def _at_hour(table: Timetable, k: int, hour: int, *, late: bool) -> int:
    """The minute of an hour on the k-th working day, moved into its office hours.

    When it falls between sessions: back to the closing before, or with `late` on to the opening after.
    """
    minute = table.days[k] * DAY + hour
    sessions = table.sessions_of_day(k)
    opening, closing = table.opens[sessions[0]], table.closes[sessions[-1]]
    if minute <= opening:
        return opening
    if minute >= closing:
        return closing
    i = bisect_right(table.opens, minute) - 1
    if minute <= table.closes[i]:
        return minute
    return table.opens[i + 1] if late else table.closes[i]
