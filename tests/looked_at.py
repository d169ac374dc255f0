"""The gate's look into a file, remembered: most tests upload the same few files and ask about something else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from motcua.dossiers.rules.files import UNSETTLED


class LookedAt:
    """Starts the real process for bytes it has not seen, and gives its answer and its picture for those it has."""

    def __init__(self, really: Callable[[Path, Path, str], str]) -> None:
        self.really = really
        self._known: dict[tuple[bytes, str], tuple[str, bytes | None]] = {}

    def __call__(self, arrived: Path, cleaned: Path, media_type: str) -> str:
        key = (hashlib.sha256(arrived.read_bytes()).digest(), media_type)
        if key not in self._known:
            why = self.really(arrived, cleaned, media_type)
            if why == UNSETTLED:  # a busy machine has not looked yet
                return why
            self._known[key] = why, cleaned.read_bytes() if cleaned.exists() else None
            return why
        why, drawn = self._known[key]
        if drawn is not None:
            cleaned.write_bytes(drawn)
        return why
