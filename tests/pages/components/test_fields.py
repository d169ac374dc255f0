"""How the questions of a form are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from motcua.pages.components.asking import questions, size_words, typed_of, with_row_added, with_row_removed
from motcua.pages.components.fields import FieldShown
from motcua.procedures.rules.conditions import Condition
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.messages import FieldError, Message
from tests.pages.components.form_samples import CONTEXT, FIELDS
from tests.pages.markup import Markup

BY_KIND = {field.kind: field for field in FIELDS}
ANSWERS = {
    "child_name": "Trần <b>Minh</b> Khôi",
    "reason": "Dòng một\nDòng hai",
    "copies": 1200,
    "capital": 1_500_000,
    "wedding": "2018-12-03",
    "child_birth": {"year": 2018, "month": 12, "day": None},
    "place": "home",
    "wishes": ["copy"],
    "twin": False,
    "mother": {
        "name": "Nguyễn Thị Hồng Nhung",
        "birth": {"year": 1988, "month": None, "day": None},
        "sex": "female",
        "identity_number": "001188123482",
        "ethnicity": "e3",
        "nationality": "VN",
    },
    "home": {"province": "01", "ward": "0101", "street": "12 ngõ 193"},
    "phone": "+84912345482",
    "email": "nhung@example.vn",
    "proof": ["f1"],
    "children": [{"name": "An", "birth": "2018-12-03"}, {"name": "Bình", "birth": "2020-02-29"}],
}


def drawn(shown: FieldShown) -> Markup:
    return Markup(render_to_string(shown.template, {"field": shown}))


def asked(kind: str, typed=None, errors=(), **changes) -> FieldShown:  # type: ignore[no-untyped-def]
    field = replace(BY_KIND[kind], **changes)
    return questions([field], typed=typed or {}, errors=errors, context=CONTEXT)[0]


def test_every_kind_of_field_has_a_sample_here_and_a_template() -> None:
    assert set(BY_KIND) == set(KINDS)
    assert {shown.template for shown in questions(FIELDS, typed={}, context=CONTEXT)} == {
        f"fields/{kind}.html" for kind in KINDS
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("large", [True, False], ids=["citizens", "officers"])
def test_a_field_is_sound_html_empty_and_filled(kind: str, large: bool) -> None:
    for answers in ({}, ANSWERS):
        field = BY_KIND[kind]
        shown = questions([field], typed=typed_of([field], answers), context=CONTEXT, large=large)[0]
        assert drawn(shown).faults() == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].asks])
def test_what_is_saved_is_shown_and_cleans_to_the_same_again(kind: str) -> None:
    field = BY_KIND[kind]
    shown = questions([field], typed=typed_of([field], ANSWERS), context=CONTEXT)[0]
    sent = sent_by_a_browser(drawn(shown))
    cleaned = KINDS[kind].clean(field, sent, field.id, CONTEXT)
    assert cleaned.errors == ()
    assert cleaned.value == ANSWERS[field.id]


def sent_by_a_browser(page: Markup) -> dict[str, list[str]]:
    """What pressing the button would send: every control by its name, as the page stands."""
    sent: dict[str, list[str]] = {}
    select = textarea = ""
    for tag, found in page.elements:
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "input" and name and (kind not in {"radio", "checkbox"} or "checked" in found) and kind != "file":
            sent.setdefault(name, []).append(found.get("value", ""))
        select = name if tag == "select" else select
        if tag == "option" and "selected" in found:
            sent.setdefault(select, []).append(found["value"])
        textarea = name if tag == "textarea" else textarea
    if textarea:
        sent[textarea] = [page.text.rpartition("\n\n")[0].partition("Lý do (không bắt buộc)")[2].strip()]
    return sent


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].asks])
def test_the_error_of_a_missing_answer_leads_to_an_input_of_the_field(kind: str) -> None:
    field = replace(BY_KIND[kind], required=True)
    errors = KINDS[kind].clean(field, {}, field.id, CONTEXT).errors
    assert errors
    page = drawn(questions([field], typed={}, errors=errors, context=CONTEXT)[0])
    assert errors[0].input_name in {found.get("id") for _, found in page.elements}
    assert str(errors[0].message) in page.text
    assert (
        page.all("input", **{"aria-invalid": "true"})
        or page.all("select", **{"aria-invalid": "true"})
        or page.all("textarea", **{"aria-invalid": "true"})
    )
    assert page.faults() == []


def test_only_the_wrong_part_of_a_date_is_marked() -> None:
    error = FieldError("child_birth", "child_birth.year", Message("future_year", "Năm 2081 chưa đến."))
    page = drawn(asked("partial_date", {"child_birth.year": ["2081"]}, [error]))
    assert [found["id"] for found in page.all("input") if "aria-invalid" in found] == ["child_birth.year"]
    assert page.all("input", id="child_birth.year")[0]["value"] == "2081"


def test_what_was_typed_stays_text_and_never_becomes_markup() -> None:
    page = drawn(asked("text", {"child_name": ['"><script>alert(1)</script>']}))
    assert page.all("script") == []
    assert page.all("input")[0]["value"] == '"><script>alert(1)</script>'


def test_optional_questions_say_so() -> None:
    assert "(không bắt buộc)" in drawn(asked("email", required=False)).text
    assert "(không bắt buộc)" not in drawn(asked("email", required=True)).text


def test_a_choice_with_many_answers_is_a_list() -> None:
    person = asked("person")
    templates = {part.name: part.template for part in person.parts}
    assert templates["mother.ethnicity"] == "fields/choice_list.html"
    assert templates["mother.sex"] == "fields/choice.html"


def test_a_ward_is_suggested_from_the_chosen_province_and_may_be_typed_by_name() -> None:
    shown = asked("address", {"home.province": ["Hà Nội"], "home.ward": ["Phúc Diễn"]})
    province, ward = shown.parts[0], shown.parts[1]
    assert [option.value for option in province.options if option.chosen] == ["01"]
    assert [option.label for option in ward.options] == ["phường Phúc Diễn", "phường Xuân Đỉnh"]
    assert ward.value == "Phúc Diễn"


def test_a_condition_goes_to_the_page_as_data() -> None:
    shown = asked("text", when=Condition("eq", ("place", "home")))
    assert drawn(shown).all("div", **{"data-when": '{"eq": ["place", "home"]}'})


def test_a_row_is_added_after_the_rows_that_were_typed() -> None:
    group = BY_KIND["group"]
    typed = {"children.0.name": ["An"], "children.4.name": ["Bình"]}
    shown = questions([group], typed=with_row_added(typed, group), context=CONTEXT)[0]
    assert [row.number for row in shown.rows] == [0, 4, 5]
    assert shown.rows[1].parts[0].value == "Bình"


def test_a_row_is_added_to_a_group_nobody_has_touched() -> None:
    group = BY_KIND["group"]
    shown = questions([group], typed=with_row_added({}, group), context=CONTEXT)[0]
    assert len(shown.rows) == 2


def test_a_row_is_taken_out_and_the_others_stay_as_typed() -> None:
    typed = {"children.1.name": ["An"], "children.10.name": ["Bình"], "phone": ["1"]}
    assert with_row_removed(typed, "children.1") == {"children.10.name": ["Bình"], "phone": ["1"]}


def test_sizes_of_files_are_said_as_people_read_them() -> None:
    assert [size_words(size) for size in (10, 98_304, 1_468_006)] == ["1 KB", "96 KB", "1,4 MB"]
