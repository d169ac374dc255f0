"""Looking again at files for which the machine had no time when they arrived."""

from __future__ import annotations

from datetime import datetime

from ..storing import gate, waiting


def settle_waiting_files(at: datetime) -> int:
    """Look at the file that has waited longest and forget those of yesterday; 1 where another may follow at once."""
    waiting.forget(at.timestamp() - waiting.KEPT_SECONDS)
    return int(gate.settle_next())
