"""Reading the room's data in the catalogue, once per process: templates of results, and official forms."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import motcua

from .rules.forms import Form, FormSet, FormTable
from .rules.results import Template, WrongTemplate, parse_template

FOLDER = Path(motcua.__file__).parent / "catalogue" / "results"
FORMS = Path(motcua.__file__).parent / "catalogue" / "papers" / "forms.yaml"
DECLARANTS = FORMS.with_name("declarants.yaml")


def template_for(procedure: str) -> Template | None:
    """The template of a procedure's result, or None where the result is written on a blank of the State."""
    return _read(FOLDER / f"{procedure}.yaml") if procedure.replace("-", "").isalnum() else None


def templates() -> list[Template]:
    """Every template of the catalogue, by procedure."""
    found = (_read(file) for file in sorted(FOLDER.glob("*.yaml")))
    return [one for one in found if one is not None]


@cache
def _read(file: Path) -> Template | None:
    # Only where a result is drafted: most processes never read one.
    import yaml

    if not file.exists():
        return None
    template = parse_template(yaml.safe_load(file.read_text(encoding="utf-8")), file.name)
    if template.procedure != file.stem:
        raise WrongTemplate(f"{file.name}: là của thủ tục «{template.procedure}»")
    return template


@cache
def declarants() -> dict[str, tuple[str, ...]]:
    """By procedure, the answers that may name who declares for the owner, the first one answered before the others."""
    import yaml

    return {key: tuple(names) for key, names in yaml.safe_load(DECLARANTS.read_text(encoding="utf-8")).items()}


@cache
def form_table() -> FormTable:
    """The dated table of official forms and the house's own papers. Raises KeyError where the file lacks something."""
    import yaml

    read = yaml.safe_load(FORMS.read_text(encoding="utf-8"))
    sets = [
        FormSet(one["key"], one["source"], one["in_force"], one["identity_number"], _forms(one["forms"]))
        for one in read["sets"]
    ]
    return FormTable(tuple(sorted(sets, key=lambda one: one.in_force)), _forms(read["own"]))


def _forms(read: dict[str, Any]) -> dict[str, Form]:
    return {kind: Form(one.get("number", ""), one["title"], one["paper"]) for kind, one in read.items()}
