"""Why an action may refuse. Each says what to do next; pages show the message at the place where it happened."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An action that did not happen; nothing was written. `message` is plain Vietnamese for the person on screen."""

    def __init__(self, message: str, **detail: Any) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class NotFound(Refusal):
    """There is no such dossier for this person; what is not theirs does not exist for them."""


class NotAllowed(Refusal):
    """The state, the stage or the person's function does not allow the verb (any more)."""


class Changed(Refusal):
    """Somebody else moved the dossier since this person opened it; `detail["since"]` holds the journal entries."""


class Invalid(Refusal):
    """Something in the request must be mended; `detail["errors"]` is {input name: message}."""


class StillChecking(Invalid):
    """Nothing is wrong as far as is known, but a file could not be looked at yet: the same request may pass later."""


class Superseded(Refusal):
    """The procedure version of a draft is no longer in force; `detail["version_id"]` names the one that is."""
