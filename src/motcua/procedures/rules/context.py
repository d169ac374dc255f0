"""What a form needs to know besides the answers: the day, the divisions, the official lists, the uploaded files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.procedures.rules.divisions import EMPTY_GAZETTEER, Gazetteer

TWO_TIER = "two_tier"
THREE_TIER = "three_tier"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: a key that is kept, a name that is shown."""

    key: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """What is known of an uploaded file: its kind as found by content, its size in bytes, its name."""

    kind: str
    size: int
    name: str


@dataclass(frozen=True)
class FormContext:
    """The surroundings in which answers are cleaned and shown.

    ``today`` is the local date in Asia/Ho_Chi_Minh; ``organisation`` is ``two_tier`` or ``three_tier``;
    ``lists`` hold ``ethnicities`` and ``nationalities``; ``files`` are the uploads of this draft by id,
    or ``None`` where nobody can tell (then ids are taken on trust and checked by whoever attaches them).
    """

    today: date
    organisation: str = TWO_TIER
    divisions: Gazetteer = EMPTY_GAZETTEER
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    files: Mapping[str, UploadedFile] | None = None

    def choice_name(self, list_name: str, key: str | None) -> str:
        """Give the name of a key of an official list; a key nobody knows is given back as it is."""
        for choice in self.lists.get(list_name, ()):
            if choice.key == key:
                return choice.name
        return key or ""

    def address_parts(self, value: Any) -> dict[str, str]:
        """Name the divisions of an address and its street, from the widest to the narrowest."""
        given = value if isinstance(value, Mapping) else {}
        shown = {}
        for part in ("province", "district", "ward"):
            code = given.get(part)
            shown[part] = given.get(f"{part}_name") or self.divisions.name(code if isinstance(code, str) else None)
        shown["street"] = str(given.get("street") or "")
        return shown

    def address_words(self, value: Any) -> str:
        """Write an address on one line as on an envelope, the street first; a mere text is given back as it is."""
        if isinstance(value, str):
            return value
        return ", ".join(text for text in reversed(self.address_parts(value).values()) if text)
