"""A person: name, birth, identity number, sex, ethnicity, nationality; each part with its own error."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from motcua.procedures.rules.conditions import is_empty
from motcua.procedures.rules.context import THREE_TIER, FormContext
from motcua.procedures.rules.identity_numbers import problem_with
from motcua.procedures.rules.kinds.dates import format_parts, partial_inputs, partial_schema, take_partial
from motcua.procedures.rules.kinds.kind import Kind, WrongParts, texts, truth, whole, word
from motcua.procedures.rules.kinds.typed import Raw, Wrong, typed
from motcua.procedures.rules.messages import Message
from motcua.procedures.rules.reading import DefinitionError
from motcua.vietnamese import Sentence

PARTS = ("name", "birth", "sex", "identity_number", "ethnicity", "nationality")
PART_LABELS = {
    "name": "Họ, chữ đệm, tên",
    "birth": "Ngày sinh",
    "identity_number": "Số định danh",
    "sex": "Giới tính",
    "ethnicity": "Dân tộc",
    "nationality": "Quốc tịch",
}
SEXES = {"male": "Nam", "female": "Nữ"}
HOME_NATIONALITY = "VN"
_LISTS = {"ethnicity": "ethnicities", "nationality": "nationalities"}
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}\Z")


class Person(Kind):
    """A person, by the parts the form asks for (``parts``); those in ``optional`` may stay blank.

    ``sex`` fixes the sex where only one makes sense; ``min_age`` and ``max_age`` bound the age today.
    """

    name = "person"
    parts = PARTS
    options = {
        "parts": texts(PARTS, PARTS),
        "optional": texts(PARTS),
        "allow_old": truth(False),
        "past": truth(True),
        "sex": word(tuple(SEXES), ""),
        "min_age": whole(None),
        "max_age": whole(None),
    }

    def take(self, field: Any, raw: Raw, name: str, context: FormContext) -> dict[str, Any] | None:
        asked = self.asked(field)
        value: dict[str, Any] = {}
        wrongs: list[Wrong] = []
        for part in asked:
            try:
                value[part] = self._take_part(part, field, raw, f"{name}.{part}", context)
            except Wrong as wrong:
                wrongs.append(wrong)
                value[part] = None
        if "identity_number" in asked and value["identity_number"]:
            self._check_identity(field, value, f"{name}.identity_number", context, wrongs)
        if not wrongs and not self._filled(value, asked):
            return None
        refused = {wrong.input_name for wrong in wrongs}
        for part in asked:
            untouched = not any(one == f"{name}.{part}" or one.startswith(f"{name}.{part}.") for one in refused)
            if is_empty(value[part]) and untouched and part not in field.option("optional"):
                wrongs.append(Wrong(self._part_input(part, name), _missing(part)))
        if wrongs:
            raise WrongParts(
                sorted(wrongs, key=lambda wrong: asked.index(wrong.input_name[len(name) + 1 :].split(".")[0]))
            )
        return value

    def asked(self, field: Any) -> list[str]:
        """List the parts the field asks for, in the order they are asked."""
        parts: tuple[str, ...] = field.option("parts")
        return [part for part in PARTS if part in parts]

    def first_input(self, field: Any, name: str) -> str:
        return self._part_input(self.asked(field)[0], name)

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        given = value if isinstance(value, Mapping) else {}
        found: dict[str, list[str]] = {}
        for part in self.asked(field):
            if part == "birth":
                found |= partial_inputs(given.get("birth"), f"{name}.birth")
            else:
                one = given.get(part)
                found[f"{name}.{part}"] = [one] if isinstance(one, str) and one else []
        return found

    def display(self, field: Any, value: Any, context: FormContext) -> str:
        shown = self._shown(field, value, context)
        words = {"name": "{}", "birth": "sinh {}", "identity_number": "số định danh {}"}
        return ", ".join(words.get(part, "{}").format(text) for part, text in shown.items() if text)

    def rows(self, field: Any, value: Any, context: FormContext) -> list[tuple[str, str]]:
        return [(PART_LABELS[part], text) for part, text in self._shown(field, value, context).items()]

    def export_columns(self, field: Any) -> list[tuple[str, str]]:
        return [(f"{field.id}.{part}", f"{field.label}: {PART_LABELS[part]}") for part in self.asked(field)]

    def export(self, field: Any, value: Any, context: FormContext) -> list[Any]:
        return list(self._shown(field, value, context).values())

    def json_schema(self, field: Any, context: FormContext) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        for part in self.asked(field):
            properties[part] = {"title": PART_LABELS[part], "type": ["string", "null"]}
            if part == "birth":
                properties[part] = {"title": PART_LABELS[part]} | partial_schema()
            elif part == "sex":
                properties[part]["enum"] = [*SEXES, None]
            elif part in _LISTS and context.lists.get(_LISTS[part]):
                properties[part]["enum"] = [one.key for one in context.lists[_LISTS[part]]] + [None]
        required = [part for part in self.asked(field) if part not in field.option("optional")]
        return {
            "title": field.label,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def check_options(self, field: Any, path: str) -> None:
        if not field.option("parts"):
            raise DefinitionError(f"{path}.parts", "phải hỏi ít nhất một phần")
        for part in field.option("optional"):
            if part not in field.option("parts"):
                raise DefinitionError(f"{path}.optional", f"«{part}» không nằm trong parts")

    def _take_part(self, part: str, field: Any, raw: Raw, name: str, context: FormContext) -> Any:
        if part == "birth":
            return take_partial(field, raw, name, context)
        if part == "name":
            return _take_name(raw, name)
        if part == "sex":
            return _take_sex(field.option("sex"), raw, name)
        if part == "identity_number":
            return re.sub(r"[ .\-]", "", typed(raw, name, most=40)).upper()
        return _take_from_list(_LISTS[part], raw, name, context)

    def _check_identity(
        self, field: Any, value: dict[str, Any], name: str, context: FormContext, wrongs: list[Wrong]
    ) -> None:
        number = value["identity_number"]
        if value.get("nationality") not in (None, "", HOME_NATIONALITY):
            if not _PASSPORT.match(number):
                text = "Hãy ghi số hộ chiếu gồm 5 đến 20 chữ cái không dấu và chữ số."
                wrongs.append(Wrong(name, Message("passport", text)))
            return
        problem = problem_with(
            number,
            today=context.today,
            sex=value.get("sex") or field.option("sex") or None,
            birth=value.get("birth"),
            # The older nine digits were good until 2024-12-31, so every three-tier version takes them.
            allow_old=field.option("allow_old") or context.organisation == THREE_TIER,
        )
        if problem:
            wrongs.append(Wrong(name, problem))

    def _filled(self, value: Mapping[str, Any], asked: list[str]) -> bool:
        # Lists come with a first answer already chosen, so they alone do not say that somebody was named.
        telling = [part for part in asked if part not in _LISTS] or asked
        return not all(is_empty(value[part]) for part in telling)

    def _part_input(self, part: str, name: str) -> str:
        return f"{name}.birth.year" if part == "birth" else f"{name}.{part}"

    def _shown(self, field: Any, value: Any, context: FormContext) -> dict[str, str]:
        given = value if isinstance(value, Mapping) else {}
        shown = {}
        for part in self.asked(field):
            one = given.get(part)
            if part == "birth":
                shown[part] = format_parts(one)
            elif part == "sex":
                shown[part] = SEXES.get(one or "", "")
            elif part in _LISTS:
                shown[part] = context.choice_name(_LISTS[part], one)
            else:
                shown[part] = one or ""
        return shown


def _take_name(raw: Raw, name: str) -> str:
    text = typed(raw, name, most=120)
    if any(one.isdigit() or unicodedata.category(one) in ("Sm", "Sc", "So") for one in text):
        raise Wrong(name, Message("name", "Họ tên không có chữ số hay ký hiệu. Hãy ghi như trên giấy tờ."))
    if text and not any(one.isalpha() for one in text):
        raise Wrong(name, Message("name", "Hãy ghi họ, chữ đệm, tên bằng chữ, như trên giấy tờ."))
    return text


def _take_sex(fixed: str, raw: Raw, name: str) -> str:
    text = typed(raw, name)
    if text and text not in SEXES:
        raise Wrong(name, Message("unknown_choice", "Hãy chọn «Nam» hoặc «Nữ»."))
    if text and fixed and text != fixed:
        words = {"sex": SEXES[fixed].lower()}
        raise Wrong(name, Message("sex", "Người này phải là %(sex)s. Hãy xem lại giới tính.", words))
    return text


def _take_from_list(list_name: str, raw: Raw, name: str, context: FormContext) -> str:
    key = typed(raw, name)
    choices = context.lists.get(list_name, ())
    if key and choices and all(choice.key != key for choice in choices):
        by_name = [choice.key for choice in choices if choice.name.casefold() == key.casefold()]
        if by_name:
            return by_name[0]
        text = "«%(typed)s» không có trong danh sách. Hãy chọn một mục đã cho."
        raise Wrong(name, Message("unknown_choice", text, {"typed": key[:40]}))
    return key


def _missing(part: str) -> Message:
    words = {"part": Sentence(PART_LABELS[part][0].lower() + PART_LABELS[part][1:])}
    if part in ("sex", "ethnicity", "nationality"):
        return Message("required", "Hãy chọn %(part)s.", words)
    if part == "birth":
        return Message("required", "Hãy ghi ngày sinh; không nhớ ngày, tháng thì chỉ ghi năm.", words)
    return Message("required", "Hãy ghi %(part)s.", words)
