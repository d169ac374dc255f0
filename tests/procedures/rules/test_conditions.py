"""When a page or a field applies."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.procedures.rules.conditions import holds, ids_of, parse_condition
from motcua.procedures.rules.reading import DefinitionError

ANSWERS: dict[str, Any] = {
    "@case": "standard",
    "place": "home",
    "count": 3,
    "married": True,
    "born": "2018-12-03",
    "needs": ["a", "b"],
    "mother": {"name": "Lan", "sex": "female", "birth": {"year": 1988, "month": None, "day": None}},
    "blank": "",
    "nobody": {"name": "", "birth": None},
}


@pytest.mark.parametrize(
    ("term", "true"),
    [
        ({"eq": ["@case", "standard"]}, True),
        ({"eq": ["place", "hospital"]}, False),
        ({"ne": ["place", "hospital"]}, True),
        ({"in": ["place", ["home", "hospital"]]}, True),
        ({"eq": ["needs", "b"]}, True),
        ({"eq": ["married", True]}, True),
        ({"eq": ["married", 1]}, False),
        ({"eq": ["count", 3]}, True),
        ({"gt": ["count", 3]}, False),
        ({"ge": ["count", 3]}, True),
        ({"lt": ["count", 4]}, True),
        ({"le": ["count", 2]}, False),
        ({"lt": ["born", "2019-01-01"]}, True),
        ({"gt": ["born", 3]}, False),
        ({"gt": ["married", 0]}, False),
        ({"eq": ["mother.sex", "female"]}, True),
        ({"lt": ["mother.birth.year", 1990]}, True),
        ({"eq": ["mother.birth.month.deeper", 1]}, False),
        ({"empty": "blank"}, True),
        ({"empty": "nobody"}, True),
        ({"empty": "unknown"}, True),
        ({"filled": "mother"}, True),
        ({"filled": "mother.birth"}, True),
        ({"and": [{"filled": "place"}, {"eq": ["count", 3]}]}, True),
        ({"or": [{"empty": "place"}, {"eq": ["count", 4]}]}, False),
        ({"not": {"eq": ["place", "home"]}}, False),
    ],
)
def test_a_term_is_true_or_false_of_the_answers(term: dict[str, Any], true: bool) -> None:
    condition = parse_condition(term, "when")
    assert holds(condition, ANSWERS) is true
    assert condition.as_data() == term


def test_no_term_is_always_true() -> None:
    assert holds(None, {})


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        {"eq": ["a", 1], "ne": ["a", 1]},
        {"is": ["a", 1]},
        {"eq": ["a"]},
        {"eq": "a"},
        {"and": []},
        {"empty": 1},
        {"eq": ["@time", 1]},
        {"gt": ["a", True]},
        {"in": ["a", "b"]},
        {"not": [{"empty": "a"}]},
        {"eq": ["a", [1]]},
    ],
)
def test_a_term_of_another_shape_is_refused(wrong: Any) -> None:
    with pytest.raises(DefinitionError):
        parse_condition(wrong, "when")


def test_the_ids_of_a_term_are_found_at_any_depth() -> None:
    term = parse_condition({"or": [{"not": {"eq": ["a.b", 1]}}, {"and": [{"empty": "c"}, {"eq": ["@case", "x"]}]}]}, "")
    assert list(ids_of(term)) == ["a.b", "c", "@case"]
