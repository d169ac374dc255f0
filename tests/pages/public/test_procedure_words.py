"""What a procedure's page says, for every version of the catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

import motcua
from motcua.pages.public import procedure_words
from motcua.pages.shell import site
from motcua.procedures.loading.reading import load_folder
from motcua.procedures.rules.definition import Definition, parse
from tests.pages.markup import Markup

FOLDER = Path(motcua.__file__).parent / "catalogue" / "procedures"
VERSIONS = [
    (folder.parent.name, file.stem)
    for folder in sorted(FOLDER.glob("*/procedure.yaml"))
    for file in sorted(folder.parent.glob("2*.yaml"))
]


@cache
def catalogue() -> dict[tuple[str, str], Definition]:
    return {(identity["key"], version): parse(data) for identity, version, data in load_folder(FOLDER)}


def page(key: str, version: str) -> Markup:
    context = {"section": "procedures", "user": None, "start_url": "/nop/x/", **site(RequestFactory().get("/"))}
    shown = procedure_words.page(catalogue()[key, version])
    return Markup(render_to_string("public/procedure.html", {**context, **shown}))


@pytest.mark.parametrize(("key", "version"), VERSIONS)
def test_the_page_of_every_published_version_is_sound(key: str, version: str) -> None:
    found = page(key, version)
    assert found.faults() == []
    assert catalogue()[key, version].name in found.text


def test_papers_only_other_cases_need_stand_apart() -> None:
    usual, others = procedure_words.papers_to_hand_in(catalogue()["birth", "2025"])
    assert "Giấy chứng sinh" in {paper.name for paper in usual}
    assert {paper.name for paper in others} == {
        "Biên bản về việc trẻ bị bỏ rơi",
        "Văn bản của cơ sở y tế về việc mang thai hộ",
    }


def facts(key: str, version: str) -> dict[str, procedure_words.Fact]:
    return {fact.label: fact for fact in procedure_words.facts(catalogue()[key, version])}


def test_the_usual_case_of_a_birth_costs_nothing_and_the_late_one_is_named_below() -> None:
    fact = facts("birth", "2025")["Lệ phí"]
    assert (fact.value, fact.note) == ("0 đồng", "tùy trường hợp, xem bên dưới")
    rows = procedure_words.fee_rows(catalogue()["birth", "2025"])
    assert any("quá 60 ngày" in row.label and "8.000 đồng" in row.value for row in rows)


def test_a_procedure_done_while_one_waits_says_so_and_its_latest_hour() -> None:
    fact = facts("certified-copy", "2025")["Bao lâu"]
    assert (fact.value, fact.note) == ("Làm ngay khi bạn chờ", "muộn nhất trong ngày làm việc")


def test_a_fee_by_steps_is_told_below_and_not_in_the_glance() -> None:
    assert facts("certified-copy", "2025")["Lệ phí"].value == "Có thu"
    row = procedure_words.fee_rows(catalogue()["certified-copy", "2025"])[0]
    assert "2.000 đồng/trang" in row.value
    assert "nhiều nhất 200.000 đồng/bản" in row.value


def test_every_limit_stands_with_the_law_that_sets_it_and_the_hour_that_counts_tomorrow() -> None:
    rows = {row.label: row.value for row in procedure_words.time_rows(catalogue()["birth", "2025"])}
    assert "Luật Hộ tịch" in rows["Mọi trường hợp"]
    assert "ngày làm việc kế tiếp" in rows["Nộp sau 15:00"]


def test_papers_only_shown_are_apart_from_those_handed_in() -> None:
    definition = catalogue()["birth", "2025"]
    shown = {paper.name for paper in procedure_words.papers(definition, "present")}
    handed_in = {paper.name for paper in procedure_words.papers(definition, "submit")}
    assert shown == {"Thẻ căn cước hoặc hộ chiếu của người nộp"}
    assert "Giấy chứng sinh" in handed_in
    assert not shown & handed_in


def test_a_procedure_not_taken_online_has_no_start_button() -> None:
    context = {"section": "procedures", "user": None, "start_url": "", **site(RequestFactory().get("/"))}
    shown = procedure_words.page(catalogue()["certified-copy", "2025"])
    found = Markup(render_to_string("public/procedure.html", {**context, **shown}))
    assert found.faults() == []
    assert "Nộp trực tuyến" not in found.text.replace("chưa nộp trực tuyến", "")
