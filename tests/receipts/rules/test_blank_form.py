"""The form to fill in with a pen: every question of every version of the catalogue, and what it says of conditions."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import motcua
from motcua.procedures.loading.reading import load_folder
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.definition import Definition, parse
from motcua.receipts.rules.blank_form import DECLARED, blank

FOLDER = Path(motcua.__file__).parent / "catalogue" / "procedures"


@cache
def versions() -> dict[tuple[str, str], Definition]:
    return {(identity["key"], version): parse(data) for identity, version, data in load_folder(FOLDER)}


def said(key: str, version: str = "2025") -> dict[str, Any]:
    definition = versions()[key, version]
    return blank(definition, FormContext(today=date(2026, 3, 5), organisation=definition.organisation))


def questions(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["label"]: one for part in found["parts"] for one in part["questions"]}


def test_every_question_of_every_version_has_its_place_to_answer() -> None:
    for (key, version), definition in versions().items():
        asked = questions(said(key, version))
        wanted = {field.label.rstrip(":") for _page, field in definition.form.fields() if field.kind != "file"}
        assert set(asked) == wanted, (key, version)
        for label, one in asked.items():
            room = {"lines", "boxes", "date", "digits", "parts", "text"} & set(one)
            assert len(room) == 1, (key, label)


def test_a_condition_is_said_in_words_once_for_all_it_governs() -> None:
    asked = questions(said("birth"))
    assert asked["Tên bệnh viện, trạm y tế"]["when"] == "Chỉ điền nếu “Nơi sinh” là “Bệnh viện”."
    assert asked["Cha"]["when"] == "Chỉ điền nếu “Ghi tên cha vào giấy khai sinh?” là “Có”."
    assert asked["Nơi ở của cha"]["when"] == ""
    assert asked["Nơi ở của cha"]["inset"]
    foundling = next(part for part in said("birth")["parts"] if part["title"].startswith("Bé được tìm thấy"))
    assert foundling["when"] == "Chỉ điền nếu trường hợp của bạn là “Bé bị bỏ rơi”."


def test_papers_say_for_whom_they_are() -> None:
    papers = {one["name"]: one["note"] for one in said("birth")["papers"]}
    assert papers["Biên bản về việc trẻ bị bỏ rơi"] == "cho “Bé bị bỏ rơi”"
    assert papers["Giấy chứng sinh"].startswith("trừ “Bé bị bỏ rơi”")


@pytest.mark.parametrize("key", ["birth", "household-business"])
def test_the_sheet_ends_with_the_declaration_and_the_ways_to_the_result(key: str) -> None:
    found = said(key)
    assert found["declared"] == DECLARED
    assert found["deliveries"][0]["name"] == "Tại nơi nộp hồ sơ"
    assert len(found["cases"]) > 1
