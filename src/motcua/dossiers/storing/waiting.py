"""Files that could not be looked at in time: kept in quarantine, looked at again by the worker, forgotten after a day.

A busy machine is no fault of a file. Whoever sends the same bytes again gets the verdict that was reached meanwhile.
Kept under the SHA-256 of what arrived, in a folder only the service can read; nothing here is ever served.
"""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

ARRIVING = "gate-"
KEPT_SECONDS = 24 * 3600
MOST = 100
"""How many files may wait: whoever floods a busy machine fills no disk."""

_CONTENT, _KIND, _WHY, _CLEANED = "arrived", "kind", "why", "cleaned"


@dataclass(frozen=True, slots=True)
class Held:
    """A file that waits for a look: where its bytes are, and what it is by its first bytes."""

    folder: Path
    media_type: str

    @property
    def content(self) -> Path:
        return self.folder / _CONTENT

    def tried(self) -> None:
        """Let others have their turn before this one comes again."""
        os.utime(self.folder / _KIND)

    def settle(self, why: str, cleaned: Path) -> None:
        """Write down what was found; a picture drawn anew stays beside it, a refused file's bytes go."""
        if not why and cleaned.exists():
            shutil.move(cleaned, self.folder / _CLEANED)
        if why or (self.folder / _CLEANED).exists():
            self.content.unlink()
        fresh = self.folder / f".{_WHY}"
        fresh.write_text(why, encoding="ascii")
        fresh.replace(self.folder / _WHY)


def quarantine() -> Path:
    """The folder in which nothing has passed yet."""
    folder = Path(settings.QUARANTINE)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def hold(arrived: Path, digest: str, media_type: str) -> None:
    """Keep the bytes for a later look, unless they are kept already or too many wait."""
    place = _place()
    if (place / digest).exists() or len(list(place.iterdir())) >= MOST:
        return
    fresh = place / f".{digest}.{os.getpid()}.{time.monotonic_ns()}"
    fresh.mkdir(mode=0o700)
    shutil.copyfile(arrived, fresh / _CONTENT)
    (fresh / _KIND).write_text(media_type, encoding="ascii")
    try:
        fresh.rename(place / digest)
    except OSError:  # another request kept the same bytes in this very moment
        shutil.rmtree(fresh, ignore_errors=True)


def verdict_on(digest: str, cleaned: Path) -> str | None:
    """What a later look found: "" or a key in `files.WHY`; None where there was none. A picture goes to `cleaned`."""
    folder = _place() / digest
    try:
        why = (folder / _WHY).read_text(encoding="ascii")
        if (folder / _CLEANED).exists():
            shutil.copyfile(folder / _CLEANED, cleaned)
    except OSError:
        return None
    return why


def longest() -> Held | None:
    """The file that has waited longest since it was last looked at."""
    found = [one for one in _place().glob(f"[0-9a-f]*/{_KIND}") if not one.with_name(_WHY).exists()]
    if not found:
        return None
    kind = min(found, key=lambda one: (one.stat().st_mtime, one))
    return Held(kind.parent, kind.read_text(encoding="ascii"))


def forget(older_than: float) -> int:
    """Remove what has been in quarantine since before `older_than` (seconds since 1970), also what a killed process
    left behind; how many.
    """
    left = [*quarantine().glob(f"{ARRIVING}*"), *_place().iterdir()]
    old = [one for one in left if one.stat().st_mtime < older_than]
    for one in old:
        shutil.rmtree(one, ignore_errors=True)
    return len(old)


def _place() -> Path:
    folder = quarantine() / "waiting"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
