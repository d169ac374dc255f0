"""The procedures of the catalogue: complete, clean at the gate, fillable, and in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import motcua
from motcua.procedures.loading.examples import Example, examples_of
from motcua.procedures.loading.reading import load_folder, read_yaml
from motcua.procedures.rules.context import THREE_TIER, Choice, FormContext
from motcua.procedures.rules.definition import Definition, parse
from motcua.procedures.rules.divisions import DivisionFact, Gazetteer
from motcua.procedures.rules.form_definition import Field
from motcua.procedures.rules.forms import check_answers, display_rows, missing, owner_of, title_of, visible_pages
from motcua.procedures.rules.gate import gate
from motcua.procedures.rules.limits import fees_for, limit_for
from motcua.procedures.rules.papers import papers_for

CATALOGUE = Path(motcua.__file__).parent / "catalogue"
FOLDER = CATALOGUE / "procedures"
TODAY = date(2026, 11, 23)
THEN = date(2018, 12, 14)
LISTS = {
    "ethnicities": (Choice("01", "Kinh"), Choice("02", "Tày")),
    "nationalities": (Choice("VN", "Việt Nam"), Choice("LA", "Lào")),
}
DIVISIONS = Gazetteer(
    (
        DivisionFact("01", "province", "thành phố", "Hà Nội"),
        DivisionFact("24", "province", "tỉnh", "Bắc Ninh"),
        DivisionFact("021", "district", "quận", "Bắc Từ Liêm", "01", valid_to=date(2025, 6, 30)),
        DivisionFact("00613", "ward", "phường", "Phúc Diễn", "021", valid_to=date(2025, 6, 30)),
    )
)
LOADED = load_folder(FOLDER)
DEFINITIONS = [parse(data) for _, _, data in LOADED]
KEYS = sorted({definition.key for definition in DEFINITIONS})


def named(definition: Definition) -> str:
    return f"{definition.key} {definition.version}"


each_version = pytest.mark.parametrize("definition", DEFINITIONS, ids=named)


def context_of(definition: Definition) -> FormContext:
    day = THEN if definition.organisation == THREE_TIER else TODAY
    return FormContext(today=day, organisation=definition.organisation, divisions=DIVISIONS, lists=LISTS)


def examples_for(definition: Definition) -> list[Example]:
    day = context_of(definition).today
    found = [
        one
        for one in examples_of(FOLDER / definition.key, day)
        if one.organisation in (None, definition.organisation) and definition.case(one.case)
    ]
    return [one.in_district() if definition.organisation == THREE_TIER else one for one in found]


def filled() -> Iterator[tuple[Definition, Example]]:
    """Every example on every version it fits."""
    for definition in DEFINITIONS:
        yield from ((definition, example) for example in examples_for(definition))


each_filled = pytest.mark.parametrize(
    ("definition", "example"), list(filled()), ids=lambda one: named(one) if isinstance(one, Definition) else one.case
)


def test_there_are_fourteen_procedures_and_three_of_them_in_both_versions() -> None:
    both = {
        key for key in KEYS if {one.organisation for one in DEFINITIONS if one.key == key} == {"three_tier", "two_tier"}
    }
    assert len(KEYS) >= 14
    assert {"birth", "marital-status", "certified-copy"} <= both
    assert sum(1 for key in KEYS if any(d.competent_tier == "province" for d in DEFINITIONS if d.key == key)) >= 2


@each_version
def test_the_gate_has_nothing_to_say(definition: Definition) -> None:
    assert gate(definition) == []


@each_version
def test_a_version_of_three_tiers_ends_where_the_two_tiers_begin(definition: Definition) -> None:
    if definition.organisation == THREE_TIER:
        assert definition.valid_to == date(2025, 6, 30)
    else:
        assert definition.valid_from >= date(2025, 7, 1)


def test_every_procedure_belongs_to_a_known_field() -> None:
    known = {one["key"] for one in read_yaml(CATALOGUE / "fields.yaml")}
    assert {identity["field"] for identity, _, _ in LOADED} <= known


def test_every_procedure_can_be_found_by_everyday_words() -> None:
    for identity, _, _ in LOADED:
        words = identity["search_words"]
        assert len(words) >= 5, identity["key"]
        assert any(word.lower() not in identity["name"].lower() for word in words), identity["key"]


def every_field(definition: Definition) -> Iterator[Field]:
    for _, field in definition.form.fields():
        yield field
        yield from field.fields


@each_version
def test_pages_ask_in_plain_words(definition: Definition) -> None:
    for page in definition.form.pages:
        assert page.title.endswith("?"), page.title
        assert len(page.title) <= 60, page.title
        assert len(page.fields) <= 8, page.key
    with_reason = [page for page in definition.form.pages if page.why]
    assert len(with_reason) >= len(definition.form.pages) - 1
    for words in words_of(definition):
        # Numbers are written the Vietnamese way, and nobody is told to «thực hiện».
        assert not re.search(r"\bthực hiện thao tác\b|không hợp lệ\b", words), words
        assert words == words.strip()


def words_of(definition: Definition) -> Iterator[str]:
    yield definition.summary
    yield from definition.notes
    yield from (stage.citizen_words for stage in definition.stages)
    for page in definition.form.pages:
        yield from (page.title, page.intro, page.why)
    for field in every_field(definition):
        yield from (field.label, field.hint)


@each_version
def test_what_is_typed_comes_with_an_example(definition: Definition) -> None:
    for field in every_field(definition):
        if field.kind in ("date", "phone", "money") and field.required:
            assert field.hint, f"{named(definition)}: {field.id}"


@each_version
def test_a_paper_that_only_some_need_says_when(definition: Definition) -> None:
    for paper in definition.papers:
        if paper.when:
            assert re.match(r"Khi |Chỉ khi ", paper.note), f"{named(definition)}: {paper.key}"


@each_filled
def test_an_example_fills_the_form(definition: Definition, example: Example) -> None:
    context = context_of(definition)
    result = check_answers(definition.form, example.answers, context, case=example.case, channel=example.channel)
    assert [(error.input_name, str(error.message)) for error in result.errors] == []
    assert missing(definition.form, result.answers, case=example.case, channel=example.channel) == []
    assert owner_of(definition.form, result.answers)["name"]
    assert title_of(definition.form, result.answers, context)
    assert display_rows(definition.form, result.answers, context, case=example.case, channel=example.channel)
    papers_for(definition, example.case, result.answers, channel=example.channel)
    assert limit_for(definition, channel=example.channel, case=example.case).source


@pytest.mark.parametrize("key", KEYS)
def test_every_page_is_shown_to_somebody(key: str) -> None:
    asked: set[tuple[str, str]] = set()
    shown: set[tuple[str, str]] = set()
    for definition in (one for one in DEFINITIONS if one.key == key):
        asked |= {(definition.organisation, page.key) for page in definition.form.pages}
        for example in examples_for(definition):
            pages = visible_pages(definition.form, example.answers, case=example.case, channel=example.channel)
            shown |= {(definition.organisation, one.page.key) for one in pages}
    assert asked - shown == set()


def of(key: str, version: str) -> Definition:
    return next(one for one in DEFINITIONS if (one.key, one.version) == (key, version))


@pytest.mark.parametrize(
    ("pages", "copies", "dong"),
    [(1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (4, 5, 30_000), (500, 1, 200_000), (500, 3, 600_000)],
)
def test_certified_copies_cost_what_the_circular_says(pages: int, copies: int, dong: int) -> None:
    answers = {"page_count": pages, "copy_count": copies}
    lines = fees_for(of("certified-copy", "2025"), channel="desk", case="standard", answers=answers)
    assert [line.total for line in lines] == [dong]


def test_a_birth_on_time_costs_nothing_and_a_late_one_what_the_council_sets() -> None:
    definition = of("birth", "2025")
    assert fees_for(definition, channel="online", case="standard", answers={}) == []
    assert [one.total for one in fees_for(definition, channel="desk", case="late", answers={})] == [8_000]
    with_copies = fees_for(definition, channel="online", case="standard", answers={"extra_copies": 3})
    assert [one.total for one in with_copies] == [24_000]


def test_a_birth_in_a_hospital_needs_the_hospitals_paper_and_one_at_home_a_witness() -> None:
    definition = of("birth", "2025")

    def submitted(case: str, answers: dict[str, object]) -> set[str]:
        return {one.paper.key for one in papers_for(definition, case, answers) if one.uploadable}

    assert submitted("standard", {"birth_place": "clinic"}) == {"birth_notice"}
    assert submitted("standard", {"birth_place": "home"}) == {"witness"}
    assert submitted("foundling", {}) == {"foundling_record"}


def test_the_linked_procedure_keeps_the_code_it_had_in_2018() -> None:
    assert of("birth-residence-health-card", "2018").national_code == "2.000986"
    assert of("birth-residence-health-card", "2025").national_code == "3.000722"
