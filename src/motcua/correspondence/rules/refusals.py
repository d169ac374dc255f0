"""Why the room refuses; each message is plain Vietnamese for the person at the screen."""

from __future__ import annotations

from .texts import Mistake


class CorrespondenceRefusal(Exception):
    """Something that did not happen; nothing was written."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field  # the input to mend, where it is one


class BadWording(CorrespondenceRefusal):
    """A template that cannot be used; `mistakes` says everything that is wrong with it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("Mẫu tin chưa dùng được.")
        self.mistakes = mistakes


class WordingChanged(CorrespondenceRefusal):
    """Somebody else has written a version meanwhile."""


class BadCampaign(CorrespondenceRefusal):
    """A campaign that cannot be, or cannot go on from where it stands."""


class TooOften(CorrespondenceRefusal):
    """Asked for too often in a while."""
