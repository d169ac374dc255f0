"""The same office, hour and officers as the officers' pages have."""

from __future__ import annotations

from tests.pages.officer.conftest import clock, loaded, office, sit_down

__all__ = ["clock", "loaded", "office", "sit_down"]
