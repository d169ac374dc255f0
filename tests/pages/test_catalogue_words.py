"""A procedure read in English: its sentences change, what decides anything does not."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import fields

import pytest
from django.utils import translation

from motcua.pages.catalogue_words import read
from motcua.procedures.loading.reading import load_folder
from motcua.procedures.rules.definition import Definition, parse
from tests.builders.office import CATALOGUE


@pytest.fixture(scope="module")
def birth() -> Definition:
    found = [data for identity, _number, data in load_folder(CATALOGUE / "procedures") if identity["key"] == "birth"]
    return parse(deepcopy(found[-1]))


def test_in_vietnamese_it_is_the_very_same(birth: Definition) -> None:
    with translation.override("vi"):
        assert read(birth) is birth


def test_in_english_only_sentences_change(birth: Definition) -> None:
    with translation.override("en"):
        english = read(birth)
        assert read(birth) is english
    assert (birth.stages[0].name, english.stages[0].name) == ("Tiếp nhận", "Intake")
    labels = [field.label for _page, field in english.form.fields()]
    assert "What is your relation to the child?" in labels
    for one in ("key", "limits", "cut_off", "channels", "supplement"):
        assert getattr(birth, one) == getattr(english, one)
    assert [(stage.key, stage.unit, stage.function) for stage in birth.stages] == [
        (stage.key, stage.unit, stage.function) for stage in english.stages
    ]
    asked = [(field.id, field.kind, field.when) for _page, field in birth.form.fields()]
    assert asked == [(field.id, field.kind, field.when) for _page, field in english.form.fields()]
    assert {one.name for one in fields(birth)} == {one.name for one in fields(english)}
