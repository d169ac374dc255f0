"""Reading the catalogue into plain JSON-able data; no database, so that an author may check a folder alone."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from motcua.procedures.rules.definition import parse
from motcua.procedures.rules.gate import MUST, Finding, gate
from motcua.procedures.rules.reading import DefinitionError, Reader

# What identifies a procedure whatever its version; a version may override the first four.
_NAMED_PER_VERSION = ("key", "national_code", "name", "short_name")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LIFE_EVENTS = ("birth", "marriage", "death", "copies", "build", "land", "shop", "school", "support")


class CatalogueError(ValueError):
    """A file of the catalogue cannot be taken; the message names the file, the place in it and the mistake."""


def load_folder(path: Path) -> list[tuple[dict[str, Any], str, dict[str, Any]]]:
    """Read all procedures below a folder: identity, version key and the whole data of that version, form inside.

    Refuses with ``CatalogueError`` what is not YAML, unknown keys of ``procedure.yaml`` and versions without a file.
    """
    found = []
    for identity_file in sorted(path.glob("*/procedure.yaml")):
        identity = _identity(identity_file)
        for version in identity["versions"]:
            found.append((identity, version, _version(identity_file.parent, identity, version)))
    return found


def findings_of(path: Path) -> Iterator[tuple[str, Finding]]:
    """Check every version below a folder by the gate: (``slug version``, finding) for each thing to mend or look at."""
    for identity, version, data in load_folder(path):
        name = f"{identity['key']} {version}"
        try:
            definition = parse(data)
        except DefinitionError as wrong:
            yield name, Finding(MUST, wrong.path, wrong.message)
            continue
        for finding in gate(definition):
            yield name, finding


def checksum(data: Mapping[str, Any]) -> str:
    """Give the SHA-256 of data in canonical JSON, whatever order a database gives the keys back in."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_yaml(path: Path) -> Any:
    """Read one file as JSON-able data; dates become ``YYYY-MM-DD``, and so may be compared and kept as JSON."""
    try:
        return _plain(yaml.load(path.read_text(encoding="utf-8"), _LOADER), path)  # noqa: S506 (a safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise CatalogueError(f"{path}: không đọc được: {wrong}") from wrong


def _identity(path: Path) -> dict[str, Any]:
    try:
        reader = Reader(read_yaml(path), "")
        name = reader.text("name")
        identity = {
            "key": reader.key("key"),
            "name": name,
            "short_name": reader.text("short_name", name),
            "national_code": reader.text("national_code", ""),
            "field": reader.key("field"),
            "search_words": list(reader.texts("search_words", ())),
            "life_event": reader.one_of("life_event", LIFE_EVENTS, None),
            "versions": [str(one) for one in reader.value("versions")],
        }
        reader.finish()
    except DefinitionError as wrong:
        raise CatalogueError(f"{path}: {wrong}") from wrong
    return identity


def _version(folder: Path, identity: Mapping[str, Any], version: str) -> dict[str, Any]:
    path = folder / f"{version}.yaml"
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise CatalogueError(f"{path}: phải là một nhóm «khóa: giá trị»")
    form = data.get("form")
    if isinstance(form, str):
        data["form"] = read_yaml(folder / form)
    own = {key: identity[key] for key in _NAMED_PER_VERSION if key not in data}
    return {**own, "version": version, **data}


def _plain(data: Any, path: Path) -> Any:
    if isinstance(data, dict):
        for key in data:
            if not isinstance(key, str):
                raise CatalogueError(f"{path}: khóa {key!r} phải đặt trong dấu nháy")
        return {key: _plain(value, path) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value, path) for value in data]
    if isinstance(data, date):
        return data.isoformat()
    return data
