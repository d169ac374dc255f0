"""Versions of procedures as other rooms see them: parsed once, kept for ever, since they never change."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from motcua.vietnamese import search_key

from ..models import Procedure, ProcedureVersion
from ..rules.definition import Definition, parse

# Another process may publish or withdraw: what is not immutable is looked up again after so many seconds.
REFRESH_SECONDS = 30.0


class NoSuchVersion(LookupError):
    """There is no such published version of a procedure."""


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """A procedure as a list shows it."""

    id: UUID
    key: str
    national_code: str
    name: str
    short_name: str
    life_event: str
    field: str
    field_name: str
    field_order: int
    search_key: str
    short_key: str


@dataclass(frozen=True)
class PublishedVersion:
    """A published version, in force from its first day to its last; `number` is its name in the catalogue."""

    id: UUID
    procedure: ProcedureCard
    number: str
    organisation: str
    state: str
    valid_from: date
    valid_to: date | None
    published_at: datetime | None

    @property
    def procedure_key(self) -> str:
        return self.procedure.key

    @cached_property
    def definition(self) -> Definition:
        """The whole definition, parsed at most once in a process."""
        return definition_of(self.id)

    def is_in_force(self, on: date) -> bool:
        """Whether a dossier may be filed under it on a day."""
        in_time = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return in_time and self.state == ProcedureVersion.State.PUBLISHED


@dataclass(frozen=True)
class _Shelf:
    """All procedures and their published versions, without the definitions: small enough to be kept in memory."""

    cards: dict[str, ProcedureCard]
    versions: dict[UUID, PublishedVersion]
    by_procedure: dict[str, list[PublishedVersion]]
    read_at: float


_definitions: dict[UUID, Definition] = {}
_shelf: _Shelf | None = None
_lock = threading.Lock()


def version(version_id: UUID) -> PublishedVersion:
    """The published (perhaps since withdrawn) version with this id. Raises NoSuchVersion."""
    found = shelf().versions.get(version_id) or shelf(anew=True).versions.get(version_id)
    if found is None:
        raise NoSuchVersion(str(version_id))
    return found


def versions_of(procedure_key: str) -> list[PublishedVersion]:
    """All published versions of a procedure, the newest first."""
    return list(shelf().by_procedure.get(procedure_key, ()))


def card(procedure_key: str) -> ProcedureCard | None:
    """The procedure as a list shows it."""
    return shelf().cards.get(procedure_key)


def definition_of(version_id: UUID) -> Definition:
    """The parsed definition of a published version, kept in this process for ever. Raises NoSuchVersion."""
    found = _definitions.get(version_id)
    if found is None:
        row = ProcedureVersion.objects.exclude(state=ProcedureVersion.State.DRAFT).filter(pk=version_id).first()
        if row is None:
            raise NoSuchVersion(str(version_id))
        found = _definitions[version_id] = parse(row.definition)
    return found


def in_force(procedure_key: str, on: date, organisation: str | None = None) -> PublishedVersion | None:
    """The version in force on a day in a model of organisation (two_tier, three_tier; None: whichever is newer)."""
    for found in versions_of(procedure_key):
        if found.is_in_force(on) and organisation in (None, found.organisation):
            return found
    return None


def forget() -> None:
    """Look everything up again at the next question: this process has just changed the catalogue."""
    global _shelf
    _shelf = None


def shelf(*, anew: bool = False) -> _Shelf:
    """What is known of all procedures; read again when it is old, or at once where `anew` is asked."""
    global _shelf
    held = _shelf
    if held is None or anew or time.monotonic() - held.read_at > REFRESH_SECONDS:
        with _lock:
            # Whoever waited here takes what the one before has just read.
            newest = _shelf
            if newest is None or newest is held:
                newest = _shelf = _read()
            held = newest
    return held


def _read() -> _Shelf:
    cards = {one.pk: _card(one) for one in Procedure.objects.select_related("field").order_by("key")}
    versions: dict[UUID, PublishedVersion] = {}
    by_procedure: dict[str, list[PublishedVersion]] = {}
    rows = ProcedureVersion.objects.exclude(state=ProcedureVersion.State.DRAFT).defer("definition")
    for row in rows.order_by("-valid_from", "-number"):
        found = PublishedVersion(
            id=row.pk,
            procedure=cards[row.procedure_id],
            number=row.number,
            organisation=row.organisation,
            state=row.state,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            published_at=row.published_at,
        )
        versions[row.pk] = found
        by_procedure.setdefault(found.procedure_key, []).append(found)
    return _Shelf({one.key: one for one in cards.values()}, versions, by_procedure, time.monotonic())


def _card(row: Procedure) -> ProcedureCard:
    return ProcedureCard(
        id=row.pk,
        key=row.key,
        national_code=row.national_code,
        name=row.name,
        short_name=row.short_name,
        life_event=row.life_event,
        field=row.field.key,
        field_name=row.field.name,
        field_order=row.field.order,
        search_key=row.search_key,
        short_key=search_key(row.short_name),
    )
