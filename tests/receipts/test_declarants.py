"""Who declares for another is named by an answer that the procedure's form really asks for."""

from __future__ import annotations

from motcua.procedures.loading.reading import load_folder
from motcua.procedures.rules.definition import parse
from motcua.receipts.loading import declarants
from tests.builders.office import CATALOGUE


def test_every_declarant_is_an_answer_of_every_version_of_its_form() -> None:
    checked = set()
    for identity, _number, data in load_folder(CATALOGUE / "procedures"):
        for name in declarants().get(identity["key"], ()):
            field = parse(data).form.field(name.split(".")[0])
            assert field is not None and field.kind == "person", name
            checked.add(identity["key"])
    assert checked == set(declarants())
