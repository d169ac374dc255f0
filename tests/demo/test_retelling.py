"""Example dossiers told again: other people, still whole."""

from __future__ import annotations

from random import Random
from typing import Any

from motcua.demo.retelling import retold
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.forms import owner_of
from tests.catalogue.test_procedures import context_of, each_version, examples_for, of

HOME = {"province": "24", "ward": None, "ward_name": "phường Kinh Bắc", "street": ""}
DISTRICT_HOME = {"province": "01", "district": "021", "ward": "00613", "street": ""}


def told(definition: Definition, case: str, seed: int = 7) -> dict[str, Any] | None:
    home = DISTRICT_HOME if definition.organisation == "three_tier" else HOME
    return retold(definition, case=case, context=context_of(definition), home=home, chance=Random(seed))


@each_version
def test_every_example_can_be_told_of_other_people(definition: Definition) -> None:
    for example in examples_for(definition):
        again = told(definition, example.case)
        assert again is not None
        name = owner_of(definition.form, again)["name"]
        if definition.key != "construction-permit-province":  # its owner is a company
            assert name not in {owner_of(definition.form, one.answers)["name"] for one in examples_for(definition)}


def test_one_person_stays_one_person_throughout_a_dossier() -> None:
    again = told(of("birth", "2025"), "standard")
    assert again is not None
    requester, mother, father, child = (again[key] for key in ("requester", "mother", "father", "child"))
    assert (requester["name"], requester["identity_number"]) == (mother["name"], mother["identity_number"])
    assert father["name"] != mother["name"]
    assert father["name"].split()[0] == child["name"].split()[0]


def test_two_seeds_tell_of_two_people() -> None:
    death = of("death", "2025")
    names = {owner_of(death.form, told(death, "standard", seed) or {})["name"] for seed in range(9)}
    assert len(names) > 5


def test_a_case_nobody_has_written_down_is_left_to_others() -> None:
    assert told(of("birth", "2025"), "surrogacy") is None
