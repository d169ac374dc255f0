"""Every sentence that a page may say has its English. Mended by `python -m tests.house.words` and a translation."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from tests.house import words
from tests.house.places import SOURCE, python_files

MEND = "run `python -m tests.house.words`, translate what is empty in django.po, run it again"
GAP = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\}")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return words.read()


@pytest.fixture(scope="module")
def spoken() -> dict[Any, Any]:
    return words.spoken()


def _source(key: Any) -> str:
    return key if isinstance(key, str) else str(key[0])


def test_every_sentence_has_its_english(catalog: Catalog, spoken: dict[Any, Any]) -> None:
    assert [key for key in spoken if not words.is_translated(catalog.get(_source(key)))] == [], MEND


def test_nothing_is_translated_that_nobody_says(catalog: Catalog, spoken: dict[Any, Any]) -> None:
    said = {_source(key) for key in spoken}
    assert [one.id for one in catalog if one.id and _source(one.id) not in said] == [], MEND
    assert not catalog.obsolete, MEND


def test_what_runs_is_what_was_translated(catalog: Catalog) -> None:
    assert words.ENGLISH.with_suffix(".mo").read_bytes() == words.compiled(catalog), MEND


def test_english_fills_the_gaps_that_the_sentence_has(catalog: Catalog) -> None:
    wrong = []
    for one in catalog:
        if not one.id:
            continue
        sources = (one.id,) if isinstance(one.id, str) else one.id
        targets = (one.string,) if isinstance(one.string, str) else one.string
        wanted = sorted(set(_gaps(sources[-1])))
        wrong += [target for target in targets if sorted(set(_gaps(target))) != wanted]
    assert wrong == []


def _gaps(sentence: str) -> list[str]:
    return [found.group() for found in GAP.finditer(sentence.replace("%%", ""))]


def test_pages_write_dates_and_amounts_in_their_own_language() -> None:
    allowed = {"format_phone"}
    found = []
    for file in (SOURCE / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("motcua.vietnamese"):
                names = {one.name for one in node.names if one.name.startswith("format_")} - allowed
                found += [f"{file.name}: {name}: take it from motcua.pages.saying" for name in sorted(names)]
    assert found == []


def test_gettext_is_never_given_a_filled_sentence() -> None:
    found = []
    for file in python_files():
        text = file.read_text(encoding="utf-8")
        if "gettext" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in words.GETTEXT:
                found += [f"{file.name}:{node.lineno}" for one in node.args if isinstance(one, ast.JoinedStr)]
    assert found == []


def test_what_is_stored_is_written_without_the_language_of_the_page() -> None:
    """Below pages and API nobody asks gettext, but for names of columns and choices, which are lazy."""
    found = []
    for file in python_files():
        inside = file.relative_to(SOURCE)
        if inside.parts[0] in {"pages", "api", "config"}:
            continue
        asked = re.findall(r"import ((?:n?gettext\w*(?: as \w+)?(?:, )?)+)", file.read_text(encoding="utf-8"))
        found += [str(inside) for names in asked if re.search(r"gettext(?!_lazy|_noop)\b", names)]
    assert found == []


def test_tone_marks_stand_where_the_house_sets_them() -> None:
    # "ủy", "khóa", "khỏe"; "quý" has its vowel after "qu", and people spell their own names.
    elsewhere = re.compile(r"(?<!q)u[ỳýỷỹỵ]|o[àáảãạèéẻẽẹ](?!\w)", re.IGNORECASE)
    # What tells the two spellings apart, and what was written before.
    speaks_of_both = {"letters.py", "wording.py", "0001_initial.py"}
    endings = {".py", ".html", ".typ", ".js", ".yaml", ".po"}
    found = []
    for file in SOURCE.rglob("*"):
        if file.suffix in endings and file.name not in speaks_of_both and file.parent.name != "organisations":
            found += [f"{file.name}: {one}" for one in elsewhere.findall(file.read_text(encoding="utf-8"))]
    assert found == []
