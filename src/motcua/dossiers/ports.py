"""What the room needs of the outside world; `adapters` bring it, `config` names which."""

from __future__ import annotations

from typing import BinaryIO, Protocol


class AntivirusSilent(Exception):
    """The antivirus cannot be reached, did not answer in time, or answered nonsense."""


class Antivirus(Protocol):
    """Looks for known malware in a file."""

    def scan(self, content: BinaryIO) -> str:
        """The name of what was found, or "". Raises AntivirusSilent within a bounded time."""
        ...
