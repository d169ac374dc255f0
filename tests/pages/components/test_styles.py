"""The style sheets as one file."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import motcua.pages
from motcua.pages.styles import joined

CSS = Path(motcua.pages.__file__).parent / "static" / "motcua" / "css"


def test_the_joined_style_sheet_holds_every_source_in_order_and_imports_nothing() -> None:
    text = joined(CSS / "app.css")
    assert "@import" not in text
    assert text.startswith("@layer tokens, base, layout, components, contrast, print;")
    assert text.index(".site-header") < text.index(".worklist") < text.index("@layer print")
    sources = {file for file in CSS.rglob("*.css") if file.name != "app.css"}
    imported = set(re.findall(r'@import url\("([^"]+)"\)', (CSS / "app.css").read_text(encoding="utf-8")))
    assert {file.relative_to(CSS).as_posix() for file in sources} == imported


def test_pictures_of_the_joined_style_sheet_are_found_beside_it() -> None:
    addresses = re.findall(r'url\("([^"]+)"\)', joined(CSS / "app.css"))
    assert addresses
    assert all((CSS / address).is_file() for address in addresses)


def test_the_style_sheet_of_a_first_visit_is_small() -> None:
    assert len(gzip.compress(joined(CSS / "app.css").encode(), 9)) < 14_500
