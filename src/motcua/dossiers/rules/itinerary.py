"""Where a dossier goes next: the stages of its procedure version as a line, and what each position allows.

The version's stages are data; this module only walks them. A stage names the function that holds it and, by a role
word,
the unit inside the office.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class StageLike(Protocol):
    """What the itinerary needs of a stage of `procedures.rules.definition`."""

    @property
    def key(self) -> str: ...
    @property
    def function(self) -> str: ...


S = TypeVar("S", bound=StageLike)

APPROVER, CASE_HANDLER = "approver", "case_handler"


def position(stages: Sequence[StageLike], key: str) -> int:
    """Where a stage stands in the line. Raises LookupError for a key the version does not have."""
    for index, stage in enumerate(stages):
        if stage.key == key:
            return index
    raise LookupError(f"no stage {key!r} in this procedure version")


def next_stage(stages: Sequence[S], key: str) -> S | None:
    index = position(stages, key) + 1
    return stages[index] if index < len(stages) else None


def stage_before(stages: Sequence[S], key: str) -> S | None:
    index = position(stages, key) - 1
    return stages[index] if index >= 0 else None


def redo_stage(stages: Sequence[S], key: str) -> S:
    """Where work goes when it is sent for redo: the nearest earlier case handler, else the desk."""
    earlier = stages[: position(stages, key)]
    return next((stage for stage in reversed(earlier) if stage.function == CASE_HANDLER), stages[0])


def is_signed_before(stages: Sequence[StageLike], key: str) -> bool:
    """Whether every approver of the line comes before the stage, so that a result reaching it has been signed."""
    index = position(stages, key)
    approvals = [i for i, stage in enumerate(stages) if stage.function == APPROVER]
    return bool(approvals) and max(approvals) < index
