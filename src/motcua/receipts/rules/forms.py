"""Which official form a fact calls for, what it is named and how large it is, by the regime of the day.

The forms are data: a dated table of form sets, each with its source (`catalogue/papers/forms.yaml`, read by
`receipts.loading`). Circular 01/2018/TT-VPCP has six forms; Circular 03/2025/TT-VPCP seven, with the stop notice new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.vietnamese import weekday_name


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its number where it has one, its title as printed, the size of its sheet."""

    number: str
    title: str
    paper: str


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms one circular lays down, from the day they are in force."""

    key: str
    source: str
    in_force: date
    identity_number: bool
    forms: Mapping[str, Form]


@dataclass(frozen=True, slots=True)
class FormTable:
    """Every set, the oldest first, and the house's own papers, for which no circular has a form."""

    sets: tuple[FormSet, ...]
    own: Mapping[str, Form]

    def on(self, day: date) -> FormSet:
        """The set in force on a day; before the first, the first."""
        return next((one for one in reversed(self.sets) if one.in_force <= day), self.sets[0])

    def form(self, kind: str, day: date) -> Form:
        """The form of a kind of paper on a day. Raises KeyError for a kind nobody knows."""
        return self.on(day).forms.get(kind) or self.own[kind]


# Papers of the office's own work: the applicant's pages do not offer them.
OF_THE_OFFICE = frozenset({"control_sheet"})


def number_on(code: str, kind: str) -> str:
    """The number on the sheet: the end of the dossier's code, with the letters of the receipt's register («/TNHS»)."""
    end = code.rsplit("-", 1)[-1]
    return f"{end}/TNHS" if kind == "form01" else end


def place_in_register(code: str) -> str:
    """The dossier's place in its office's register of the year: day and daily number, which never come twice."""
    return "-".join(code.split("-")[-2:])


def moment_in_words(local: datetime) -> str:
    """A moment as the forms write it: «17 giờ 00 phút, ngày 14 tháng 01 năm 2019 (thứ Hai)», in the office's time."""
    day = f"ngày {local.day:02d} tháng {local.month:02d} năm {local.year}"
    return f"{local.hour:02d} giờ {local.minute:02d} phút, {day} ({weekday_name(local)})"
