"""Turns a page of a form, what was typed and what is wrong into questions ready to be shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from motcua.pages.components.fields import FieldShown, FileShown, OptionShown, RowShown, Typed
from motcua.pages.saying import format_number, said
from motcua.procedures.rules.context import THREE_TIER, Choice, FormContext
from motcua.procedures.rules.divisions import DivisionFact, match_division
from motcua.procedures.rules.form_definition import Field
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.kinds.address import PART_LABELS as ADDRESS_LABELS
from motcua.procedures.rules.kinds.choice import choices_of
from motcua.procedures.rules.kinds.group import row_numbers
from motcua.procedures.rules.kinds.person import HOME_NATIONALITY, SEXES
from motcua.procedures.rules.kinds.person import PART_LABELS as PERSON_LABELS
from motcua.procedures.rules.messages import FieldError

_SUGGESTED_AT_MOST = 300
_ANY_DATE = Field(id="birth", kind="partial_date", label="")


@dataclass(frozen=True)
class Asking:
    """What all questions of a page share. `large` is the citizens' size; officers' pages are denser."""

    typed: Typed
    errors: Sequence[FieldError]
    context: FormContext
    large: bool = True

    def value(self, name: str) -> str:
        """The first thing typed under an input name."""
        return next(iter(self.typed.get(name, ())), "")

    def error(self, name: str, parts: Iterable[str] = ()) -> str:
        """The words of the first error at an input, or at one of its `parts`."""
        places = {name, *(f"{name}.{part}" for part in parts)}
        return next((str(error.message) for error in self.errors if error.input_name in places), "")


def questions(
    fields: Iterable[Field],
    *,
    typed: Typed,
    errors: Sequence[FieldError] = (),
    context: FormContext,
    large: bool = True,
) -> list[FieldShown]:
    """Return the `fields` of a page as they are shown, with what was `typed` given back and each error at its place.

    Takes what `typed_of` gives for a draft's saved answers, or `dict(request.POST.lists())` after a refusal.
    """
    asking = Asking(typed, errors, context, large)
    return [_shown(asking, field, field.id) for field in fields]


def typed_of(fields: Iterable[Field], answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return saved `answers` as the inputs in which they were typed."""
    found: dict[str, list[str]] = {}
    for field in fields:
        if field.id in answers:
            found.update(KINDS[field.kind].inputs(field, answers[field.id], field.id))
    return found


def with_row_added(typed: Typed, group: Field) -> dict[str, list[str]]:
    """Return what was typed with one more, empty row of the repeated `group`: the answer to its `_add` button."""
    number = max(row_numbers(typed, group.id), default=-1) + 1
    # A group that nobody touched shows one row already; one more makes two.
    added = [number] if number else list(range(max(group.option("min_rows"), 1) + 1))
    return _lists(typed) | {f"{group.id}.{row}.{group.fields[0].id}": [""] for row in added}


def with_row_removed(typed: Typed, row: str) -> dict[str, list[str]]:
    """Return what was typed without one row, named as its `_remove` button names it: "children.1"."""
    return {name: values for name, values in _lists(typed).items() if not name.startswith(f"{row}.")}


def _lists(typed: Typed) -> dict[str, list[str]]:
    return {name: list(values) for name, values in typed.items()}


def _shown(asking: Asking, field: Field, name: str) -> FieldShown:
    common: dict[str, Any] = {
        "name": name,
        "kind": field.kind,
        "label": field.label,
        "hint": field.hint,
        "required": field.required,
        "value": asking.value(name),
        "error": asking.error(name),
        "autocomplete": field.autocomplete,
        "large": asking.large,
        "when": json.dumps(field.when.as_data(), ensure_ascii=False) if field.when else "",
    }
    return FieldShown(**{**common, **_KIND_SPECIFIC.get(field.kind, _plain)(asking, field, name)})


