"""Nothing stands about unused: every public name of a module is asked for somewhere in the house itself."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/motcua"
# Called by Django, or by name: commands, admin, settings, apps, migrations.
ASKED_FOR_BY_NAME = re.compile(r"/(migrations|settings|formats|management)/|/(admin|apps|urls)\.py$")
DOORS = {
    "explanation_of": "programs that ask why a date is what it is",
    "verbs_from": "the diagram of the states",
    "offices_serving": "people who know where they live and not which office is theirs",
    "may_be_published": "the editor of procedures",
    "ModuleKeys": "named by MOTCUA_SIGNER where keys lie in a hardware module",
    "RemoteKeys": "named by MOTCUA_SIGNER where a remote service signs",
}


def public_names() -> Iterator[tuple[str, str]]:
    for file in sorted(SOURCE.rglob("*.py")):
        if ASKED_FOR_BY_NAME.search(file.as_posix()):
            continue
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, file.relative_to(SOURCE).as_posix()


def uses() -> Counter[str]:
    """How often each word stands in the house outside of the lines that only hand names on."""
    found: Counter[str] = Counter()
    for file in SOURCE.rglob("*"):
        if not file.is_file() or file.suffix not in {".py", ".html"}:
            continue
        text = file.read_text(encoding="utf-8")
        if file.name == "__init__.py":
            text = re.sub(r"(?ms)^from \.[^\n]* import (\(.*?\)|[^\n]*)$|^__all__ = \[.*?\]", "", text)
        found.update(re.findall(r"\w+", text))
    return found


def test_every_public_function_and_class_is_used_or_is_a_door_with_a_reason() -> None:
    found, names = uses(), list(public_names())
    defined = Counter(name for name, _file in names)
    assert sorted({name for name, _file in names if found[name] <= defined[name]}) == sorted(DOORS)
