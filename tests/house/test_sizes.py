"""Files that one reads in one sitting, functions that fit a screen; nothing of one machine in any of them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.places import ROOT, python_files, tracked_files

FILE_LINES = 400
FUNCTION_LINES = 50
# What may be longer for now: file or file:function → (since when, why). Shorten it, then strike it out.
LONGER: dict[str, tuple[str, str]] = {}
# Put together here so that this file does not hold what it looks for.
OF_ONE_MACHINE = re.compile(rb"(^|[^a-z.<])/(" + b"|".join([b"work", b"farm", b"root"]) + rb")/|" + b"pypi" + rb"\.org")
BINARY = {".png", ".jpg", ".jpeg", ".pdf", ".woff2", ".ico", ".gz", ".mo", ".webp"}


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its docstring."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def too_long(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    name = str(file.relative_to(ROOT))
    found = [name] if text.count("\n") > FILE_LINES else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function_lines(node) > FUNCTION_LINES:
            found.append(f"{name}:{node.name}")
    return found


def test_files_and_functions_are_of_a_size_to_be_read() -> None:
    found = {name for file in python_files() for name in too_long(file)}
    assert found == set(LONGER)


def test_nothing_of_one_machine_is_tracked() -> None:
    found = [
        str(file.relative_to(ROOT))
        for file in tracked_files()
        if file.suffix not in BINARY and OF_ONE_MACHINE.search(file.read_bytes())
    ]
    assert found == []
