"""Calendars to try things on, as plain facts: real ones from the catalogue and many made up.

A `Specimen` is what both the room's `Calendar` and the independent oracle are built from; neither
is built from the other.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from motcua.working_time import Calendar, DayOverride, WeeklyPattern

CALENDARS = Path(__file__).resolve().parents[2] / "src" / "motcua" / "catalogue" / "calendars"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Hours = list[tuple[int, int]]


@dataclass
class SpecimenPattern:
    valid_from: date
    week: dict[int, Hours]
    valid_to: date | None = None


@dataclass
class SpecimenDay:
    date: date
    kind: str
    hours: Hours | None = None
    follows: int | None = None
    name: str = ""


@dataclass
class SpecimenLayer:
    patterns: list[SpecimenPattern] = field(default_factory=list)
    days: list[SpecimenDay] = field(default_factory=list)


@dataclass
class Specimen:
    name: str
    layers: list[SpecimenLayer]

    def calendar(self) -> Calendar:
        """The room's calendar of these facts."""
        return Calendar.layered(
            *(
                Calendar(
                    [
                        WeeklyPattern(valid_from=p.valid_from, valid_to=p.valid_to, sessions=p.week)
                        for p in layer.patterns
                    ],
                    [
                        DayOverride(
                            date=d.date,
                            kind=d.kind,  # type: ignore[arg-type]
                            name=d.name or d.kind,
                            sessions=d.hours,
                            follows_weekday=d.follows,
                        )
                        for d in layer.days
                    ],
                )
                for layer in self.layers
            )
        )

    def turning_points(self) -> list[date]:
        """Dates around which something changes."""
        found = {d.date for layer in self.layers for d in layer.days}
        found |= {p.valid_from for layer in self.layers for p in layer.patterns}
        found |= {p.valid_to for layer in self.layers for p in layer.patterns if p.valid_to}
        return sorted(day for day in found if date(2017, 1, 1) <= day < date(2027, 12, 1))


def _clock(text: str) -> tuple[int, int]:
    start, end = text.split("-")
    return (int(start[:2]) * 60 + int(start[3:]), int(end[:2]) * 60 + int(end[3:]))


@cache
def national() -> SpecimenLayer:
    """The decreed days of the catalogue, read here without the room's own reader."""
    data = yaml.safe_load((CALENDARS / "national.yaml").read_text(encoding="utf-8"))
    days = []
    for entry in data["days"]:
        first = entry.get("date", entry.get("from"))
        last = entry.get("date", entry.get("to"))
        follows = WEEKDAYS.index(entry["follows"]) if "follows" in entry else None
        for offset in range((last - first).days + 1):
            days.append(SpecimenDay(first + timedelta(offset), entry["kind"], None, follows, entry["name"]))
    return SpecimenLayer([], days)


@cache
def office(key: str) -> SpecimenPattern:
    """A weekly pattern of the catalogue, read here without the room's own reader."""
    data: dict[str, Any] = yaml.safe_load((CALENDARS / "patterns.yaml").read_text(encoding="utf-8"))["patterns"][key]
    week: dict[int, Hours] = {}
    for weekdays, hours in data["hours"].items():
        first, _, last = weekdays.partition("-")
        for weekday in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
            week[weekday] = [_clock(text) for text in hours]
    return SpecimenPattern(data["valid_from"], week)


def real(key: str) -> Specimen:
    """The decreed calendar with one of the catalogue's office hours."""
    return Specimen(key, [national(), SpecimenLayer([office(key)])])


def ward_of_its_own() -> Specimen:
    """A ward under a district under the country: other hours from 2019, a market day worked, floods, a power cut."""
    morning_and_afternoon: Hours = [(420, 690), (810, 1020)]
    district = SpecimenLayer(
        [office("office_0800")],
        [
            SpecimenDay(date(2018, 10, 10), "closure", [(780, 1020)]),
            SpecimenDay(date(2018, 9, 3), "working_day", None, None),
            SpecimenDay(date(2020, 4, 1), "closure"),
        ],
    )
    ward = SpecimenLayer(
        [
            SpecimenPattern(date(2019, 1, 1), {**dict.fromkeys(range(5), morning_and_afternoon), 5: [(420, 690)]}),
            SpecimenPattern(date(2020, 4, 1), {0: [(480, 660)], 2: [(480, 660)], 4: [(480, 660)]}, date(2020, 4, 22)),
        ],
        [
            SpecimenDay(date(2018, 10, 10), "closure", [(480, 540)]),
            SpecimenDay(date(2018, 12, 29), "working_day", [(480, 690)]),
            SpecimenDay(date(2019, 2, 4), "working_day", None, 5),
            SpecimenDay(date(2019, 1, 5), "closure", [(420, 540)]),
            SpecimenDay(date(2020, 10, 19), "closure"),
            SpecimenDay(date(2020, 4, 1), "working_day"),
        ],
    )
    return Specimen("ward of its own", [national(), district, ward])


def made_up(seed: int) -> Specimen:
    """A calendar nobody has: odd hours, many changes, up to three layers; the same for the same seed."""
    dice = random.Random(seed)
    layers = []
    for depth in range(dice.randint(1, 3)):
        patterns = [] if depth else [SpecimenPattern(date(2015, 1, 1), _odd_week(dice))]
        for start in dice.sample(range(3700), dice.randint(0, 3)):
            valid_from = date(2017, 2, 1) + timedelta(start)
            until = valid_from + timedelta(dice.randint(0, 200)) if dice.random() < 0.4 else None
            patterns.append(SpecimenPattern(valid_from, _odd_week(dice), until))
        days = [_odd_day(dice, date(2017, 1, 1) + timedelta(n)) for n in dice.sample(range(3900), dice.randint(0, 300))]
        layers.append(SpecimenLayer(patterns, days))
    return Specimen(f"made up {seed}", layers)


def _odd_hours(dice: random.Random) -> Hours:
    if dice.random() < 0.4:
        return [(450, 690), (810, 1020)]
    step = dice.choice((1, 15, 30))
    hours: Hours = []
    while sum(end - start for start, end in hours) < 60:
        marks = sorted(dice.sample(range(1440 // step + 1), 2 * dice.randint(1, 3)))
        hours = [(marks[i] * step, marks[i + 1] * step) for i in range(0, len(marks), 2)]
    if dice.random() < 0.2:  # two sessions that touch
        start, end = hours[0]
        if end - start > 2:
            hours[0:1] = [(start, (start + end) // 2), ((start + end) // 2, end)]
    return hours


def _odd_week(dice: random.Random) -> dict[int, Hours]:
    worked = dice.sample(range(7), dice.randint(2, 7)) if dice.random() < 0.3 else range(5)
    return {weekday: _odd_hours(dice) for weekday in worked}


def _odd_day(dice: random.Random, day: date) -> SpecimenDay:
    kind = dice.choice(("holiday", "working_day", "closure"))
    if kind == "working_day":
        way = dice.randrange(3)
        return SpecimenDay(day, kind, _odd_hours(dice) if way == 0 else None, dice.randrange(7) if way == 1 else None)
    if kind == "closure" and dice.random() < 0.7:
        return SpecimenDay(day, kind, _odd_hours(dice))
    return SpecimenDay(day, kind)


@cache
def specimens() -> tuple[Specimen, ...]:
    """All of them, the plainest first, so that a failure is shown on the plainest that fails."""
    keys = ("office_0800", "office_0730", "office_0700", "desk_0800_saturday", "desk_0730_saturday", "round_the_clock")
    return (*(real(key) for key in keys), ward_of_its_own(), *(made_up(seed) for seed in range(80)))
