"""Administrative divisions as dated facts, held in memory: which provinces, districts and wards there were on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from motcua.vietnamese import search_key, sort_key

LEVELS = ("province", "district", "ward")


@dataclass(frozen=True, slots=True)
class DivisionFact:
    """One administrative division: an opaque code, its level, kind and name, and the days it existed.

    ``valid_to`` is the last day it existed. ``successors`` are the codes of the divisions that took
    it over. ``complete`` names the levels of which all divisions right below are listed: another name is wrong.
    """

    code: str
    level: str
    kind: str
    name: str
    parent: str | None = None
    valid_from: date = date.min
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()

    def exists_on(self, on: date) -> bool:
        """Say whether the division exists on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def full_name(self) -> str:
        """Give the kind and the name: «phường Xuân Đỉnh», «Hà Nội» for a province without its kind."""
        return f"{self.kind} {self.name}" if self.level != "province" else self.name


@dataclass(frozen=True)
class Gazetteer:
    """All divisions known to the installation, for form fields of kind ``address``."""

    facts: tuple[DivisionFact, ...] = ()
    _by_code: dict[str, DivisionFact] = field(init=False, default_factory=dict, compare=False, repr=False)
    _below: dict[str | None, list[DivisionFact]] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for fact in sorted(self.facts, key=lambda one: sort_key(one.name)):
            self._by_code[fact.code] = fact
            self._below.setdefault(fact.parent, []).append(fact)

    def provinces(self, on: date) -> list[DivisionFact]:
        """List the provinces and centrally run cities of a day, in Vietnamese order."""
        return [fact for fact in self._below.get(None, ()) if fact.exists_on(on)]

    def districts_of(self, province: str, on: date) -> list[DivisionFact]:
        """List the districts of a province on a day; none after 2025-07-01."""
        return self._children(province, "district", on)

    def wards_of(self, code: str, on: date) -> list[DivisionFact]:
        """List the wards and communes right under a district, or under a two-tier province, on a day."""
        return self._children(code, "ward", on)

    def resolve(self, typed: str, level: str, parent: str | None, on: date) -> DivisionFact | None:
        """Find the one division of a level, right below a parent, that a typed code or name means on a day."""
        by_code = self._by_code.get(typed)
        if by_code and by_code.level == level and by_code.parent == parent and by_code.exists_on(on):
            return by_code
        among = self._below.get(parent, ())
        return match_division(typed, [fact for fact in among if fact.level == level and fact.exists_on(on)])

    def get(self, code: str | None) -> DivisionFact | None:
        """Find a division by its code, whether it still exists or not."""
        return self._by_code.get(code) if code else None

    def name(self, code: str | None) -> str:
        """Give the full name of a division; a code nobody knows is given back as it is."""
        fact = self.get(code)
        return fact.full_name if fact else (code or "")

    def _children(self, parent: str, level: str, on: date) -> list[DivisionFact]:
        return [fact for fact in self._below.get(parent, ()) if fact.level == level and fact.exists_on(on)]


EMPTY_GAZETTEER = Gazetteer()


def match_division(typed: str, among: Iterable[DivisionFact]) -> DivisionFact | None:
    """Find the one division meant by a typed code or name, with or without its kind, case and diacritics."""
    candidates = list(among)
    folded, key = typed.casefold(), search_key(typed)
    for test in (
        lambda fact: fact.code == typed,
        lambda fact: folded in (f"{fact.kind} {fact.name}".casefold(), fact.name.casefold()),
        lambda fact: search_key(f"{fact.kind} {fact.name}") == key,
        lambda fact: search_key(fact.name) == key,
    ):
        found = [fact for fact in candidates if test(fact)]
        if len(found) == 1:
            return found[0]
    return None
