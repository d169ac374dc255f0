"""SMS for development and the demo: every message becomes a line in a file instead of leaving the house."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from django.conf import settings

from motcua.correspondence.ports import PermanentFailure

NUMBER = re.compile(r"\+[1-9]\d{7,14}")  # E.164


class FolderSms:
    """Appends messages to `sms.jsonl` in the data directory, one JSON object a line, readable only by its owner."""

    def send(self, *, key: str, address: str, subject: str, body: str, tag: str = "") -> None:
        """Write the message down. Raises PermanentFailure for something that is no phone number."""
        if NUMBER.fullmatch(address) is None:
            raise PermanentFailure("số điện thoại không đúng")
        folder = Path(settings.DATA_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"key": key, "to": address, "text": body}, ensure_ascii=False) + "\n"
        # One write of one line: two workers never tear each other's.
        file = os.open(folder / "sms.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)
