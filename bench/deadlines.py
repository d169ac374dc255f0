"""Deadline additions: the room's calendar beside a bare bisect and beside pandas' CustomBusinessHour.

All three start from the same moments of 2018 and reckon 8, 40 and 160 working hours over the same
office hours (08:00–12:00, 13:00–17:00). The bare bisect is the least that can be done: two
bisections over cumulative minutes between two datetimes, no layers, no years added, no checks.
"""

from __future__ import annotations

import random
import statistics
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml

from bench.report import Report
from motcua.working_time import (
    VIETNAM,
    Calendar,
    DueRule,
    Limit,
    Pause,
    due,
    overrides_from_data,
    pattern_from_data,
    sentences,
)

CALENDARS = Path(__file__).resolve().parent.parent / "src" / "motcua" / "catalogue" / "calendars"
HOURS = (8, 40, 160)
ROUNDS = 7
EPOCH = datetime(2016, 1, 1, tzinfo=VIETNAM)


def main(report: Report) -> None:
    calendar = office()
    moments = some_moments(2_000)
    bare = bare_bisect(calendar)
    for at in moments:
        assert all(calendar.add_minutes(at, hours * 60) == bare(at, hours * 60) for hours in HOURS)
    ours = {hours: [] for hours in HOURS}  # type: dict[int, list[float]]
    floor = {hours: [] for hours in HOURS}  # type: dict[int, list[float]]
    for _ in range(ROUNDS):
        for hours in HOURS:
            ours[hours].append(rate(lambda at, n=hours * 60: calendar.add_minutes(at, n), moments))
            floor[hours].append(rate(lambda at, n=hours * 60: bare(at, n), moments))
    for hours in HOURS:
        what = f"deadlines: adding {hours} working hours, beside bare bisect"
        report.ratio(what, median(ours[hours]), median(floor[hours]), unit="k/s", at_least=0.5)
    flat = "deadlines: 160 working hours beside 8 (flat in the length)"
    report.ratio(flat, median(ours[160]), median(ours[8]), unit="k/s", at_least=0.8)
    beside_pandas(report, calendar, moments, median(ours[40]))
    explained(report, calendar, moments)


def office() -> Calendar:
    """The decreed calendar under a ward of eight-hour days, as an office has it: layered."""
    national = yaml.safe_load((CALENDARS / "national.yaml").read_text(encoding="utf-8"))
    patterns = yaml.safe_load((CALENDARS / "patterns.yaml").read_text(encoding="utf-8"))["patterns"]
    country = Calendar([], overrides_from_data(national["days"], national["sources"]))
    return Calendar.layered(country, Calendar([pattern_from_data(patterns["office_0800"])]))


def some_moments(count: int) -> list[datetime]:
    dice = random.Random(2018)
    first = datetime(2018, 1, 2, tzinfo=VIETNAM)
    return [first + timedelta(minutes=dice.randrange(300 * 1440)) for _ in range(count)]


def bare_bisect(calendar: Calendar) -> Callable[[datetime, int], datetime]:
    opens: list[int] = []
    closes: list[int] = []
    spent = [0]
    for offset in range((date(2028, 1, 1) - EPOCH.date()).days):
        for start, end in calendar.sessions_on(EPOCH.date() + timedelta(offset)):
            opens.append(offset * 1440 + start)
            closes.append(offset * 1440 + end)
            spent.append(spent[-1] + end - start)

    def add(at: datetime, minutes: int) -> datetime:
        since = at - EPOCH
        minute = since.days * 1440 + since.seconds // 60
        i = bisect_right(opens, minute) - 1
        target = (spent[i] + minute - opens[i] if minute < closes[i] else spent[i + 1]) + minutes
        j = bisect_left(spent, target) - 1
        return EPOCH + timedelta(0, 0, 0, 0, opens[j] + target - spent[j])

    return add


def rate(ask: Callable[[datetime], object], moments: list[datetime]) -> float:
    """Thousands of answers per second of CPU."""
    began = time.process_time()
    for at in moments:
        ask(at)
    return len(moments) / (time.process_time() - began) / 1000


def median(figures: list[float]) -> float:
    return statistics.median(figures)


def beside_pandas(report: Report, calendar: Calendar, moments: list[datetime], ours: float) -> None:
    try:
        import pandas
        from pandas.tseries.offsets import CustomBusinessHour
    except ImportError:
        print("    NOT RUN beside pandas: it is not installed (requirements-bench.lock)")
        return
    first, last = date(2018, 1, 1), date(2019, 6, 1)
    holidays = [day for day in calendar.special_days(first, last) if not calendar.is_working_day(day)]
    offset = CustomBusinessHour(n=40, start=["08:00", "13:00"], end=["12:00", "17:00"], holidays=holidays)
    stamps = [pandas.Timestamp(at.replace(tzinfo=None)) for at in moments[:500]]
    rates = [rate(lambda stamp: stamp + offset, stamps) for _ in range(3)]  # type: ignore[arg-type]
    report.ratio("deadlines: adding 40 working hours, beside pandas", ours, median(rates), unit="k/s", at_least=15)


def explained(report: Report, calendar: Calendar, moments: list[datetime]) -> None:
    """What a whole explanation costs, where only a date is not enough."""
    rule = DueRule(Limit(5, "working_day"), source="Điều 16")
    days = median([rate(lambda at: calendar.add_working_days(at, 5), moments) for _ in range(3)])
    report.figure("deadlines: adding 5 working days", days, unit="k/s")

    def explain(at: datetime) -> object:
        waited = Pause(at + timedelta(days=1), at + timedelta(days=4), "supplement")
        return due(at, rule, calendar, [waited])

    report.figure(
        "deadlines: a due date with a pause, explained",
        median([rate(explain, moments[:500]) for _ in range(3)]),
        unit="k/s",
    )
    worded = rate(lambda at: sentences(due(at, rule, calendar)), moments[:500])
    report.figure("deadlines: and worded in sentences", worded, unit="k/s")
