"""An organisation as it is written in a file: units within units, their posts, who followed whom, demo people.

Parts that many offices have alike are written once as a *shape*; in its texts `{code}` is the office's code, `{below}`
that code without its first group (codes of 2018 grow to the left), `{place}` its place with its kind, `{short}`
its short name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .authority import Function
from .refusals import BadPlan

UNIT_WORDS = {
    *("code", "name", "short_name", "kind", "tier", "office", "roles", "division", "address", "phone", "email"),
    *("hours_note", "hours", "posts", "shape", "units", "valid_from", "valid_to"),
}
FILE_WORDS = {
    *(
        "about",
        "organisation",
        "code_format",
        "valid_from",
        "valid_to",
        "source",
        "shapes",
        "units",
        "successions",
        "demo",
    )
}
ORGANISATIONS = ("three_tier", "two_tier")


@dataclass(frozen=True, slots=True)
class PostPlan:
    """One post of a unit: its function in the life of a dossier and its title."""

    function: Function
    title: str


@dataclass(frozen=True, slots=True)
class HoursPlan:
    """The unit's own week: the key of a pattern in `catalogue/calendars/patterns.yaml`, from its day or a later."""

    pattern: str
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One unit with everything in it."""

    code: str
    name: str
    short_name: str
    kind: str
    tier: str
    is_office: bool
    roles: tuple[str, ...]
    division: tuple[str, str, str]  # code, kind, name
    contact: Mapping[str, str]
    hours: tuple[HoursPlan, ...]
    posts: tuple[PostPlan, ...]
    valid_from: date
    valid_to: date | None
    units: tuple[UnitPlan, ...]

    def all_units(self) -> Iterable[UnitPlan]:
        """This unit and all in it, parents first."""
        yield self
        for part in self.units:
            yield from part.all_units()


@dataclass(frozen=True, slots=True)
class SuccessionPlan:
    """One unit's place taken by another from a day on."""

    predecessor: str
    successor: str
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class HoldingPlan:
    """An invented person in a post of a unit, as holder or deputy."""

    unit: str
    function: Function
    title: str
    person: str
    kind: str


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """A whole file."""

    organisation: str
    code_format: str
    units: tuple[UnitPlan, ...]
    successions: tuple[SuccessionPlan, ...]
    people: Mapping[str, str]
    holdings: tuple[HoldingPlan, ...]

    def all_units(self) -> Iterable[UnitPlan]:
        for top in self.units:
            yield from top.all_units()


def parse(data: Mapping[str, Any]) -> OrganisationPlan:
    """The plan in a file's data. Raises BadPlan, which says where and why."""
    _only(data, FILE_WORDS, "the file")
    organisation = _text(data, "organisation", "the file")
    if organisation not in ORGANISATIONS:
        raise BadPlan(f"organisation: {organisation!r} is neither three_tier nor two_tier")
    reader = _Reader(data.get("shapes", {}), _day(data, "valid_from", "the file"), data.get("valid_to"))
    units = tuple(reader.unit(one) for one in data.get("units", ()))
    demo = data.get("demo") or {}
    _only(demo, {"people", "holdings"}, "demo")
    plan = OrganisationPlan(
        organisation=organisation,
        code_format=str(data.get("code_format", "2025")),
        units=units,
        successions=tuple(_succession(one, data) for one in data.get("successions", ())),
        people={str(login): str(name) for login, name in demo.get("people", {}).items()},
        holdings=tuple(_holding(one) for one in demo.get("holdings", ())),
    )
    _check(plan)
    return plan


