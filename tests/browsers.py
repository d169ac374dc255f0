"""Where a Chromium is, if anywhere: the browser stories run in the machine's own."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str | None:
    """The path of a Chromium on this machine (MOTCUA_CHROMIUM first), or None."""
    if named := os.environ.get("MOTCUA_CHROMIUM"):
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)
