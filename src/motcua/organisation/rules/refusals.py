"""Why the organisation refuses; each message is plain Vietnamese for the person at the screen."""

from __future__ import annotations


class OrganisationRefusal(Exception):
    """Something that did not happen; nothing was written."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field  # the input to mend, where it is one


class NoSuchUnit(OrganisationRefusal):
    """There is no such unit, or not for this person."""


class NoRight(OrganisationRefusal):
    """The person holds no post that allows this here."""


class BadUnit(OrganisationRefusal):
    """A unit that cannot be, or cannot be there."""


class BadDates(OrganisationRefusal):
    """Two days that contradict each other or the post's own."""


class BadPlan(OrganisationRefusal):
    """An organisation file that cannot be loaded; the message says where and why."""
