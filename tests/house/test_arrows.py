"""Which way the house flows: imports, foreign keys and names of rooms."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from django.apps import apps

from tests.house.places import ROOT, SOURCE, TABLES, floor_of, python_files

# Rooms are named after the trade; these words name a technique, or nothing.
NOT_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc", "services", "service", "manager"}
# Managers are an audience: the people who answer for an office's work.
AN_AUDIENCE = SOURCE / "pages" / "manager"
# Django finds a database backend only under this name.
NAMED_BY_DJANGO = {SOURCE / "config" / name / "base.py" for name in ("sqlite", "postgresql")}


def test_imports_keep_the_contracts() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_foreign_key_points_down_or_stays_in_its_room() -> None:
    upwards = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for room in TABLES
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if (other := field.related_model._meta.app_label) in TABLES
        and other != room
        and floor_of(other) >= floor_of(room)
    ]
    assert upwards == []


def test_no_module_is_named_after_a_technique() -> None:
    named = [
        str(file.relative_to(ROOT))
        for file in python_files()
        if NOT_NAMES & {file.stem, *file.relative_to(SOURCE).parent.parts}
        and file not in NAMED_BY_DJANGO
        and AN_AUDIENCE not in file.parents
    ]
    assert named == []


def test_the_floors_of_this_test_are_those_of_the_import_contract() -> None:
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rooms = next(contract for contract in contracts if contract["name"] == "Rooms stack downwards")
    order = [{room.strip(" ()") for room in layer.split("|")} for layer in rooms["layers"]]
    for above, below in pairwise(order):
        assert min(map(floor_of, above)) > max(map(floor_of, below))


def test_every_catalogue_folder_is_data_only() -> None:
    assert [str(found) for found in (SOURCE / "catalogue").rglob("*.py")] == []
