"""The administrative divisions and official lists that forms ask for, kept in memory."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..models import AdministrativeDivision, ListEntry
from ..rules.context import Choice, FormContext
from ..rules.definition import Definition
from ..rules.divisions import DivisionFact, Gazetteer
from .versions import REFRESH_SECONDS


@dataclass(frozen=True)
class _Held:
    gazetteer: Gazetteer
    entries: tuple[ListEntry, ...]
    read_at: float
    by_day: dict[date, Mapping[str, tuple[Choice, ...]]] = field(default_factory=dict)

    def lists_on(self, day: date) -> Mapping[str, tuple[Choice, ...]]:
        """The lists as they are on a day, sorted out once per day asked for."""
        found = self.by_day.get(day)
        if found is None:
            lists: dict[str, list[Choice]] = {}
            for entry in self.entries:
                if entry.valid_from <= day and (entry.valid_to is None or day <= entry.valid_to):
                    lists.setdefault(entry.list_name, []).append(Choice(entry.key, entry.name))
            found = {name: tuple(choices) for name, choices in lists.items()}
            if len(self.by_day) < 32:
                self.by_day[day] = found
        return found


_held: _Held | None = None


def form_context(definition: Definition, *, on: date) -> FormContext:
    """What the forms of a version need to know on a day besides the answers: divisions, lists, number of tiers."""
    held = _surroundings()
    return FormContext(
        today=on,
        organisation=definition.organisation,
        divisions=held.gazetteer,
        lists=held.lists_on(on),
    )


def gazetteer() -> Gazetteer:
    """All divisions known here, past and present."""
    return _surroundings().gazetteer


def provinces(on: date) -> list[DivisionFact]:
    """The provinces and centrally run cities of a day: 63 until 2025-06-30, 34 since."""
    return gazetteer().provinces(on)


def districts_of(code: str, on: date) -> list[DivisionFact]:
    """The districts of a province on a day; none since 2025-07-01."""
    return gazetteer().districts_of(code, on)


def wards_of(code: str, on: date) -> list[DivisionFact]:
    """The wards and communes right under a district, or under a province of two tiers, on a day."""
    return gazetteer().wards_of(code, on)


def forget() -> None:
    """Look everything up again at the next question: this process has just changed the lists."""
    global _held
    _held = None


def _surroundings() -> _Held:
    global _held
    held = _held
    if held is None or time.monotonic() - held.read_at > REFRESH_SECONDS * 20:
        facts = tuple(_fact(row) for row in AdministrativeDivision.objects.order_by("code"))
        entries = tuple(ListEntry.objects.order_by("list_name", "order", "key"))
        held = _held = _Held(Gazetteer(facts), entries, time.monotonic())
    return held


def _fact(row: AdministrativeDivision) -> DivisionFact:
    return DivisionFact(
        code=row.code,
        level=row.level,
        kind=row.kind,
        name=row.name,
        parent=row.parent_code or None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successors=tuple(row.successors),
        complete=tuple(row.complete),
    )
