"""A file that passed the gate and belongs to no paper yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .attaching import Upload, stored_paper


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Where the bytes lie and what they are."""

    filename: str
    sha256: str
    size: int
    media_type: str

    def as_columns(self) -> dict[str, Any]:
        """As `attach_kept` takes it."""
        return {
            "filename": self.filename,
            "sha256": self.sha256,
            "size": self.size,
            "media_type": self.media_type,
        }


def keep_file(file: Upload) -> KeptFile:
    """Look at a file and store its bytes. Raises Invalid at `paper.file` for what the gate refuses."""
    found: dict[str, Any] = dict(stored_paper("file", file))
    return KeptFile(found["filename"], found["sha256"], found["size"], found["media_type"])
