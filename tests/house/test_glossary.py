"""One concept, one word: every public noun of the rooms stands in the glossary."""

from __future__ import annotations

import re

from django.apps import apps

from tests.house.places import ROOT, TABLES


def test_every_noun_of_the_tables_stands_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`(\w+)`", glossary))
    missing = {
        model.__name__
        for room in TABLES
        for model in apps.get_app_config(room).get_models()
        if model.__name__ not in words
    }
    assert missing == set()
