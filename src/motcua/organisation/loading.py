"""Reads the catalogue's organisations and calendars into the tables; doing it again changes only what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from django.db.models import F, Model

import motcua
from motcua.accounts.actions import create_officer
from motcua.accounts.queries import accounts_by_logins
from motcua.vietnamese import search_key
from motcua.working_time import CalendarError, WeeklyPattern, overrides_from_data, pattern_from_data

from .models import CalendarDay, Holding, OrganisationChange, Post, Succession, Unit, WeeklyHours
from .rules.hours import written
from .rules.plan import HoldingPlan, OrganisationPlan, UnitPlan, parse
from .rules.refusals import BadPlan

CATALOGUE = Path(motcua.__file__).parent / "catalogue"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ORGANISATIONS = CATALOGUE / "organisations"
CALENDARS = CATALOGUE / "calendars"
NATIONAL_PATTERN = "office_0730"
# A change made here, and the columns that a file says nothing to from then on.
KEPT_BY = {
    "rename_unit": {"name", "short_name", "search_key"},
    "describe_unit": {"roles", "address", "phone", "email", "hours_note"},
    "move_unit": {"parent_id", "path", "office_id"},
    "close_unit_with_successor": {"valid_to"},
    "reopen_unit": {"valid_to"},
}


@dataclass(slots=True)
class Loaded:
    """What a loading made or changed, by kind of row."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, number: int = 1) -> None:
        if number:
            self.counts[what] = self.counts.get(what, 0) + number

    def __bool__(self) -> bool:
        return bool(self.counts)


def load(paths: Iterable[Path] = (), *, at: datetime, demo: bool = False) -> Loaded:
    """Load organisation files (without paths: all of the catalogue) after the country's calendar.

    With `demo`, also the invented people and their posts; they cannot sign in until the demo gives them passwords.
    Nothing is removed: a unit that ends is closed by its `valid_to` or by `actions.close_unit_with_successor`.
    Raises BadPlan, and then nothing has changed.
    """
    files = [Path(path) for path in paths] or sorted(ORGANISATIONS.glob("*.yaml"))
    plans = {file.name: _plan(file) for file in files}
    patterns = _patterns()
    loaded = Loaded()
    with transaction.atomic():
        _load_calendar(patterns, loaded)
        for plan in plans.values():
            _Loader(plan, patterns, loaded).load()
        for name, plan in plans.items():
            _load_successions(name, plan, loaded)
        if demo:
            for plan in plans.values():
                _load_people(plan, at, loaded)
        if loaded:
            OrganisationChange.objects.create(
                verb="load", at=at, reason=", ".join(plans)[:300], data=dict(loaded.counts)
            )
    return loaded


def demo_people() -> dict[str, str]:
    """The logins and names of all invented people of the catalogue, for the demo to give them passwords."""
    found: dict[str, str] = {}
    for file in sorted(ORGANISATIONS.glob("*.yaml")):
        found.update(_plan(file).people)
    return found


def _read(file: Path) -> Mapping[str, Any]:
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader, in C where it can be
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadPlan(f"{file.name}: {error}") from None
    if not isinstance(data, dict):
        raise BadPlan(f"{file.name}: not a mapping")
    return data


def _plan(file: Path) -> OrganisationPlan:
    try:
        return parse(_read(file))
    except BadPlan as error:
        raise BadPlan(f"{file.name}: {error.message}") from None


def _patterns() -> dict[str, WeeklyPattern]:
    file = CALENDARS / "patterns.yaml"
    try:
        return {key: pattern_from_data(row) for key, row in _read(file).get("patterns", {}).items()}
    except CalendarError as error:
        raise BadPlan(f"{file.name}: {error}") from None


