"""Working time of some whole years laid out for bisection: the compiled form of a calendar."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.working_time.moments import DAY
from motcua.working_time.sessions import Session

YearOfSessions = tuple[tuple[int, tuple[Session, ...]], ...]
"""The working days of one year: day number and sessions, rest days left out."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """Sessions of the years `first_year` to `last_year` on one line of minutes.

    `opens[i]` and `closes[i]` bound session i; `spent[i]` is the working time before it, and
    `spent[-1]` the working time of all. `days[k]` is the k-th working day's number and
    `first_session[k]` its first session. The table covers the minutes from `begins` up to `ends`.
    """

    first_year: int
    last_year: int
    begins: int
    ends: int
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    spent: tuple[int, ...]
    days: tuple[int, ...]
    first_session: tuple[int, ...]

    def working_minutes_before(self, minute: int) -> int:
        """Working minutes from the table's beginning up to a minute inside it."""
        i = bisect_right(self.opens, minute) - 1
        if i < 0:
            return 0
        return self.spent[i] + min(minute, self.closes[i]) - self.opens[i]

    def earliest_with(self, working_minutes: int) -> int:
        """The first minute before which so much working time (above 0) lies: at most a closing time."""
        i = bisect_left(self.spent, working_minutes) - 1
        return self.opens[i] + working_minutes - self.spent[i]

    def latest_with(self, working_minutes: int) -> int:
        """The last minute before which so much working time lies: at a session's end, the next opening."""
        i = bisect_right(self.spent, working_minutes) - 1
        return self.opens[i] + working_minutes - self.spent[i]

    def session_at(self, minute: int) -> int | None:
        """The session a minute stands in, its closing time included; None outside office hours."""
        i = bisect_right(self.opens, minute) - 1
        return i if i >= 0 and minute <= self.closes[i] else None

    def sessions_of_day(self, k: int) -> range:
        """Indexes of the sessions of the k-th working day."""
        return range(self.first_session[k], self.first_session[k + 1])


def lay_out(first_year: int, last_year: int, begins: int, ends: int, years: Iterable[YearOfSessions]) -> Timetable:
    """Join the sessions of consecutive years into one table."""
    opens: list[int] = []
    closes: list[int] = []
    spent = [0]
    days: list[int] = []
    first_session: list[int] = []
    for year in years:
        for day, sessions in year:
            days.append(day)
            first_session.append(len(opens))
            midnight = day * DAY
            for start, end in sessions:
                opens.append(midnight + start)
                closes.append(midnight + end)
                spent.append(spent[-1] + end - start)
    first_session.append(len(opens))
    return Timetable(
        first_year=first_year,
        last_year=last_year,
        begins=begins,
        ends=ends,
        opens=tuple(opens),
        closes=tuple(closes),
        spent=tuple(spent),
        days=tuple(days),
        first_session=tuple(first_session),
    )
