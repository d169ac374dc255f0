"""The catalogue's example dossiers told again of other people: each hangs together, and no two are alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import motcua
from motcua.procedures.loading.examples import Example, examples_of
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.forms import check_answers

from .answers import FAMILY

PROCEDURES = Path(motcua.__file__).parent / "catalogue" / "procedures"
PREFIXES = ("090", "091", "093", "096", "097", "098")
GIVEN = {
    "male": (
        *("Văn An", "Đức Bình", "Quang Vinh", "Hữu Lâm", "Minh Khôi", "Gia Huy", "Tuấn Kiệt", "Văn Sơn"),
        *("Đình Tùng", "Quốc Việt", "Ngọc Hải", "Thành Long", "Xuân Trường", "Công Phượng", "Bá Thắng"),
    ),
    "female": (
        *("Thị Lan Anh", "Thị Kim Chi", "Thu Hà", "Thị Bích Hạnh", "Khánh Linh", "Thị Tuyết Mai", "Phương Nga"),
        *("Thị Kim Oanh", "Thu Trang", "Hải Yến", "Thị Minh Ngọc", "Thị Hồng Vân", "Thùy Dương", "Thị Thơm"),
    ),
}


def retold(
    definition: Definition, *, case: str, context: FormContext, home: Mapping[str, Any], chance: Random
) -> dict[str, Any] | None:
    """Answers of an example of this case with other names, numbers and addresses; ``None`` where none fits.

    ``home`` is an address in the office's own division: everybody lives there. Uploaded files are left out.
    """
    fitting = [
        one
        for one in examples_of(PROCEDURES / definition.key, context.today)
        if one.case == case and one.organisation in (None, definition.organisation)
    ]
    if not fitting:
        return None
    example = chance.choice(fitting)
    fields = [field for _, field in definition.form.fields()]
    named = {field.id for field in fields if field.kind == "text" and field.autocomplete == "name"}
    uploads = {field.id for field in fields if field.kind == "file"}
    told = _Retelling(example, named, home, chance).answers()
    given = {key: value for key, value in told.items() if key not in uploads}
    result = check_answers(definition.form, given, context, case=case, channel=example.channel)
    return result.answers if all(error.field_id in uploads for error in result.errors) else None


class _Retelling:
    """One example with every person in it exchanged, each for one and the same other person."""

    def __init__(self, example: Example, named: set[str], home: Mapping[str, Any], chance: Random) -> None:
        self.example, self.home, self.chance = example, home, chance
        self.names: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.families: dict[str, str] = {}
        self.given: set[str] = set()
        for person in _people(example.answers):
            self._exchange(person)
        for field_id in named & example.answers.keys():
            self._exchange({"name": example.answers[field_id]})

    def answers(self) -> dict[str, Any]:
        told: dict[str, Any] = self._told(self.example.answers)
        if "contact_phone" in told:
            told["contact_phone"] = f"{self.chance.choice(PREFIXES)}{self.chance.randrange(10**7):07d}"
        return told

    def _exchange(self, person: Mapping[str, Any]) -> None:
        old, number = person["name"], person.get("identity_number")
        if old not in self.names:
            family = self.families.setdefault(old.split()[0], self.chance.choice(FAMILY))
            given = self.chance.choice([one for one in GIVEN[_sex(person)] if one not in self.given])
            self.given.add(given)
            self.names[old] = f"{family} {given}"
            # A shop is often called after its owner: «Bún chả Minh Ngọc».
            self.names[" ".join(old.split()[-2:])] = " ".join(given.split()[-2:])
        if number:
            # What the number says of its holder stays: place, century, sex and year.
            self.numbers.setdefault(number, f"{number[:6]}{self.chance.randrange(10**6):06d}")

    def _told(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            if "province" in value:
                return {**self.home, "street": value.get("street", "")}
            return {key: self._told(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._told(one) for one in value]
        if isinstance(value, str):
            return self._renamed(value)
        return value

    def _renamed(self, text: str) -> str:
        if text in self.numbers:
            return self.numbers[text]
        # The whole name before its last two words.
        for old in sorted(self.names, key=len, reverse=True):
            if old in text:
                return text.replace(old, self.names[old])
        return text


def _people(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if "name" in value:
            yield value
        for one in value.values():
            yield from _people(one)
    elif isinstance(value, list):
        for one in value:
            yield from _people(one)


def _sex(person: Mapping[str, Any]) -> str:
    if person.get("sex"):
        return str(person["sex"])
    number = str(person.get("identity_number") or "")
    if len(number) == 12:
        return "female" if int(number[3]) % 2 else "male"
    return "female" if " Thị " in person["name"] else "male"
