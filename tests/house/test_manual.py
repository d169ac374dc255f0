"""The list of pages is complete, and the manual's pictures are those that the browser tests take of them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys.every_page import NO_PAGE, PAGES

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual"
LARGEST, ALL_TOGETHER = 60_000, 2_500_000
AUDIENCES = {
    "adviser", "citizen", "desk", "handler", "leader", "manager", "administrator", "developer-of-other-software",
}  # fmt: skip


def routes(resolver: URLResolver | None = None, space: str = "", before: str = "") -> set[str]:
    """The names of all routes but those of programs and of Django's own support pages."""
    found: set[str] = set()
    for entry in (resolver or get_resolver()).url_patterns:
        where = before + str(entry.pattern)
        if where.startswith(("api/", "quan-tri/")):
            continue
        if isinstance(entry, URLResolver):
            found |= routes(entry, f"{entry.namespace}:" if entry.namespace else space, where)
        elif isinstance(entry, URLPattern):
            found.add(f"{space}{entry.name}")
    return found


def taken() -> list[str]:
    shown = [one for pages in PAGES.values() for one in pages]
    wide = [f"{one.wide}-1360.png" for one in shown if one.wide]
    return wide + [f"{one.narrow}-390.png" for one in shown if one.narrow]


def named() -> set[str]:
    found = [re.findall(r"\(pictures/([^)]+)\)", page.read_text("utf-8")) for page in MANUAL.glob("*.md")]
    return {name for names in found for name in names}


def test_every_route_is_a_page_that_is_looked_at_or_says_why_not() -> None:
    about = {name for name in PAGES if ":" in name} | set(NO_PAGE)
    assert about == routes()
    assert not set(PAGES) & set(NO_PAGE)


def test_the_manual_has_every_audience() -> None:
    assert {page.stem for page in MANUAL.glob("*.md")} == AUDIENCES


def test_every_picture_of_the_manual_is_taken_and_each_one_taken_is_used() -> None:
    assert [name for name, times in Counter(taken()).items() if times > 1] == []
    assert set(taken()) == named()
    assert {file.name for file in (MANUAL / "pictures").iterdir()} == named()


def test_pictures_are_small() -> None:
    sizes = {file.name: file.stat().st_size for file in (MANUAL / "pictures").iterdir()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) <= ALL_TOGETHER
