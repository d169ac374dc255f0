"""Waiting in tests for what another thread does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def until(true: Callable[[], Any]) -> Any:
    """Wait for what another thread does, five seconds at most."""
    end = time.monotonic() + 5
    while not (found := true()):
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)
    return found
