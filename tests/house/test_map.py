"""The map's table of verbs is the law's table, and the list of decisions names them all."""

from __future__ import annotations

import re

from motcua.dossiers.rules.states import TABLE, Actor
from tests.house.places import ROOT


def test_the_verbs_on_the_map_are_the_verbs_of_the_code() -> None:
    rows = [
        line.strip("| ").split(" | ")
        for line in (ROOT / "docs" / "map.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    written = {row[0].strip("`"): row[1:] for row in rows if len(row) == 6}
    expected = {}
    for row in TABLE:
        target = "back" if row.returns else str(int(row.target)) if row.target else "same"
        who = ", ".join(actor.value for actor in Actor if actor in row.actors)
        sources = ", ".join(str(int(state)) for state in sorted(row.sources)) or "–"
        expected[row.verb.value] = [sources, target, who, row.hold.value, row.clock.value]
    assert written == expected


def test_every_decision_stands_in_their_list_by_number() -> None:
    folder = ROOT / "docs" / "decisions"
    written = [file.name for file in sorted(folder.glob("0*.md"))]
    listed = re.findall(r"\]\((0[^)]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == written
