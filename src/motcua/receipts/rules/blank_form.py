"""A procedure's own form as a sheet to fill in with a pen: every question of the version, and how much room it gets.

The sheet asks what the pages ask. What they decide by looking at an answer, it says in words: “Chỉ điền nếu …”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from motcua.procedures.rules.conditions import Condition
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.definition import ANY, Definition, Paper
from motcua.procedures.rules.form_definition import Field
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.kinds.address import PART_LABELS as ADDRESS_LABELS
from motcua.procedures.rules.kinds.choice import choices_of
from motcua.procedures.rules.kinds.person import PART_LABELS as PERSON_LABELS
from motcua.procedures.rules.kinds.person import SEXES

DECLARED = "Tôi cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật."
DELIVERIES = {
    "desk": "Tại nơi nộp hồ sơ",
    "post": "Qua bưu điện, đưa đến nhà",
    "electronic": "Bản điện tử",
}
YES_NO = ("Có", "Không")
# More answers than this (peoples, countries) are written, not ticked.
BOXES_AT_MOST = 12
LINE_HOLDS = 100  # letters of handwriting
MOST_LINES = 6
ROWS_AT_LEAST, ROWS_AT_MOST = 2, 4
IDENTITY_DIGITS = 12

Question = dict[str, Any]


def blank(definition: Definition, context: FormContext) -> dict[str, Any]:
    """Everything the sheet says, as its template takes it: cases, questions page by page, papers, ways to the result.

    A question is a label with one of: `lines` to write on, `boxes` to tick, `date`, `digits`, or `parts` of its own.
    """
    words = _Words(definition, context)
    return {
        "title": f"TỜ KHAI {definition.name.upper()}",
        "name": definition.name,
        "cases": [_box(case.name, case.note) for case in definition.cases] if len(definition.cases) > 1 else [],
        "parts": [
            {"title": page.title, "when": words.when(page.when), "questions": questions}
            for page in definition.form.pages
            if (questions := list(words.questions(page.fields)))
        ],
        "papers": [_paper(paper, words) for paper in definition.papers if paper.handling == "submit"],
        "deliveries": [_box(DELIVERIES[one]) for one in definition.result.delivery] if definition.result else [],
        "declared": DECLARED,
    }


def _box(name: str, note: str = "") -> dict[str, str]:
    return {"name": name, "note": note}


def _paper(paper: Paper, words: _Words) -> dict[str, str]:
    told = [paper.form_code] if paper.form_code else []
    if ANY not in paper.cases:
        told.append(words.for_cases(paper.cases))
    condition = words.condition(paper.when)
    if condition:
        told.append(f"nếu {condition}")
    if not paper.required or (paper.when is not None and not condition):
        told.append("nếu có")
    return _box(paper.name, "; ".join(told))


class _Words:
    """Questions of one version, with its labels at hand for the conditions between them."""

    def __init__(self, definition: Definition, context: FormContext) -> None:
        self.definition = definition
        self.context = context

    def questions(self, fields: Iterable[Field]) -> Iterator[Question]:
        """Each question with its condition, said once where several in a row share it; uploads are no question here."""
        before = ""
        for field in fields:
            if field.kind == "file":
                continue
            when = self.when(field.when)
            yield {
                "label": field.label.rstrip(":"),
                "hint": field.hint,
                "optional": not field.required and field.kind != "info",
                "when": when if when != before else "",
                "inset": bool(when),
                **self._room(field),
            }
            before = when

    def _room(self, field: Field) -> dict[str, Any]:
        match field.kind:
            case "date" | "partial_date":
                return {"date": True}
            case "yes_no":
                return {"boxes": [_box(one) for one in YES_NO]}
            case "choice" | "choices":
                return self._choice(field)
            case "person":
                return {"parts": [_person_part(part, field) for part in _asked(field, PERSON_LABELS)]}
            case "address":
                asked = KINDS["address"].asked(field, self.context)  # type: ignore[attr-defined]
                return {"parts": [_line(ADDRESS_LABELS[part]) for part in asked]}
            case "group":
                return self._group(field)
            case "info":
                return {"text": field.option("text")}
            case "integer" | "money":
                return {"lines": 1, "unit": "đồng" if field.kind == "money" else field.option("unit")}
            case "long_text":
                return {"lines": min(MOST_LINES, max(3, field.option("rows")))}
            case "text":
                return {"lines": 2 if field.option("max_length") > LINE_HOLDS * 1.5 else 1}
        return {"lines": 1}

    def _choice(self, field: Field) -> dict[str, Any]:
        choices = choices_of(field, self.context)
        if len(choices) > BOXES_AT_MOST:
            return {"lines": 1}
        return {"boxes": [_box(one.name, getattr(one, "note", "")) for one in choices], "many": field.kind == "choices"}

    def _group(self, field: Field) -> dict[str, Any]:
        rows = max(ROWS_AT_LEAST, min(field.option("min_rows"), ROWS_AT_MOST))
        return {
            "rows": min(rows, field.option("max_rows")),
            "row_name": field.option("row_name") or field.label,
            "parts": list(self.questions(field.fields)),
        }

    def when(self, condition: Condition | None) -> str:
        """When a question is to be answered, as a sentence; empty if always."""
        if condition is None:
            return ""
        said = self.condition(condition)
        return f"Chỉ điền nếu {said}." if said else "Chỉ điền nếu có."

    def condition(self, condition: Condition | None) -> str:
        """A condition in words, to follow “nếu”; empty where there is none or it compares what cannot be told."""
        return self._said(condition) if condition is not None else ""

    def _said(self, condition: Condition) -> str:
        match condition.operator:
            case "and" | "or":
                parts = [self._said(one) for one in condition.operands]
                return (" và " if condition.operator == "and" else " hoặc ").join(parts) if all(parts) else ""
            case "eq" | "in" | "ne":
                name, value = condition.operands
                answers = self._answers(name, value if isinstance(value, tuple) else (value,))
                be = "không phải là" if condition.operator == "ne" else "là"
                return f"{self._label(name)} {be} {answers}" if answers else ""
            case "filled":
                return f"đã điền {self._label(condition.operands[0])}"
            case "empty":
                return f"không điền {self._label(condition.operands[0])}"
        return ""

    def _label(self, name: str) -> str:
        if name.startswith("@"):
            return "trường hợp của bạn" if name == "@case" else "cách nộp"
        head, _, part = name.partition(".")
        field = self._field(head)
        label = field.label.rstrip(":") if field else head
        if field is not None and part:
            of = {one.id: one.label for one in field.fields} | PERSON_LABELS | ADDRESS_LABELS
            label = f"{label}, {of.get(part, part).lower()}"
        return f"“{label}”"

    def _answers(self, name: str, values: Iterable[Any]) -> str:
        if name == "@case":
            return self.cases(values)
        head, _, part = name.partition(".")
        field = self._field(head)
        if field is not None and part == "sex":
            names = dict(SEXES)
        elif field is not None and field.kind in ("choice", "choices"):
            names = {one.key: one.name for one in choices_of(field, self.context)}
        else:
            names = {}
        said = [YES_NO[not one] if isinstance(one, bool) else names.get(one, "") for one in values]
        return " hoặc ".join(f"“{one}”" for one in said) if all(said) else ""

    def _field(self, name: str) -> Field | None:
        """A question by its id, also inside a repeated group."""
        fields = [field for _page, field in self.definition.form.fields()]
        inside = [one for field in fields for one in field.fields]
        return next((field for field in (*fields, *inside) if field.id == name), None)

    def for_cases(self, keys: tuple[str, ...]) -> str:
        """Which cases something is for; the others, where these are fewer."""
        others = [case.key for case in self.definition.cases if case.key not in keys]
        return f"trừ {self.cases(others)}" if 0 < len(others) < len(keys) else f"cho {self.cases(keys)}"

    def cases(self, keys: Iterable[str]) -> str:
        """The names of cases, in quotation marks."""
        found = [case for case in map(self.definition.case, keys) if case]
        return " hoặc ".join(f"“{case.name}”" for case in found)


def _asked(field: Field, labels: dict[str, str]) -> list[str]:
    wanted = field.option("parts")
    return [part for part in labels if part in wanted]


def _line(label: str) -> Question:
    return {"label": label, "hint": "", "optional": False, "when": "", "inset": False, "lines": 1}


def _person_part(part: str, field: Field) -> Question:
    asked = _line(PERSON_LABELS[part]) | {"optional": part in field.option("optional")}
    if part == "birth":
        return asked | {"date": True}
    if part == "sex":
        return asked | {"boxes": [_box(one) for one in SEXES.values()]}
    if part == "identity_number":
        return asked | {"digits": IDENTITY_DIGITS}
    return asked
