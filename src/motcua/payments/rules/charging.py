"""What a dossier costs, line by line: the fees of its procedure version, less what the law lets somebody off.

Fees: Law on fees and charges 97/2015/QH13; the rates are those of the procedure version in force at the filing.
Exemptions are dated data (`catalogue/fees/exemptions.yaml`); each says what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.limits import FeeLine, fees_for
from motcua.vietnamese import format_money

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Exemption:
    """Somebody whom the law lets off a part of some fees: `percent` of them, from one day to another, both included.

    `kinds` are fee and charge; `procedures` the keys it holds for, none named: all. `proof` is what is to be shown.
    """

    key: str
    name: str
    percent: int
    kinds: tuple[str, ...]
    procedures: tuple[str, ...]
    proof: str
    source: str
    valid_from: date
    valid_to: date | None = None

    def holds_for(self, procedure: str, on: date) -> bool:
        """Whether it may be asked for with a procedure on a day."""
        named = not self.procedures or procedure in self.procedures
        return named and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a charge: whole đồng, below zero for what is let off or taken back; why, and on which source."""

    key: str
    name: str
    kind: str
    amount: int
    explanation: str
    source: str = ""


def lines_of(definition: Definition, *, channel: str, case: str, answers: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines a dossier begins with; a fee whose amount another body sets comes later, as an obligation."""
    found = fees_for(definition, channel=channel, case=case, answers=answers)
    return tuple(_line(one) for one in found if one.total is not None)


def set_elsewhere(
    definition: Definition, *, channel: str, case: str, answers: Mapping[str, Any]
) -> tuple[FeeLine, ...]:
    """The fees whose amount nobody here knows: the tax office or the provincial council sets them."""
    found = fees_for(definition, channel=channel, case=case, answers=answers)
    return tuple(one for one in found if one.total is None)


def let_off(exemption: Exemption, lines: Sequence[Line]) -> tuple[Line, ...]:
    """What an exemption takes away: one line for each fee it covers, rounded in the citizen's favour.

    What was corrected before counts as corrected: a fee is never let off beyond what is left of it.
    """
    found = []
    for key, (name, kind, left) in _left_by_fee(lines).items():
        if kind not in exemption.kinds or left <= 0:
            continue
        still_due = left * (WHOLE - exemption.percent) // WHOLE
        words = f"{exemption.name}: giảm {exemption.percent}% của {format_money(left)}"
        found.append(Line(key, f"Miễn, giảm: {name}", kind, still_due - left, words, exemption.source))
    return tuple(found)


def difference(before: Sequence[Line], now: Sequence[Line], reason: str) -> tuple[Line, ...]:
    """What must be added so that the charge comes to the fees of now; earlier lines stay as they were written."""
    known, wanted = _left_by_fee(before), {one.key: one for one in now}
    found = []
    for key in [*wanted, *(key for key in known if key not in wanted)]:
        was = known[key][2] if key in known else 0
        new = wanted[key].amount if key in wanted else 0
        if new == was:
            continue
        name, kind = (wanted[key].name, wanted[key].kind) if key in wanted else known[key][:2]
        source = wanted[key].source if key in wanted else ""
        words = f"{reason}: từ {format_money(was)} thành {format_money(new)}"
        found.append(Line(key, f"Điều chỉnh: {name}", kind, new - was, words, source))
    return tuple(found)


def _line(fee: FeeLine) -> Line:
    why = f"{fee.counted}; {fee.explanation}" if fee.counted else fee.explanation
    return Line(fee.key, fee.name, fee.kind, fee.total or 0, why, fee.source)


def _left_by_fee(lines: Sequence[Line]) -> dict[str, tuple[str, str, int]]:
    """Name, kind and what is left of each fee, in the order in which they were first charged."""
    found: dict[str, tuple[str, str, int]] = {}
    for one in lines:
        name, kind, left = found.get(one.key, (one.name, one.kind, 0))
        found[one.key] = (name, kind, left + one.amount)
    return found
