"""Divisions, lists and fields of administration from the catalogue into rows; a second time changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Model

from ..models import AdministrativeDivision, ListEntry, ProcedureField
from ..rules.divisions import LEVELS
from ..rules.reading import DefinitionError, Reader
from .reading import CatalogueError, read_yaml

BEGINNING = date(1900, 1, 1)


def load_divisions(folder: Path) -> int:
    """Write the divisions of all files of a folder; how many rows were made or changed. Raises CatalogueError.

    A file is a mapping with `source`, `level`, defaults for `kind`, `parent`, `valid_from` and `valid_to`, and the
    `divisions`, each with `code` and `name`; `succeeded_by` and `complete` where they are known. Nothing is removed.
    """
    wanted: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            for row in _divisions_of(Reader(read_yaml(path), "")):
                if row["code"] in wanted:
                    raise DefinitionError("divisions", f"mã «{row['code']}» có hai lần")
                wanted[row["code"]] = row
        except DefinitionError as wrong:
            raise CatalogueError(f"{path}: {wrong}") from wrong
    for row in wanted.values():
        for code in [*row["successors"], *filter(None, [row["parent_code"]])]:
            if code not in wanted:
                raise CatalogueError(f"{folder}: «{row['code']}» nhắc đến mã «{code}» không có")
    return _write(AdministrativeDivision, "code", wanted)


def load_lists(folder: Path) -> int:
    """Write the official lists of a folder, one file each; how many rows were made or changed. Raises CatalogueError.

    A file has `list`, `source`, `valid_from` and its `entries`, each with `key` and `name`. Nothing is removed; an
    entry that ends gets a `valid_to`.
    """
    changed = 0
    for path in sorted(folder.glob("*.yaml")):
        try:
            reader = Reader(read_yaml(path), "")
            rows = _entries_of(reader)
        except DefinitionError as wrong:
            raise CatalogueError(f"{path}: {wrong}") from wrong
        list_name = next(iter(rows.values()))["list_name"] if rows else ""
        changed += _write(ListEntry, "key", rows, list_name=list_name)
    return changed


def load_fields(path: Path) -> int:
    """Write the fields of administration; how many rows were made or changed. Raises CatalogueError."""
    data = read_yaml(path)
    rows: dict[str, dict[str, Any]] = {}
    try:
        for number, item in enumerate(data if isinstance(data, list) else []):
            reader = Reader(item, f"[{number}]")
            row = {"key": reader.key("key"), "name": reader.text("name"), "order": reader.whole("order", 0)}
            reader.finish()
            rows[row["key"]] = row
    except DefinitionError as wrong:
        raise CatalogueError(f"{path}: {wrong}") from wrong
    return _write(ProcedureField, "key", rows)


def _divisions_of(reader: Reader) -> list[dict[str, Any]]:
    level = reader.one_of("level", LEVELS)
    source = reader.text("source")
    kind, parent = reader.text("kind", ""), reader.text("parent", "")
    begins, ends = reader.day("valid_from", BEGINNING), reader.day("valid_to", None)
    rows = []
    for one in reader.children("divisions"):
        rows.append(
            {
                "code": one.text("code"),
                "level": level,
                "kind": one.text("kind", kind or None) or one.text("kind"),
                "name": one.text("name"),
                "parent_code": one.text("parent", parent),
                "valid_from": one.day("valid_from", begins),
                "valid_to": one.day("valid_to", ends),
                "successors": list(one.texts("succeeded_by", ())),
                "complete": list(one.texts("complete", ())),
                "source": one.text("source", source),
            }
        )
        one.finish()
    reader.finish()
    return rows


def _entries_of(reader: Reader) -> dict[str, dict[str, Any]]:
    list_name, source = reader.key("list"), reader.text("source")
    begins = reader.day("valid_from", BEGINNING)
    rows: dict[str, dict[str, Any]] = {}
    for order, one in enumerate(reader.children("entries")):
        key = one.text("key")
        if key in rows:
            raise DefinitionError(one.at("key"), f"«{key}» có hai lần")
        rows[key] = {
            "list_name": list_name,
            "key": key,
            "name": one.text("name"),
            "order": order,
            "valid_from": one.day("valid_from", begins),
            "valid_to": one.day("valid_to", None),
            "source": source,
        }
        one.finish()
    reader.finish()
    return rows


def _write(model: type[Model], by: str, wanted: dict[str, dict[str, Any]], **scope: Any) -> int:
    held = {getattr(row, by): row for row in model._default_manager.filter(**scope)}
    made = [model(**values) for key, values in wanted.items() if key not in held]
    model._default_manager.bulk_create(made)
    changed = 0
    for key, values in wanted.items():
        row = held.get(key)
        if row is not None and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    return len(made) + changed
