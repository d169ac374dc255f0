"""The decreed days of 2016–2027 as the catalogue holds them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from motcua.working_time import Calendar, CalendarError, overrides_from_data, pattern_from_data
from tests.working_time.specimens import CALENDARS

NATIONAL: dict[str, Any] = yaml.safe_load((CALENDARS / "national.yaml").read_text(encoding="utf-8"))
PATTERNS: dict[str, Any] = yaml.safe_load((CALENDARS / "patterns.yaml").read_text(encoding="utf-8"))["patterns"]
DAYS = overrides_from_data(NATIONAL["days"], NATIONAL["sources"])
OFFICE = Calendar([pattern_from_data(PATTERNS["office_0800"])], DAYS)

SWAPS = {  # day off → Saturday worked for it
    date(2018, 12, 31): date(2019, 1, 5),
    date(2019, 4, 29): date(2019, 5, 4),
    date(2024, 4, 29): date(2024, 5, 4),
    date(2025, 5, 2): date(2025, 4, 26),
    date(2026, 1, 2): date(2026, 1, 10),
    date(2026, 8, 31): date(2026, 8, 22),
}
FIRST_OF_TET = {  # mùng một
    2016: date(2016, 2, 8),
    2017: date(2017, 1, 28),
    2018: date(2018, 2, 16),
    2019: date(2019, 2, 5),
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
}
TENTH_OF_THIRD_MONTH = {  # Giỗ Tổ
    2016: date(2016, 4, 16),
    2017: date(2017, 4, 6),
    2018: date(2018, 4, 25),
    2019: date(2019, 4, 14),
    2020: date(2020, 4, 2),
    2021: date(2021, 4, 21),
    2022: date(2022, 4, 10),
    2023: date(2023, 4, 29),
    2024: date(2024, 4, 18),
    2025: date(2025, 4, 7),
    2026: date(2026, 4, 26),
    2027: date(2027, 4, 16),
}


def days_of(year: int) -> Iterator[date]:
    return (date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))


@pytest.mark.parametrize("year", range(2016, 2028))
def test_every_statutory_day_takes_one_weekday_and_every_swap_one_more(year: int) -> None:
    statutory = 10 if year < 2021 else 11  # the Labour Code of 2019 added one to National Day
    statutory += year >= 2026  # Culture Day
    off = [day for day in days_of(year) if day.weekday() < 5 and not OFFICE.is_working_day(day)]
    assert len(off) == statutory + sum(day.year == year for day in SWAPS)


@pytest.mark.parametrize("year", range(2016, 2028))
def test_tet_has_five_days_and_one_more_for_each_that_falls_on_a_weekend(year: int) -> None:
    tet = sorted(day.date for day in DAYS if day.name == "Tết Nguyên đán" and day.date.year == year)
    assert tet == [tet[0] + timedelta(n) for n in range(len(tet))], "without a gap"
    assert FIRST_OF_TET[year] in tet[1:3]
    assert len(tet) == 5 + sum(day.weekday() >= 5 for day in tet[:5])


@pytest.mark.parametrize("year", range(2016, 2028))
def test_the_fixed_days_and_gio_to_are_off(year: int) -> None:
    fixed = [date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2), TENTH_OF_THIRD_MONTH[year]]
    kinds = {day.date: day.kind for day in DAYS}
    assert [kinds.get(day) for day in fixed] == ["holiday"] * 5
    assert (date(year, 11, 24) in kinds) == (year >= 2026)


def test_every_swap_and_no_other_weekend_day_is_worked() -> None:
    worked = [
        day for year in range(2016, 2028) for day in days_of(year) if day.weekday() >= 5 and OFFICE.is_working_day(day)
    ]
    assert worked == sorted(SWAPS.values())
    by_date = {day.date: day for day in DAYS}
    for off, saturday in SWAPS.items():
        assert by_date[off].kind == "holiday"
        assert by_date[saturday].follows_weekday == off.weekday()
        assert by_date[saturday].name == f"làm bù ngày {off:%d/%m/%Y}"


def test_every_day_names_its_source_and_only_the_law_is_known_of_some_of_2027() -> None:
    assert all(entry["source"] in NATIONAL["sources"] for entry in NATIONAL["days"])
    assert all(len(day.source) > 15 for day in DAYS)
    assert {day.date.year for day in DAYS if not day.decreed} == {2027}
    assert all(day.decreed for day in DAYS if day.name == "Tết Nguyên đán")


def test_the_office_hours_of_the_catalogue_are_read() -> None:
    hours = pattern_from_data(PATTERNS["desk_0730_saturday"])
    assert hours.week[0] == ((450, 690), (810, 1020))
    assert hours.week[5] == ((450, 690),)
    assert hours.week[6] == ()
    assert pattern_from_data(PATTERNS["round_the_clock"]).week[6] == ((0, 1440),)
    assert all(pattern_from_data(pattern).name for pattern in PATTERNS.values())


@pytest.mark.parametrize(
    "hours",
    [
        {"monday": ["7h30-11h30"]},
        {"monday": ["07:30"]},
        {"monday": ["07:75-11:30"]},
        {"mon": ["07:30-11:30"]},
        {"friday-monday": ["07:30-11:30"]},
        {"monday-friday": ["07:30-11:30"], "tuesday": ["07:30-11:30"]},
    ],
)
def test_office_hours_written_wrongly_are_refused(hours: dict[str, list[str]]) -> None:
    with pytest.raises(CalendarError):
        pattern_from_data({"valid_from": "2018-01-01", "hours": hours})


def test_a_run_of_days_that_ends_before_it_begins_is_refused() -> None:
    entry = {"from": "2018-02-20", "to": "2018-02-14", "kind": "holiday", "name": "Tết"}
    with pytest.raises(CalendarError, match="ends before"):
        overrides_from_data([entry], {})
