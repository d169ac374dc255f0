"""The installation's secret key when the environment names none."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The secret in the file `path`, made at the first run and readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Created whole or not at all: two processes starting together must agree on one secret.
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        finally:
            draft.unlink()
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()
