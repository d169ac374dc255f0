"""Work that is written for an event loop, done from code that has none, or has one that already runs in its thread."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def at_once(work: Coroutine[Any, Any, Any]) -> Any:
    """Do it now, in a loop and a thread of its own; what it returns, or what it raises."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
