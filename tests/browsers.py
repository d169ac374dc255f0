"""Where a Chromium is, if anywhere: the browser stories run in the machine's own."""

from __future__ import annotations

import os
import shutil
from typing import Any

# The shell is the same browser without windows: it spends half as much on each page.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str | None:
    """The path of a Chromium on this machine (MOTCUA_CHROMIUM first), or None."""
    if named := os.environ.get("MOTCUA_CHROMIUM"):
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def press(what: Any) -> None:
    """Click a button or a link and wait until the page it leads to is loaded: the next line reads that page."""
    with what.page.expect_navigation(wait_until="load"):
        what.click()


def shows(page: Any, *words: str) -> None:
    """Assert that the words are on the page, as a person reads it.

    Raises AssertionError with the page's address and its text.
    """
    shown = page.locator("body").inner_text()
    for one in words:
        assert one in shown, f"“{one}” is not on the page {page.url}:\n{shown[:3000]}"
