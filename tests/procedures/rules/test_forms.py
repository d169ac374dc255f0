"""Filling in a form page by page."""

from __future__ import annotations

from typing import Any

from motcua.procedures.rules import forms
from motcua.procedures.rules.definition import Definition
from tests.procedures.examples import IDENTITY, context, procedure, procedure_data

CHILD = {
    "child_name": ["Nguyễn An"],
    "child_birth.day": ["3"],
    "child_birth.month": ["11"],
    "child_birth.year": ["2026"],
    "place": ["hospital"],
    "hospital": ["Bệnh viện Phụ sản"],
}
REQUESTER = {
    "requester.name": ["Trần Thị Lan"],
    "requester.birth.year": ["1988"],
    "requester.sex": ["female"],
    "requester.identity_number": [IDENTITY],
    "requester.ethnicity": ["kinh"],
    "requester.nationality": ["VN"],
    "relation": ["parent"],
    "phone": ["0912345678"],
}


def fill(definition: Definition, page: str, raw: dict[str, list[str]], answers: dict[str, Any]) -> forms.PageResult:
    found = definition.form.page(page)
    assert found is not None
    return forms.clean_page(definition.form, found, raw, answers, context(), case="standard", channel="online")


def filled() -> tuple[Definition, dict[str, Any]]:
    definition = procedure()
    answers = fill(definition, "child", CHILD, {}).answers
    result = fill(definition, "requester", REQUESTER, answers)
    assert result.ok
    return definition, result.answers


def test_a_page_is_cleaned_into_the_draft() -> None:
    result = fill(procedure(), "child", CHILD, {"earlier": "kept"})
    assert result.ok
    assert result.answers == {
        "earlier": "kept",
        "child_name": "Nguyễn An",
        "child_birth": "2026-11-03",
        "place": "hospital",
        "hospital": "Bệnh viện Phụ sản",
    }


def test_what_was_typed_is_given_back_even_where_it_is_wrong() -> None:
    result = fill(procedure(), "child", CHILD | {"child_birth.month": ["mười một"]}, {})
    assert [(error.field_id, error.input_name) for error in result.errors] == [("child_birth", "child_birth.month")]
    assert result.typed["child_birth.month"] == ["mười một"]
    assert result.answers["child_name"] == "Nguyễn An"


def test_what_was_typed_can_always_be_kept() -> None:
    result = fill(procedure(), "child", {"child_name": ["a\x00b\ud800" + "c" * 50_000]}, {})
    assert not result.ok
    (kept,) = result.typed["child_name"]
    assert kept.startswith("abc")
    assert len(kept) <= 20_000
    kept.encode()


def test_a_field_that_does_not_apply_is_never_wrong() -> None:
    raw = CHILD | {"place": ["home"], "hospital": ["\x00"]}
    assert fill(procedure(), "child", raw, {}).ok


def test_hidden_answers_stay_in_the_draft_and_are_dropped_at_submission() -> None:
    definition, answers = filled()
    result = fill(definition, "child", CHILD | {"place": ["home"]}, answers)
    assert result.answers["hospital"] == "Bệnh viện Phụ sản"
    sent = forms.submitted_answers(definition.form, result.answers, case="standard")
    assert "hospital" not in sent
    assert sent["place"] == "home"
    assert not any(key.startswith("@") for key in sent)


def test_pages_follow_from_the_answers() -> None:
    definition, answers = filled()
    keys = [one.page.key for one in forms.visible_pages(definition.form, answers)]
    assert keys == ["child", "requester"]
    keys = [one.page.key for one in forms.visible_pages(definition.form, answers | {"place": "home"})]
    assert keys == ["child", "home_birth", "requester"]


def test_a_hidden_answer_does_not_count_in_later_conditions() -> None:
    data = procedure_data()
    pages = data["form"]["pages"]
    pages[2]["when"] = {"filled": "hospital"}
    definition = procedure(form=data["form"])
    answers = {"place": "home", "hospital": "kept from before"}
    keys = [one.page.key for one in forms.visible_pages(definition.form, answers)]
    assert "requester" not in keys


def test_what_is_missing_is_named_with_its_page_and_input() -> None:
    definition, answers = filled()
    assert forms.missing(definition.form, answers) == []
    del answers["requester"]
    answers["place"] = "home"
    found = [(page.key, error.input_name) for page, error in forms.missing(definition.form, answers)]
    assert found == [("home_birth", "witnesses.0.name"), ("requester", "requester.name")]


def test_an_optional_answer_that_is_emptied_leaves_the_draft() -> None:
    definition, answers = filled()
    answers = fill(definition, "requester", REQUESTER | {"copies": ["2"]}, answers).answers
    assert answers["copies"] == 2
    assert "copies" not in fill(definition, "requester", REQUESTER | {"copies": [""]}, answers).answers


def test_coming_back_to_a_page_shows_what_was_answered() -> None:
    definition, answers = filled()
    page = definition.form.page("child")
    assert page is not None
    shown = forms.inputs_of(page, answers)
    assert shown["child_birth.month"] == ["11"]
    assert fill(definition, "child", shown, {}).answers == {
        key: answers[key] for key in answers if key in CHILD or key == "child_birth"
    }


def test_the_owner_and_the_title_come_from_the_answers() -> None:
    definition, answers = filled()
    owner = forms.owner_of(definition.form, answers)
    assert owner == {"name": "Trần Thị Lan", "identity_number": IDENTITY, "phone": "+84912345678"}
    assert forms.title_of(definition.form, answers, context()) == "Nguyễn An"
    assert forms.title_of(definition.form, {}, context()) == ""


def test_the_summary_lists_what_was_asked_and_answered() -> None:
    definition, answers = filled()
    rows = forms.display_rows(definition.form, answers, context())
    assert [row.field_id for row in rows] == [
        "child_name",
        "child_birth",
        "place",
        "hospital",
        "requester",
        "relation",
        "phone",
    ]
    assert rows[1].text == "03/11/2026"
    assert ("Dân tộc", "Kinh") in rows[4].rows


def test_answers_given_as_data_pass_the_rules_of_the_pages() -> None:
    definition, answers = filled()
    result = forms.check_answers(definition.form, answers, context(), case="standard")
    assert result.ok
    assert result.answers == answers


def test_data_of_a_wrong_type_or_of_an_unknown_id_is_refused() -> None:
    definition, answers = filled()
    wrong = answers | {"copies": {"a": 1}, "child_name": ["x"], "phone": None, "surprise": 1}
    result = forms.check_answers(definition.form, wrong, context(), case="standard")
    codes = {error.field_id: error.message.code for error in result.errors}
    assert codes == {"copies": "wrong_type", "child_name": "required", "phone": "required", "surprise": "unknown_field"}


def test_the_schema_for_programs_requires_what_is_always_asked() -> None:
    definition, answers = filled()
    schema = forms.json_schema(definition.form, context())
    assert schema["required"] == ["child_name", "child_birth", "place", "requester", "relation", "phone"]
    assert set(answers) <= set(schema["properties"])
    assert schema["properties"]["place"]["enum"] == ["hospital", "home"]


def test_data_nested_without_end_is_refused_like_any_other() -> None:
    definition, answers = filled()
    deep: dict[str, Any] = {}
    for _ in range(5000):
        deep = {"a": deep}
    result = forms.check_answers(definition.form, answers | {"copies": deep}, context(), case="standard")
    assert [error.message.code for error in result.errors] == ["wrong_type"]
