"""Questions about filings: many people from one network within an hour; taken in before anybody can have read."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from uuid import UUID

from motcua.dossiers.rules.signals import Filed, bursts, taken_in_at_once

MORNING = datetime(2026, 3, 10, 8, 0, tzinfo=timezone(timedelta(hours=7)))
OFFICE = UUID(int=1)


def filed(
    number: int, minute: int, *, person: int | None = None, network: str = "a", device: str = "computer",
    received: int | None = None,
) -> Filed:  # fmt: skip
    at = MORNING + timedelta(minutes=minute)
    taken = None if received is None else at + timedelta(seconds=received)
    who = UUID(int=1000 + (number if person is None else person))
    return Filed(UUID(int=number), f"H05-{number:04d}", OFFICE, who, at, taken, network, device, "")


def test_five_people_from_one_network_in_an_hour_are_a_question() -> None:
    [found] = bursts(filed(n, n * 10) for n in range(5))
    assert (found.people, found.minutes, len(found.filings)) == (5, 40, 5)


def test_four_people_or_one_person_five_times_are_none() -> None:
    assert bursts(filed(n, n) for n in range(4)) == []
    assert bursts(filed(n, n, person=7) for n in range(9)) == []


def test_another_network_or_machine_or_an_unknown_network_is_not_added() -> None:
    rows = [filed(n, n) for n in range(4)]
    assert bursts([*rows, filed(9, 5, network="b")]) == []
    assert bursts([*rows, filed(9, 5, device="phone")]) == []
    assert bursts(filed(n, n, network="") for n in range(9)) == []


def test_a_longer_run_is_cut_at_the_hour_and_nothing_is_told_twice() -> None:
    found = bursts(filed(n, n * 6) for n in range(20))
    told = [one.code for burst in found for one in burst.filings]
    assert len(told) == len(set(told)) == 20 - 20 % 11 + 9
    assert all(burst.minutes <= 60 for burst in found)


def test_the_exact_hour_is_within_and_a_minute_more_is_not() -> None:
    assert len(bursts(filed(n, n * 15) for n in range(5))) == 1
    assert bursts([*(filed(n, n * 15) for n in range(4)), filed(4, 61)]) == []


def test_taken_in_within_three_minutes_of_filing() -> None:
    rows = [filed(1, 0, received=180), filed(2, 1, received=181), filed(3, 2)]
    assert [one.code for one in taken_in_at_once(rows)] == ["H05-0001"]
