"""Files that are still arriving: one part file each in quarantine, as long as what has arrived of it.

Written under a lock of the operating system on the file itself, so that two processes never write one file at once and
a process that dies lets go. What is acknowledged is on the disk. Several hosts share this folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

PIECE = 64 * 1024
WAIT_SECONDS = 5.0
ALGORITHMS = ("sha256", "sha1")


class Busy(Exception):
    """Another request is writing this file at this very moment."""


class WrongOffset(Exception):
    """The piece does not begin where the file ends; `arrived` bytes are there."""

    def __init__(self, arrived: int) -> None:
        super().__init__(arrived)
        self.arrived = arrived


class WrongChecksum(Exception):
    """What arrived is not what was sent; nothing of it was kept."""


def begin(upload_id: UUID) -> None:
    """Make the empty part file."""
    _path(upload_id).touch(mode=0o600)


def arrived(upload_id: UUID) -> int | None:
    """How many bytes are there; None where there is no such file (any more)."""
    try:
        return _path(upload_id).stat().st_size
    except FileNotFoundError:
        return None


def write(
    upload_id: UUID,
    read: Callable[[int], bytes],
    *,
    offset: int,
    size: int,
    checksum: tuple[str, bytes] | None = None,
) -> int:
    """Append what `read` gives, up to `size` bytes in all; how many are there now.

    Where the line breaks, what came before is kept, unless a `checksum` (algorithm, digest) of the whole piece was
    promised: then all of it or nothing. Raises FileNotFoundError, Busy, WrongOffset, WrongChecksum.
    """
    with held(upload_id) as file:
        there = file.seek(0, os.SEEK_END)
        if there != offset:
            raise WrongOffset(there)
        digest = hashlib.new(checksum[0], usedforsecurity=False) if checksum else None
        for piece in _pieces(read, size - there):
            file.write(piece)
            if digest is not None:
                digest.update(piece)
        file.flush()
        if checksum and digest is not None and digest.digest() != checksum[1]:
            file.truncate(offset)
            raise WrongChecksum
        os.fsync(file.fileno())
        return file.tell()


def _pieces(read: Callable[[int], bytes], most: int) -> Iterator[bytes]:
    while most > 0:
        try:
            piece = read(min(PIECE, most))
        except OSError:  # the line broke
            return
        if not piece:
            return
        most -= len(piece)
        yield piece


@contextmanager
def held(upload_id: UUID) -> Iterator[BinaryIO]:
    """The part file, open, and nobody else's meanwhile. Raises FileNotFoundError, Busy."""
    with _path(upload_id).open("r+b") as file:
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                # A request whose line broke may take a moment to notice.
                if time.monotonic() > until:
                    raise Busy from None
                time.sleep(0.05)
        yield file


def drop(upload_id: UUID) -> None:
    """Remove the part file, if it is there."""
    _path(upload_id).unlink(missing_ok=True)


def without_owner(known: Callable[[set[UUID]], set[UUID]], before: float) -> int:
    """Remove part files untouched since `before` (seconds since 1970) of which no row is known; how many."""
    old = {UUID(one.name): one for one in _folder().iterdir() if one.stat().st_mtime < before}
    gone = set(old) - known(set(old))
    for one in gone:
        drop(one)
    return len(gone)


def _path(upload_id: UUID) -> Path:
    return _folder() / str(upload_id)


def _folder() -> Path:
    folder = Path(settings.QUARANTINE) / "parts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
