"""Why the room refuses; each message is plain Vietnamese for the person at the screen."""

from __future__ import annotations


class OutreachRefusal(Exception):
    """Something that did not happen; nothing was written. `field` is the input to mend, where it is one."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