def _plain(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    return {}


def _integer(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    return {"unit": field.option("unit")}


def _date(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    words = {"day": _("Ngày"), "month": _("Tháng"), "year": _("Năm")}
    parts = [
        FieldShown(
            name=f"{name}.{part}",
            kind="integer",
            label=words[part],
            value=asking.value(f"{name}.{part}"),
            error=asking.error(f"{name}.{part}"),
        )
        for part in words
    ]
    return {"parts": tuple(parts), "error": asking.error(name, words)}


def _choice(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    return {"options": options(choices_of(field, asking.context), name, asking.typed.get(name, ()))}


def _yes_no(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    answers = (Choice("yes", _("Có")), Choice("no", _("Không")))
    return {"options": options(answers, name, asking.typed.get(name, ()))}


def options(choices: Iterable[Choice], name: str, chosen: Sequence[str]) -> tuple[OptionShown, ...]:
    """Return the possible answers of a question; the first one's id is the question's name, where an error leads."""
    return tuple(
        OptionShown(
            id=f"{name}.{choice.key}" if number else name,
            value=choice.key,
            label=choice.name,
            note=choice.note,
            chosen=choice.key in chosen,
        )
        for number, choice in enumerate(choices)
    )


def _file(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    kept = asking.context.files or {}
    files = [
        FileShown(file_id, kept[file_id].name, size_words(kept[file_id].size))
        for file_id in asking.typed.get(name, ())
        if file_id in kept
    ]
    most = field.option("max_files")
    kinds = ", ".join(field.option("accept")).upper()
    limits = _("Tệp %(kinds)s, mỗi tệp nhiều nhất %(size)s MB, nhiều nhất %(most)s tệp. Chụp bằng điện thoại được.")
    return {
        "files": tuple(files),
        "accept": ",".join(f".{kind}" for kind in field.option("accept")),
        "multiple": most > 1,
        "hint": " ".join(
            part
            for part in (field.hint, limits % {"kinds": kinds, "size": field.option("max_mb"), "most": most})
            if part
        ),
    }


def size_words(size: int) -> str:
    """Say a file's size in bytes as people read it: "96 KB", "1,4 MB"."""
    return f"{format_number(size / 1_048_576, 1)} MB" if size >= 1_048_576 else f"{max(size // 1024, 1)} KB"


def _person(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    person = KINDS["person"]
    optional = field.option("optional")
    parts = [
        _part(asking, field, f"{name}.{part}", part, part not in optional)
        for part in person.asked(field)  # type: ignore[attr-defined]
    ]
    return {"parts": tuple(parts)}


def _part(asking: Asking, person: Field, name: str, part: str, required: bool) -> FieldShown:
    common: dict[str, Any] = {
        "name": name,
        "label": said(PERSON_LABELS[part]),
        "required": required,
        "value": asking.value(name),
        "error": asking.error(name),
        "large": asking.large,
    }
    chosen = asking.typed.get(name, ())
    lists = asking.context.lists
    match part:
        case "birth":
            hint = _("Ví dụ 3 12 1988. Không nhớ ngày, tháng thì chỉ ghi năm.")
            return FieldShown(kind="partial_date", **{**common, "hint": hint, **_date(asking, _ANY_DATE, name)})
        case "sex":
            sexes = [Choice(key, said(words)) for key, words in SEXES.items()]
            return FieldShown(kind="choice", **common, options=options(sexes, name, chosen))
        case "ethnicity":
            peoples = [replace(one, name=said(one.name)) for one in lists.get("ethnicities", ())]
            return FieldShown(kind="choice", **common, options=options(peoples, name, chosen))
        case "nationality":
            # Most people here are Vietnamese: the list opens at the answer nearly all would give.
            default = chosen or [HOME_NATIONALITY]
            nations = [replace(one, name=said(one.name)) for one in lists.get("nationalities", ())]
            return FieldShown(kind="choice", **common, options=options(nations, name, default))
        case "identity_number":
            hint = _("12 chữ số trên thẻ căn cước. Người nước ngoài ghi số hộ chiếu.")
            if person.option("allow_old") or asking.context.organisation == THREE_TIER:
                hint = _("12 chữ số trên thẻ căn cước, hoặc 9 chữ số của chứng minh nhân dân.")
            return FieldShown(kind="text", **{**common, "hint": hint})
    return FieldShown(kind="text", **common)


def _address(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    address = KINDS["address"]
    parts = []
    for part in address.asked(field, asking.context):  # type: ignore[attr-defined]
        required = field.required and (part != "street" or field.option("street_required"))
        parts.append(_place(asking, name, part, required))
    return {"parts": tuple(parts)}


def _place(asking: Asking, address: str, part: str, required: bool) -> FieldShown:
    name = f"{address}.{part}"
    value = asking.value(name)
    common: dict[str, Any] = {
        "name": name,
        "label": said(ADDRESS_LABELS[part]),
        "required": required,
        "error": asking.error(name),
        "large": asking.large,
    }
    divisions, today = asking.context.divisions, asking.context.today
    provinces = divisions.provinces(today)
    if part == "province" and provinces:
        named = match_division(value, provinces) if value else None
        choices = [Choice(one.code, one.name) for one in provinces]
        return FieldShown(
            kind="choice", always_list=True, **common, options=options(choices, name, [named.code if named else value])
        )
    fact = divisions.get(value)
    # A division may be typed by name; the list helps and never stands in the way, with script or without.
    suggestions = options([Choice(one.code, one.full_name) for one in _suggested(asking, address, part)], name, ())
    kind = "text" if part == "street" else "suggested"
    return FieldShown(kind=kind, **common, value=fact.full_name if fact else value, options=suggestions)


def _suggested(asking: Asking, address: str, part: str) -> list[DivisionFact]:
    """Divisions worth suggesting: those under what is already chosen, else those of every province listed in full."""
    divisions, today = asking.context.divisions, asking.context.today
    if part == "street":
        return []
    provinces = divisions.provinces(today)
    chosen = match_division(asking.value(f"{address}.province"), provinces)
    within = [chosen] if chosen else provinces
    districts = [district for province in within for district in divisions.districts_of(province.code, today)]
    if part == "district":
        return districts[:_SUGGESTED_AT_MOST]
    named = match_division(asking.value(f"{address}.district"), districts)
    above = [named] if named else [*within, *districts]
    return [ward for one in above for ward in divisions.wards_of(one.code, today)][:_SUGGESTED_AT_MOST]


def _group(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    numbers = row_numbers(asking.typed, name)
    # At least the rows the form wants, at least one, numbered after those that were sent.
    while len(numbers) < max(field.option("min_rows"), 1):
        numbers.append(numbers[-1] + 1 if numbers else 0)
    rows = [tuple(_shown(asking, sub, f"{name}.{number}.{sub.id}") for sub in field.fields) for number in numbers]
    return {
        "rows": tuple(RowShown(number, row) for number, row in zip(numbers, rows, strict=True)),
        "row_label": (field.option("row_name") or _("mục")).lower(),
        "can_add": len(rows) < field.option("max_rows"),
        "can_remove": len(rows) > 1,
    }


def _info(asking: Asking, field: Field, name: str) -> dict[str, Any]:
    return {"value": field.option("text")}


_KIND_SPECIFIC: dict[str, Callable[[Asking, Field, str], dict[str, Any]]] = {
    "integer": _integer,
    "date": _date,
    "partial_date": _date,
    "choice": _choice,
    "choices": _choice,
    "yes_no": _yes_no,
    "person": _person,
    "address": _address,
    "file": _file,
    "group": _group,
    "info": _info,
}
