"""A repeated group: rows of the same few fields, such as children or kinds of business."""

import re
from collections.abc import Mapping
from typing import Any

from motcua.procedures.rules.conditions import holds
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.kinds.kind import Kind, WrongParts, whole, word
from motcua.procedures.rules.kinds.typed import Raw, Wrong
from motcua.procedures.rules.messages import Message
from motcua.procedures.rules.reading import DefinitionError

_MOST_ROWS = 100


def row_numbers(raw: Raw, name: str) -> list[int]:
    """List the numbers of the rows that were sent, in order; gaps are allowed, a page may have taken a row out."""
    pattern = re.compile(re.escape(name) + r"\.([0-9]{1,3})\.")
    found = {int(match.group(1)) for key in raw if isinstance(key, str) and (match := pattern.match(key))}
    return sorted(found)


class Group(Kind):
    """A repeated group; the value is a list of rows, each a mapping of sub-field id to value."""

    name = "group"
    options = {"min_rows": whole(1), "max_rows": whole(20, 1), "row_name": word(None, "")}

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds

    def take(self, field: Any, raw: Raw, name: str, context: FormContext) -> list[dict[str, Any]]:
        numbers = [number for number in row_numbers(raw, name) if _row_touched(raw, f"{name}.{number}.")]
        most, least = field.option("max_rows"), field.option("min_rows")
        if len(numbers) > most:
            text = "Nhiều nhất %(most)s dòng; bạn ghi %(sent)s. Hãy xóa bớt."
            raise Wrong(
                f"{name}.{numbers[most]}.{field.fields[0].id}",
                Message("too_many_rows", text, {"most": most, "sent": len(numbers)}),
            )
        rows, wrongs = [], []
        for number in numbers:
            row, wrong = self._take_row(field, raw, f"{name}.{number}", context)
            wrongs += wrong
            if row:
                rows.append(row)
        if wrongs:
            raise WrongParts(wrongs)
        if rows and len(rows) < least:
            text = "Hãy ghi ít nhất %(least)s dòng; bạn mới ghi %(sent)s."
            after = max(numbers) + 1
            raise Wrong(
                self.first_input(field, f"{name}.{after}"),
                Message("too_few_rows", text, {"least": least, "sent": len(rows)}),
            )
        return rows

    def first_input(self, field: Any, name: str) -> str:
        first = field.fields[0]
        row = name if re.search(r"\.[0-9]+\Z", name) else f"{name}.0"
        return self.kinds[first.kind].first_input(first, f"{row}.{first.id}")

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number, row in enumerate(value if isinstance(value, list) else ()):
            for sub in field.fields:
                given = row.get(sub.id) if isinstance(row, Mapping) else None
                found |= self.kinds[sub.kind].inputs(sub, given, f"{name}.{number}.{sub.id}")
        return found

    def display(self, field: Any, value: Any, context: FormContext) -> str:
        return "; ".join(self._line(field, row, context) for row in value or ())

    def rows(self, field: Any, value: Any, context: FormContext) -> list[tuple[str, str]]:
        title = field.option("row_name") or field.label
        return [(f"{title} {number}", self._line(field, row, context)) for number, row in enumerate(value or (), 1)]

    def export(self, field: Any, value: Any, context: FormContext) -> list[Any]:
        return [self.display(field, value, context)]

    def json_schema(self, field: Any, context: FormContext) -> dict[str, Any]:
        properties = {
            sub.id: self.kinds[sub.kind].json_schema(sub, context) for sub in field.fields if self.kinds[sub.kind].asks
        }
        required = [sub.id for sub in field.fields if sub.required and sub.when is None and self.kinds[sub.kind].asks]
        item = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
        return {
            "title": field.label,
            "type": "array",
            "items": item,
            "minItems": max(field.option("min_rows"), 1) if field.required else 0,
            "maxItems": field.option("max_rows"),
        }

    def check_options(self, field: Any, path: str) -> None:
        if not 1 <= field.option("max_rows") <= _MOST_ROWS:
            raise DefinitionError(f"{path}.max_rows", f"phải từ 1 đến {_MOST_ROWS}")
        if field.option("min_rows") > field.option("max_rows"):
            raise DefinitionError(f"{path}.min_rows", "lớn hơn max_rows")

    def _take_row(self, field: Any, raw: Raw, name: str, context: FormContext) -> tuple[dict[str, Any], list[Wrong]]:
        row: dict[str, Any] = {}
        wrongs: list[Wrong] = []
        for sub in field.fields:
            if not self.kinds[sub.kind].asks or not holds(sub.when, row):
                continue
            cleaned = self.kinds[sub.kind].clean(sub, raw, f"{name}.{sub.id}", context)
            wrongs += [Wrong(error.input_name, error.message) for error in cleaned.errors]
            if cleaned.value is not None:
                row[sub.id] = cleaned.value
        return row, wrongs

    def _line(self, field: Any, row: Any, context: FormContext) -> str:
        if not isinstance(row, Mapping):
            return ""
        shown = (
            self.kinds[sub.kind].display(sub, row.get(sub.id), context)
            for sub in field.fields
            if self.kinds[sub.kind].asks
        )
        return ", ".join(text for text in shown if text)


def _row_touched(raw: Raw, prefix: str) -> bool:
    return any(
        isinstance(key, str) and key.startswith(prefix) and any(isinstance(one, str) and one.strip() for one in values)
        for key, values in raw.items()
        if not isinstance(values, str)
    )