def _put(row: Model, values: Mapping[str, Any]) -> bool:
    """Give a row new values where they differ; whether any did."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def _load_calendar(patterns: Mapping[str, WeeklyPattern], loaded: Loaded) -> None:
    """The country's days and its ordinary week, for every unit that has none of its own."""
    file = CALENDARS / "national.yaml"
    try:
        data = _read(file)
        overrides = overrides_from_data(data.get("days", ()), data.get("sources", {}))
    except CalendarError as error:
        raise BadPlan(f"{file.name}: {error}") from None
    known = {row.date: row for row in CalendarDay.objects.filter(unit__isnull=True)}
    by_hand = _days_set_by_hand()
    new: list[CalendarDay] = []
    changed = 0
    for override in overrides:
        if str(override.date) in by_hand:
            continue  # what somebody said here weighs more than the file
        values = {
            "kind": override.kind,
            "name": override.name,
            "source": override.source,
            "decreed": override.decreed,
            "follows_weekday": override.follows_weekday,
            "sessions": written(override.hours) or None,
        }
        row = known.get(override.date)
        if row is None:
            new.append(CalendarDay(date=override.date, **values))
        else:
            changed += _put(row, values)
    changed += len(CalendarDay.objects.bulk_create(new))
    changed += _load_hours(None, [(patterns[NATIONAL_PATTERN], None)])
    loaded.add("calendar", changed)
    if changed:
        Unit.objects.update(calendar_revision=F("calendar_revision") + 1)


def _days_set_by_hand() -> set[str]:
    """The country's days that somebody set or took back here."""
    rows = OrganisationChange.objects.filter(unit__isnull=True, verb__in=("add_calendar_day", "remove_calendar_day"))
    return {str(data.get("day")) for data in rows.order_by().values_list("data", flat=True)}


def _units_changed_by_hand() -> dict[UUID, set[str]]:
    """What of each unit somebody has changed here since: the verbs by unit."""
    found: dict[UUID, set[str]] = {}
    for unit_id, verb in OrganisationChange.objects.filter(verb__in=KEPT_BY).order_by().values_list("unit_id", "verb"):
        if unit_id is not None:
            found.setdefault(unit_id, set()).add(verb)
    return found


def _load_hours(unit: Unit | None, weeks: Iterable[tuple[WeeklyPattern, date | None]]) -> int:
    changed = 0
    set_here = OrganisationChange.objects.filter(unit=unit, verb="set_weekly_hours").order_by()
    by_hand = {str(data.get("valid_from")) for data in set_here.values_list("data", flat=True)}
    for pattern, since in weeks:
        if str(since or pattern.valid_from) in by_hand:
            continue
        sessions = {str(weekday): written(hours) for weekday, hours in enumerate(pattern.week) if hours}
        values = {"sessions": sessions, "source": pattern.name}
        row, made = WeeklyHours.objects.get_or_create(
            unit=unit, valid_from=since or pattern.valid_from, defaults=values
        )
        changed += made or _put(row, values)
    return changed


