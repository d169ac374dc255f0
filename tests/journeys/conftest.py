"""What every story has: a clock that stands still until the story moves it, an office with its people, and a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from django.utils import timezone as django_timezone

from tests.builders.office import KinhBac
from tests.journeys.citizen import Citizen
from tests.journeys.officers import Officers

HANOI = timezone(timedelta(hours=7))
PHONE_SCREEN = {"width": 390, "height": 844}
DESK_SCREEN = {"width": 1360, "height": 900}


class Clock:
    """The time in the story, in the office's own zone."""

    def __init__(self) -> None:
        # Friday afternoon before National Day of 2026, after the receipt cut-off of 15:00.
        self.at = datetime(2026, 8, 28, 15, 40, tzinfo=HANOI)

    def now(self) -> datetime:
        return self.at

    def move_to(self, day: int, month: int, hour: int, minute: int = 0) -> None:
        later = datetime(2026, month, day, hour, minute, tzinfo=HANOI)
        assert later >= self.at, "a story goes forward"
        self.at = later


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(django_timezone, "now", told.now)
    return told


@pytest.fixture
def office(transactional_db: None, clock: Clock) -> KinhBac:
    return KinhBac(at=clock.at)


@pytest.fixture
def opened(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Opens a window of its own: `opened(PHONE_SCREEN)`. Whatever the server answers with 500 fails the story."""
    contexts: list[Any] = []
    broken: list[str] = []

    def window(screen: dict[str, int], *, script: bool = False) -> Any:
        context = browser.new_context(
            viewport=screen, java_script_enabled=script, base_url=live_server.url, locale="vi-VN", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # machines are slow when much else runs
        page.on("response", lambda got: broken.append(got.url) if got.status >= 500 else None)
        return page

    yield window
    for context in contexts:
        context.close()
    assert broken == []


@pytest.fixture
def citizen(opened: Callable[..., Any]) -> Citizen:
    """A mother with a phone and no JavaScript."""
    return Citizen(opened(PHONE_SCREEN))


@pytest.fixture
def officers(office: KinhBac, opened: Callable[..., Any], clock: Clock) -> Officers:
    return Officers(office, lambda: opened(DESK_SCREEN), clock)
