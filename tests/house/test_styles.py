"""The style sheet holds what pages wear, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from motcua.pages.styles import joined

PAGES = Path(__file__).parents[2] / "src/motcua/pages"
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
SELECTOR = re.compile(r"([^{}]+)\{")


def classes_of(css: str) -> set[str]:
    return {name for selector in SELECTOR.findall(css) for name in CLASS.findall(selector)}


def words_of_pages() -> set[str]:
    files = (file for file in PAGES.rglob("*") if file.suffix in {".html", ".py", ".js"})
    return {word for file in files for word in re.findall(r"[\w-]+", file.read_text(encoding="utf-8"))}


def test_every_class_of_the_style_sheet_is_worn_by_a_page() -> None:
    classes = classes_of(joined(PAGES / "static/motcua/css/app.css"))
    assert len(classes) > 50
    assert sorted(classes - words_of_pages()) == []


def test_every_style_sheet_is_part_of_the_one_that_pages_link() -> None:
    folder = PAGES / "static/motcua/css"
    linked = set(re.findall(r'@import url\("([^"]+)"\)', (folder / "app.css").read_text(encoding="utf-8")))
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*.css")} - {"app.css"}
    assert linked == found
