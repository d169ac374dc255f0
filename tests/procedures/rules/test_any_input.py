"""Whatever is sent, a form answers with values or errors, never with an exception, and keeps only what can be kept."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules import forms
from motcua.procedures.rules.conditions import holds, parse_condition
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.reading import DefinitionError
from tests.procedures.examples import a_field, context, procedure

CHOICES = [{"key": "a", "name": "Một"}]
OPTIONS: dict[str, dict[str, Any]] = {
    "choice": {"choices": CHOICES},
    "choices": {"choices": CHOICES},
    "date": {"past": True, "min_age": 18},
    "person": {"allow_old": True, "min_age": 1, "max_age": 120},
    "group": {
        "fields": [{"id": "name", "kind": "person", "label": "Ai"}, {"id": "day", "kind": "date", "label": "Ngày"}]
    },
}
FIELDS = {kind: a_field(kind, **OPTIONS.get(kind, {})) for kind in KINDS}
ENDINGS = ["", ".day", ".month", ".year", ".name", ".sex", ".birth.year", ".birth.day", ".birth.month", ".province"]
ENDINGS += [".district", ".ward", ".street", ".identity_number", ".nationality", ".ethnicity", ".0.name.name"]
ENDINGS += [".0.day.day", ".0.day", ".999.name.sex", ".0.", ".-1.name", ".99999999999.name"]
TELLING = ["31", "2", "2081", "001188012345", "0" * 4400, "24", "24.1", "VN", "female", "a", "\x00", "\ud800", "1.000"]
TELLING += ["9" * 5000, "+84912345678", "a@b.vn", "%s %(x)s {0}", "-1", "٣", "²", "1e400", "٠١/٠٢/٢٠٢٠", "3/12/2018"]
surrogates = st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF)
anything = st.text() | st.text(st.characters() | surrogates, max_size=20) | st.sampled_from(TELLING)
raws = st.dictionaries(
    st.sampled_from([f"answer{ending}" for ending in ENDINGS]) | st.text(max_size=8), st.lists(anything, max_size=3)
)
json_values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=8) | st.sampled_from(["name", "birth", "year", "month", "province"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


def can_be_kept(value: Any) -> bool:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    text.encode()
    return "\\u0000" not in text and len(text) < 500_000


@given(kind=st.sampled_from(sorted(KINDS)), raw=raws)
def test_a_kind_takes_or_refuses_anything_typed(kind: str, raw: dict[str, list[str]]) -> None:
    field = FIELDS[kind]
    cleaned = KINDS[kind].clean(field, raw, "answer", context())
    assert can_be_kept(cleaned.value)
    assert cleaned.value is None or not cleaned.errors
    for error in cleaned.errors:
        assert str(error.message)
        assert error.field_id == "answer"
        assert error.input_name.split(".")[0] == "answer"
    if cleaned.value is not None:
        KINDS[kind].display(field, cleaned.value, context())
        KINDS[kind].print(field, cleaned.value, context())
        again = KINDS[kind].clean(field, KINDS[kind].inputs(field, cleaned.value, "answer"), "answer", context())
        assert again.value == cleaned.value


@given(raw=raws)
def test_what_was_typed_becomes_something_any_database_keeps(raw: dict[str, list[str]]) -> None:
    definition = procedure()
    for page in definition.form.pages:
        named = {key.replace("answer", field.id): value for key, value in raw.items() for field in page.fields}
        result = forms.clean_page(definition.form, page, named, {}, context())
        assert can_be_kept(result.answers)
        assert can_be_kept(dict(result.typed))


@given(
    answers=st.dictionaries(
        st.sampled_from(["child_name", "child_birth", "requester", "witnesses", "place", "copies", "phone", "x"]),
        json_values,
    )
)
def test_answers_sent_as_data_are_taken_or_refused(answers: dict[str, Any]) -> None:
    result = forms.check_answers(procedure().form, answers, context())
    assert can_be_kept(result.answers)
    assert not result.ok


@given(data=json_values, answers=st.dictionaries(st.text(max_size=3), json_values))
def test_a_condition_is_read_or_refused_and_then_always_answers(data: Any, answers: dict[str, Any]) -> None:
    try:
        condition = parse_condition(data, "when")
    except DefinitionError:
        return
    assert holds(condition, answers) in (True, False)
