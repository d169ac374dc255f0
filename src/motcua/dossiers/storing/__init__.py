"""Where the bytes of papers lie: under their SHA-256, by generated names, in the storage the settings name."""

from __future__ import annotations

import hashlib
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import default_storage

from . import parts

__all__ = ["keep", "opened", "parts"]

CHUNK = 1 << 20


def keep(file: BinaryIO) -> str:
    """Store the bytes and give their SHA-256; the same bytes are stored once."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    name = _path(digest.hexdigest())
    if not default_storage.exists(name):
        file.seek(0)
        default_storage.save(name, File(file))
    return digest.hexdigest()


def opened(sha256: str) -> BinaryIO:
    """The stored bytes, open for reading. Raises FileNotFoundError."""
    return cast(BinaryIO, default_storage.open(_path(sha256), "rb"))


def _path(sha256: str) -> str:
    return f"papers/{sha256[:2]}/{sha256[2:4]}/{sha256}"
