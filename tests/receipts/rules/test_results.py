"""Templates of results ask only for what the forms of their procedures have."""

from __future__ import annotations

import pytest

from motcua.procedures.loading.reading import load_folder
from motcua.procedures.rules.definition import Definition, parse
from motcua.procedures.rules.kinds import KINDS
from motcua.receipts.loading import template_for, templates
from motcua.receipts.rules.results import Template
from tests.builders.office import CATALOGUE

VERSIONS = [parse(data) for _identity, _number, data in load_folder(CATALOGUE / "procedures")]


def sources_of(template: Template) -> list[str]:
    return [source for line in template.lines for source in line.sources]


def is_asked(source: str, definition: Definition) -> bool:
    name, _dot, part = source.partition(".")
    one = definition.form.field(name)
    return one is not None and (not part or part in getattr(KINDS[one.kind], "parts", ()))


def test_there_are_templates_of_several_procedures() -> None:
    assert len(templates()) >= 10


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda one: f"{one.key}-{one.version}")
def test_every_source_of_a_template_is_asked_by_the_form(definition: Definition) -> None:
    template = template_for(definition.key)
    if template is not None:
        assert sources_of(template)
        assert [source for source in sources_of(template) if not is_asked(source, definition)] == []
