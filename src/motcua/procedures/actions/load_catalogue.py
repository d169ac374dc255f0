"""Load the catalogue: fields, divisions, lists, procedures; publish what is new and have the offices take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import SYSTEM
from motcua.vietnamese import search_key

from ..loading.reading import CatalogueError, checksum, load_folder
from ..loading.surroundings import load_divisions, load_fields, load_lists
from ..models import Offering, Procedure, ProcedureField, ProcedureVersion
from ..queries import forget
from ..rules.definition import Definition, DefinitionError, parse
from ..rules.refusals import AlreadyPublished, NotReady
from .publish import publish

_IDENTITY = ("national_code", "name", "short_name", "search_words")


@dataclass(slots=True)
class Loaded:
    """What a loading made or changed, by kind of row."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, number: int = 1) -> None:
        if number:
            self.counts[what] = self.counts.get(what, 0) + number

    def __bool__(self) -> bool:
        return bool(self.counts)


@transaction.atomic
def load_catalogue(path: Path, *, at: datetime) -> Loaded:
    """Load a catalogue folder; the same data a second time changes nothing. All or nothing.

    Raises CatalogueError for what cannot be read, NotReady for what the gate refuses, and AlreadyPublished where the
    data of a published version was edited: a change of what is published is a new version.
    """
    loaded = Loaded()
    loaded.add("fields", load_fields(path / "fields.yaml"))
    loaded.add("divisions", load_divisions(path / "divisions"))
    loaded.add("lists", load_lists(path / "lists"))
    fields = {one.key: one for one in ProcedureField.objects.all()}
    for identity, number, data in load_folder(path / "procedures"):
        procedure = _procedure(identity, fields, loaded)
        _version(procedure, number, data, at, loaded)
    _offer_everywhere(at, loaded)
    forget()
    transaction.on_commit(forget)
    return loaded


def _procedure(identity: Mapping[str, Any], fields: Mapping[str, ProcedureField], loaded: Loaded) -> Procedure:
    if identity["field"] not in fields:
        raise CatalogueError(f"{identity['key']}: không có lĩnh vực «{identity['field']}»")
    values: dict[str, Any] = {name: identity[name] for name in _IDENTITY}
    values |= {"field": fields[identity["field"]], "life_event": identity["life_event"] or ""}
    values["search_key"] = " ".join(
        search_key(words) for words in [identity["short_name"], identity["name"], *identity["search_words"]]
    )
    row = Procedure.objects.filter(key=identity["key"]).first()
    if row is None:
        loaded.add("procedures")
        return Procedure.objects.create(key=identity["key"], **values)
    if any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        loaded.add("procedures")
    return row


def _version(procedure: Procedure, number: str, data: dict[str, Any], at: datetime, loaded: Loaded) -> None:
    name = f"{procedure.key} {number}"
    held = ProcedureVersion.objects.filter(procedure=procedure, number=number).first()
    total = checksum(data)
    published = held is not None and held.state != ProcedureVersion.State.DRAFT
    if held is not None and held.checksum == total and published:
        return
    if published:
        raise AlreadyPublished(
            f"{name} đã công bố với nội dung khác. Giữ nguyên tệp cũ và viết một phiên bản mới có ngày hiệu lực riêng."
        )
    try:
        definition = parse(data)
    except DefinitionError as wrong:
        raise CatalogueError(f"{name}: {wrong}") from wrong
    values = {
        "organisation": definition.organisation,
        "definition": data,
        "checksum": total,
        "valid_from": definition.valid_from,
        "valid_to": definition.valid_to,
    }
    row, _ = ProcedureVersion.objects.update_or_create(procedure=procedure, number=number, defaults=values)
    try:
        publish(row.pk, by=SYSTEM, at=at)
    except NotReady as refused:
        raise CatalogueError(f"{name}: {refused}") from refused
    loaded.add("versions")


def _offer_everywhere(at: datetime, loaded: Loaded) -> None:
    """Every office of a version's tier and model of organisation takes its procedure while both are in force."""
    held = {
        (unit_id, procedure_id) for unit_id, procedure_id in Offering.objects.values_list("unit_id", "procedure_id")
    }
    made = []
    published = ProcedureVersion.objects.filter(state=ProcedureVersion.State.PUBLISHED).order_by("valid_from", "pk")
    offices: dict[tuple[date, str], list[Any]] = {}
    for version in published:
        definition = parse(version.definition)
        for day in (version.valid_from, localdate(at)):
            if (day, definition.competent_tier) not in offices:
                offices[day, definition.competent_tier] = organisation.offices(day, definition.competent_tier)
            for office in offices[day, definition.competent_tier]:
                row = _offering(office, version, definition)
                if row is not None and (office.pk, version.procedure_id) not in held:
                    held.add((office.pk, version.procedure_id))
                    made.append(row)
    Offering.objects.bulk_create(made)
    loaded.add("offerings", len(made))


def _offering(office: Any, version: ProcedureVersion, definition: Definition) -> Offering | None:
    if office.organisation != definition.organisation:
        return None
    begins = max(office.valid_from, version.valid_from)
    ends = office.valid_to
    if ends is not None and ends < begins:
        return None
    return Offering(unit_id=office.pk, procedure_id=version.procedure_id, valid_from=begins, valid_to=ends)
