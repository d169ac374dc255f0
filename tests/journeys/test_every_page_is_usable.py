"""Every page in a browser, at a desk and on a phone: it answers, has one heading and a name, and axe finds nothing.

What the pages are and who opens them is in every_page.py. With MOTCUA_MANUAL_PICTURES=1 the pictures of the manual are
taken on the way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.test import Client
from django.utils import timezone as django_timezone

from .every_page import NOBODY, PAGES, Shown
from .pictures import keep
from .world import NOW, World

pytestmark = [pytest.mark.browser, pytest.mark.first]
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
DESK, PHONE, NARROW = {"width": 1360, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: tags, rules: {'target-size': {enabled: true}}, resultTypes: ['violations'],
  });
  return {
    headings: document.querySelectorAll('h1').length,
    title: document.title.trim(),
    over: document.documentElement.scrollWidth - innerWidth,
    found: found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)} (${one.nodes.length})`),
  };
}"""
TAKE = bool(os.environ.get("MOTCUA_MANUAL_PICTURES"))
ONLY = os.environ.get("MOTCUA_ONLY_PAGES", "")


@pytest.fixture
def world(
    database_name: str, transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> World:
    if database_name != "sqlite":
        pytest.skip("how pages look does not depend on the database")
    monkeypatch.setattr(django_timezone, "now", lambda: NOW)
    return World(settings, tmp_path)


@pytest.fixture
def screens(world: World, browser: Any, live_server: Any) -> Iterator[Any]:
    """The browser of each person, one window each: `screens(who)`."""
    opened: dict[str, Any] = {}

    def screen(who: str) -> Any:
        if who not in opened:
            context = browser.new_context(
                base_url=live_server.url, locale="vi-VN", bypass_csp=True, reduced_motion="reduce"
            )
            context.add_init_script(path=AXE)
            if who != NOBODY:
                cookies = _cookies(world.signed_in(world.called(who)))
                context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies])
            opened[who] = context.new_page()
            opened[who].set_default_timeout(30_000)
        return opened[who]

    yield screen
    for page in opened.values():
        page.context.close()


def _cookies(client: Client) -> list[tuple[str, str]]:
    return [(name, one.value) for name, one in client.cookies.items()]


def test_every_page_is_usable_at_a_desk_and_on_a_phone(world: World, screens: Any) -> None:
    wrong: dict[str, list[str]] = {}
    for route, shown in PAGES.items():
        if ONLY and not any(one in route for one in ONLY.split(",")):
            continue
        for number, one in enumerate(shown):
            if found := look(screens(one.who), world, one):
                wrong[f"{route} {number} as {one.who or 'anybody'}"] = found
    assert wrong == {}, "\n".join(f"{where}: {what}" for where, what in wrong.items())


def look(page: Any, world: World, one: Shown) -> list[str]:
    """What is wrong with a page, at each width."""
    page.set_viewport_size(DESK)
    try:
        address = one.address(world)
    except Exception as problem:  # said with all others, at the end
        return [f"no address: {problem!r}"]
    answer = page.goto(address)
    assert answer is not None
    if answer.status != one.status:
        return [f"{address} answered {answer.status}"]
    if answer.request.redirected_from is not None:
        return [f"{address} led to {page.url}"]
    if one.then is not None:
        try:
            one.then(page)
        except Exception as problem:
            return [f"{address}: {problem!r}"[:600]]
    wrong = []
    for screen in (DESK, PHONE, NARROW):
        page.set_viewport_size(screen)
        width = screen["width"]
        if screen is NARROW:
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            wrong += [f"{width}: {over} px wider than the screen"] if over > 0 else []
            continue
        if TAKE and (name := one.wide if screen is DESK else one.narrow):
            keep(page, f"{name}-{width}.png")
        seen = page.evaluate(LOOK, TAGS)
        wrong += [f"{width}: {words}" for words in seen["found"]]
        wrong += [f"{width}: {seen['headings']} headings h1"] if seen["headings"] != 1 else []
        wrong += [f"{width}: no title"] if not seen["title"] else []
        wrong += [f"{width}: {seen['over']} px wider than the screen"] if seen["over"] > 0 else []
    return wrong
