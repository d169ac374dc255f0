"""Why something cannot be done with a procedure version; every message is for a person to read."""

from collections.abc import Sequence

from motcua.procedures.rules.gate import Finding


class Refused(Exception):
    """An action on a procedure version was refused; nothing was written."""


class NotAllowed(Refused):
    """The person has no right to do it."""


class NotInState(Refused):
    """The version is not in the state the action starts from."""


class NotReady(Refused):
    """The publish gate found something that must be mended; ``findings`` says what and where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        lines = "; ".join(f"{one.path}: {one.message}" for one in self.findings)
        super().__init__(f"Chưa công bố được: {lines}")


class AlreadyPublished(Refused):
    """The data of a published version differs from what was published; a change needs a new version."""