class _Loader:
    """Loads the units and posts of one file."""

    def __init__(self, plan: OrganisationPlan, patterns: Mapping[str, WeeklyPattern], loaded: Loaded) -> None:
        self.plan, self.patterns, self.loaded = plan, patterns, loaded
        self.by_hand = _units_changed_by_hand()
        codes = [unit.code for unit in plan.all_units()]
        self.known = {(unit.code, unit.valid_from): unit for unit in Unit.objects.filter(code__in=codes)}
        self.posts = {
            (post.unit_id, post.function, post.title, post.valid_from): post
            for post in Post.objects.filter(unit__in=[unit.pk for unit in self.known.values()])
        }

    def load(self) -> None:
        for top in self.plan.units:
            self._unit(top, None)

    def _unit(self, plan: UnitPlan, parent: Unit | None) -> None:
        unit = self.known.get((plan.code, plan.valid_from)) or Unit(code=plan.code, valid_from=plan.valid_from)
        new = unit._state.adding
        values = self._values(plan, unit, parent)
        if new:
            for name, value in values.items():
                setattr(unit, name, value)
            unit.save(force_insert=True)
            self.loaded.add("units")
        else:
            kept = {name for verb in self.by_hand.get(unit.pk, ()) for name in KEPT_BY[verb]}
            if _put(unit, {name: value for name, value in values.items() if name not in kept}):
                self.loaded.add("units")
        for post in plan.posts:
            self._post(unit, str(post.function), post.title)
        self._hours(unit, plan)
        for part in plan.units:
            self._unit(part, unit)

    def _values(self, plan: UnitPlan, unit: Unit, parent: Unit | None) -> dict[str, Any]:
        code, kind, name = plan.division
        office_id: UUID | None = unit.pk if plan.is_office else (parent.office_id if parent else None)
        return {
            "name": plan.name,
            "short_name": plan.short_name,
            "search_key": search_key(f"{plan.short_name} {plan.name}")[:300],
            "kind": plan.kind,
            "tier": plan.tier,
            "organisation": self.plan.organisation,
            "code_format": self.plan.code_format,
            "parent_id": parent.pk if parent else None,
            "office_id": office_id,
            "is_office": plan.is_office,
            "roles": list(plan.roles),
            "path": f"{parent.path if parent else ''}{unit.pk.hex}/",
            "division_code": code,
            "division_kind": kind,
            "division_name": name,
            "valid_to": plan.valid_to,
            **plan.contact,
        }

    def _post(self, unit: Unit, function: str, title: str) -> None:
        key = (unit.pk, function, title, unit.valid_from)
        if key not in self.posts:
            self.posts[key] = Post.objects.create(
                unit=unit, function=function, title=title, valid_from=unit.valid_from, valid_to=unit.valid_to
            )
            self.loaded.add("posts")
        elif unit.valid_to is not None and (self.posts[key].valid_to or date.max) > unit.valid_to:
            # A file may end a post with its unit; one that was ended here stays ended.
            self.loaded.add("posts", _put(self.posts[key], {"valid_to": unit.valid_to}))

    def _hours(self, unit: Unit, plan: UnitPlan) -> None:
        unknown = [week.pattern for week in plan.hours if week.pattern not in self.patterns]
        if unknown:
            raise BadPlan(f"unit {plan.code}: no weekly pattern {unknown[0]!r}")
        changed = _load_hours(unit, [(self.patterns[week.pattern], week.valid_from) for week in plan.hours])
        if changed:
            Unit.objects.filter(path__startswith=unit.path).update(calendar_revision=F("calendar_revision") + 1)
            self.loaded.add("calendar", changed)


def _in_force(code: str, on: date) -> Unit | None:
    rows = Unit.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from")
    return next((unit for unit in rows if unit.valid_to is None or unit.valid_to >= on), None)


def _load_successions(name: str, plan: OrganisationPlan, loaded: Loaded) -> None:
    """Who followed whom; a predecessor that another file would bring and nobody loaded is passed over."""
    for fact in plan.successions:
        predecessor = _in_force(fact.predecessor, fact.on - timedelta(days=1))
        successor = _in_force(fact.successor, fact.on)
        if successor is None:
            raise BadPlan(f"{name}: successions: no unit {fact.successor} on {fact.on}")
        if predecessor is None:
            continue
        _, made = Succession.objects.get_or_create(
            predecessor=predecessor, successor=successor, defaults={"on": fact.on, "source": fact.source}
        )
        loaded.add("successions", made)


def _load_people(plan: OrganisationPlan, at: datetime, loaded: Loaded) -> None:
    known = accounts_by_logins(plan.people)
    for login, name in plan.people.items():
        if login not in known:
            known[login] = create_officer(login, None, name, at=at)
            loaded.add("people")
    dates = {unit.code: unit.valid_from for unit in plan.all_units()}
    posts = {
        (post.unit.code, post.function, post.title, post.valid_from): post
        for post in Post.objects.filter(unit__code__in=dates).select_related("unit")
    }
    held = set(Holding.objects.filter(account__login__in=plan.people).values_list("post_id", "account_id"))
    for holding in plan.holdings:
        post = posts[(holding.unit, str(holding.function), holding.title, dates[holding.unit])]
        account = known[holding.person]
        if (post.pk, account.pk) not in held:
            Holding.objects.create(
                post=post, account_id=account.pk, kind=holding.kind, valid_from=post.valid_from, valid_to=post.valid_to
            )
            held.add((post.pk, account.pk))
            loaded.add("holdings")


__all__ = ["CALENDARS", "ORGANISATIONS", "HoldingPlan", "Loaded", "demo_people", "load"]
