"""One of several answers, several of them, or yes and no."""

from typing import Any

from motcua.procedures.rules.context import Choice, FormContext
from motcua.procedures.rules.kinds.kind import Kind, Option, whole
from motcua.procedures.rules.kinds.typed import Raw, Wrong, typed, typed_list
from motcua.procedures.rules.messages import Message
from motcua.procedures.rules.reading import DefinitionError, Reader
from motcua.vietnamese import term

OFFICIAL_LISTS = ("ethnicities", "nationalities")


def _read_choices(reader: Reader, name: str) -> tuple[Choice, ...]:
    found = []
    for one in reader.children(name):
        found.append(Choice(key=one.key("key"), name=one.text("name"), note=one.text("note", "")))
        one.finish()
    keys = [choice.key for choice in found]
    if len(set(keys)) < len(keys):
        raise DefinitionError(reader.at(name), "có lựa chọn trùng khóa")
    return tuple(found)


CHOICE_OPTIONS = {
    "choices": Option(_read_choices, ()),
    "list": Option(lambda reader, name: reader.one_of(name, OFFICIAL_LISTS), None),
}


def choices_of(field: Any, context: FormContext) -> tuple[Choice, ...]:
    """List the answers a field offers, its own or those of an official list."""
    named: str | None = field.option("list")
    own: tuple[Choice, ...] = field.option("choices")
    return tuple(context.lists.get(named, ())) if named else own


class OneChoice(Kind):
    """One of several answers."""

    name = "choice"
    options = CHOICE_OPTIONS

    def take(self, field: Any, raw: Raw, name: str, context: FormContext) -> Any:
        key = typed(raw, name)
        if key:
            _refuse_unknown(key, field, name, context)
        return key

    def ask(self, field: Any) -> Message:
        return Message("required", "Hãy chọn một câu trả lời cho «%(label)s».", {"label": term(field.label)})

    def display(self, field: Any, value: Any, context: FormContext) -> str:
        return _choice_name(field, value, context)

    def json_schema(self, field: Any, context: FormContext) -> dict[str, Any]:
        return {"title": field.label, "type": "string", "enum": [one.key for one in choices_of(field, context)]}

    def check_options(self, field: Any, path: str) -> None:
        if bool(field.option("choices")) == bool(field.option("list")):
            raise DefinitionError(path, "phải có «choices» hoặc «list», không phải cả hai")


class SeveralChoices(OneChoice):
    """Any number of several answers."""

    name = "choices"
    options = CHOICE_OPTIONS | {"min": whole(0), "max": whole(None, 1)}

    def take(self, field: Any, raw: Raw, name: str, context: FormContext) -> list[str]:
        keys = typed_list(raw, name)
        for key in keys:
            _refuse_unknown(key, field, name, context)
        least, most = field.option("min"), field.option("max")
        if keys and len(keys) < least:
            raise Wrong(name, Message("too_few", "Hãy chọn ít nhất %(least)s mục.", {"least": least}))
        if most is not None and len(keys) > most:
            raise Wrong(name, Message("too_many", "Hãy chọn nhiều nhất %(most)s mục.", {"most": most}))
        # The order is the form's own, so that the same answers are always the same value.
        return [choice.key for choice in choices_of(field, context) if choice.key in keys]

    def ask(self, field: Any) -> Message:
        return Message("required", "Hãy chọn ít nhất một mục cho «%(label)s».", {"label": term(field.label)})

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        return {name: [one for one in value if isinstance(one, str)] if isinstance(value, list) else []}

    def display(self, field: Any, value: Any, context: FormContext) -> str:
        return "; ".join(_choice_name(field, one, context) for one in value or ())

    def export(self, field: Any, value: Any, context: FormContext) -> list[Any]:
        return ["; ".join(value or ())]

    def json_schema(self, field: Any, context: FormContext) -> dict[str, Any]:
        keys = [one.key for one in choices_of(field, context)]
        return {
            "title": field.label,
            "type": "array",
            "items": {"type": "string", "enum": keys},
            "uniqueItems": True,
            "minItems": max(field.option("min"), 1 if field.required else 0),
        }


class YesNo(Kind):
    """Yes or no; no is an answer too."""

    name = "yes_no"

    def take(self, field: Any, raw: Raw, name: str, context: FormContext) -> bool | None:
        written = typed(raw, name).casefold()
        if not written:
            return None
        if written in ("yes", "true", "1", "on", "có"):
            return True
        if written in ("no", "false", "0", "off", "không"):
            return False
        raise Wrong(name, Message("unknown_choice", "Hãy chọn «Có» hoặc «Không»."))

    def ask(self, field: Any) -> Message:
        return Message("required", "Hãy chọn «Có» hoặc «Không» cho «%(label)s».", {"label": term(field.label)})

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        return {name: [] if not isinstance(value, bool) else ["yes" if value else "no"]}

    def display(self, field: Any, value: Any, context: FormContext) -> str:
        return "" if value is None else ("Có" if value else "Không")

    def json_schema(self, field: Any, context: FormContext) -> dict[str, Any]:
        return {"title": field.label, "type": "boolean"}


def _refuse_unknown(key: str, field: Any, name: str, context: FormContext) -> None:
    if all(choice.key != key for choice in choices_of(field, context)):
        text = "«%(typed)s» không có trong các câu trả lời. Hãy chọn một trong các mục đã cho."
        raise Wrong(name, Message("unknown_choice", text, {"typed": key[:40]}))


def _choice_name(field: Any, value: Any, context: FormContext) -> str:
    return next(
        (one.name for one in choices_of(field, context) if one.key == value), "" if value is None else str(value)
    )