class _Reader:
    """Reads units, knowing the file's shapes and dates."""

    def __init__(self, shapes: Mapping[str, Any], valid_from: date, valid_to: date | None) -> None:
        self.shapes, self.valid_from, self.valid_to = shapes, valid_from, valid_to

    def unit(self, data: Mapping[str, Any], words: Mapping[str, str] | None = None) -> UnitPlan:
        where = f"unit {data.get('code', data.get('name', '?'))}"
        _only(data, UNIT_WORDS, where)
        data = {key: _filled(value, words or {}) for key, value in data.items()}
        code, name = _text(data, "code", where), _text(data, "name", where)
        division = data.get("division") or {}
        _only(division, {"code", "kind", "name"}, f"{where}, division")
        place = " ".join(str(division.get(key, "")) for key in ("kind", "name")).strip()
        short = str(data.get("short_name", name))
        inner = {"code": code, "below": code.split(".", 1)[-1], "place": place or short, "short": short}
        shape = data.get("shape")
        if shape is not None and shape not in self.shapes:
            raise BadPlan(f"{where}: no shape {shape!r}")
        parts = [self.unit(one, inner) for one in (self.shapes[shape] if shape else ())]
        parts += [self.unit(one, words) for one in data.get("units", ())]
        return UnitPlan(
            code=code,
            name=name,
            short_name=short,
            kind=_text(data, "kind", where),
            tier=str(data.get("tier", "")),
            is_office=bool(data.get("office", False)),
            roles=tuple(data.get("roles", ())),
            division=(str(division.get("code", "")), str(division.get("kind", "")), str(division.get("name", ""))),
            contact={key: str(data.get(key, "")) for key in ("address", "phone", "email", "hours_note")},
            hours=tuple(_hours(one, where) for one in data.get("hours", ())),
            posts=tuple(_post(one, where) for one in data.get("posts", ())),
            valid_from=data.get("valid_from", self.valid_from),
            valid_to=data.get("valid_to", self.valid_to),
            units=tuple(parts),
        )


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    """A shape's text with the office's words put in."""
    if not words or not isinstance(value, str) or "{" not in value:
        return value
    try:
        return value.format(**words)
    except (KeyError, IndexError, ValueError):
        raise BadPlan(f"{value!r}: use {{code}}, {{below}}, {{place}} or {{short}}") from None


def _post(data: Mapping[str, Any], where: str) -> PostPlan:
    _only(data, {"function", "title"}, f"{where}, posts")
    return PostPlan(_function(data, f"{where}, posts"), _text(data, "title", f"{where}, posts"))


def _hours(data: Mapping[str, Any], where: str) -> HoursPlan:
    _only(data, {"pattern", "valid_from"}, f"{where}, hours")
    day = _day(data, "valid_from", f"{where}, hours") if "valid_from" in data else None
    return HoursPlan(_text(data, "pattern", f"{where}, hours"), day)


def _succession(data: Mapping[str, Any], file: Mapping[str, Any]) -> SuccessionPlan:
    _only(data, {"from", "to", "date", "source"}, "successions")
    on = data.get("date", file["valid_from"])
    return SuccessionPlan(
        _text(data, "from", "successions"),
        _text(data, "to", "successions"),
        on,
        str(data.get("source", file.get("source", ""))),
    )


def _holding(data: Mapping[str, Any]) -> HoldingPlan:
    _only(data, {"unit", "function", "title", "person", "kind"}, "demo, holdings")
    kind = str(data.get("kind", "holder"))
    if kind not in ("holder", "deputy"):
        raise BadPlan(f"demo, holdings: kind {kind!r} is neither holder nor deputy")
    return HoldingPlan(
        _text(data, "unit", "demo, holdings"),
        _function(data, "demo, holdings"),
        _text(data, "title", "demo, holdings"),
        _text(data, "person", "demo, holdings"),
        kind,
    )


def _check(plan: OrganisationPlan) -> None:
    """What a file must agree on with itself."""
    codes: set[str] = set()
    posts: set[tuple[str, Function, str]] = set()
    for unit in plan.all_units():
        if unit.code in codes:
            raise BadPlan(f"code {unit.code} is given twice")
        if len(unit.code) > 35:
            raise BadPlan(f"code {unit.code} is longer than 35 characters (Decision 20/2020/QĐ-TTg)")
        codes.add(unit.code)
        posts |= {(unit.code, post.function, post.title) for post in unit.posts}
        for part in unit.units:
            if part.valid_from < unit.valid_from:
                raise BadPlan(f"unit {part.code} begins before the unit it is in")
    for holding in plan.holdings:
        if holding.person not in plan.people:
            raise BadPlan(f"demo: nobody is called {holding.person}")
        if (holding.unit, holding.function, holding.title) not in posts:
            raise BadPlan(f"demo: unit {holding.unit} has no post {holding.function} «{holding.title}»")


def _only(data: Mapping[str, Any], known: set[str], where: str) -> None:
    strange = sorted(set(data) - known)
    if strange:
        raise BadPlan(f"{where}: unknown word {strange[0]!r}")


def _text(data: Mapping[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadPlan(f"{where}: {key} is missing or no text")
    return value


def _day(data: Mapping[str, Any], key: str, where: str) -> date:
    value = data.get(key)
    if not isinstance(value, date):
        raise BadPlan(f"{where}: {key} is missing or no date (2025-07-01)")
    return value


def _function(data: Mapping[str, Any], where: str) -> Function:
    try:
        return Function(str(data.get("function")))
    except ValueError:
        raise BadPlan(f"{where}: no function {data.get('function')!r}") from None
