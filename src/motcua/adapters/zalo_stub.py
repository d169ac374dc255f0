"""Zalo for development: messages to followers become lines in a file; whoever does not follow is told so.

A real adapter posts to the Zalo Notification Service with a template approved by Zalo and the office's token. It needs
what only a contract gives; the port it must fill is `motcua.correspondence.ports.Carrier`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from motcua.correspondence.ports import PermanentFailure


class ZaloStub:
    """Appends to `zalo.jsonl`. `followers` are the ends of numbers that have Zalo; empty: everybody has."""

    def __init__(self, folder: Path, followers: str = "") -> None:
        self.folder, self.followers = folder, tuple(followers.split(",")) if followers else ()

    def send(self, *, key: str, address: str, subject: str, body: str, tag: str = "") -> str:
        """Write the message down. Raises PermanentFailure where the number has no Zalo: a text goes instead."""
        if self.followers and not address.endswith(self.followers):
            raise PermanentFailure("số này không dùng Zalo")
        self.folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"key": key, "to": address, "text": body}, ensure_ascii=False) + "\n"
        file = os.open(self.folder / "zalo.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)
        return key
