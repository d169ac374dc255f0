"""When a message is tried again, and at which hours nobody is disturbed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from motcua.correspondence.loading import sending
from motcua.correspondence.rules.retrying import LONGEST_PAUSE, MOST_ATTEMPTS, is_quiet, next_attempt, polite
from tests.builders.office import HANOI

RULES = sending(date(2026, 3, 10))
AT = datetime(2026, 3, 10, 9, 0, tzinfo=HANOI)


def test_pauses_double_from_half_a_minute_up_to_six_hours() -> None:
    pauses = [next_attempt(number, AT) for number in range(1, MOST_ATTEMPTS)]
    waited = [after - AT for after in pauses if after is not None]
    assert waited[:4] == [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240)]
    assert waited == sorted(waited)
    assert waited[-1] == LONGEST_PAUSE


def test_a_gateway_broken_on_friday_evening_still_delivers_on_monday_morning() -> None:
    after, attempts = datetime(2026, 3, 13, 18, 0, tzinfo=HANOI), 0
    while True:
        attempts += 1
        following = next_attempt(attempts, after)
        if following is None:
            break
        after = following
    assert after > datetime(2026, 3, 16, 7, 0, tzinfo=HANOI)
    assert attempts == MOST_ATTEMPTS


@pytest.mark.parametrize(
    ("hour", "quiet"), [("00:00", True), ("06:59", True), ("07:00", False), ("20:59", False), ("21:00", True)]
)
def test_nobody_is_disturbed_from_nine_to_seven(hour: str, quiet: bool) -> None:
    at = datetime.fromisoformat(f"2026-03-10T{hour}+07:00")
    assert is_quiet(at, RULES) is quiet
    assert (polite(at, RULES) == at) is not quiet


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-03-10T21:00+07:00", "2026-03-11T07:00+07:00"),
        ("2026-03-11T06:59+07:00", "2026-03-11T07:00+07:00"),
        ("2026-12-31T23:30+07:00", "2027-01-01T07:00+07:00"),
    ],
)
def test_what_happens_at_night_is_told_at_seven(at: str, then: str) -> None:
    assert polite(datetime.fromisoformat(at), RULES) == datetime.fromisoformat(then)
