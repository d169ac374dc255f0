"""What every kind of field can do: clean, show, print, export, describe itself to machines, name its template."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from motcua.procedures.rules.conditions import is_empty
from motcua.procedures.rules.kinds.typed import Raw, Wrong
from motcua.procedures.rules.messages import FieldError, Message
from motcua.procedures.rules.reading import DefinitionError, Reader
from motcua.vietnamese import term

if TYPE_CHECKING:
    from motcua.procedures.rules.context import FormContext
    from motcua.procedures.rules.form_definition import Field


@dataclass(frozen=True, slots=True)
class Option:
    """One option a kind knows: how it is read from the catalogue and what it is where the catalogue is silent."""

    take: Callable[[Reader, str], Any]
    default: Any = None

    def read(self, reader: Reader, name: str) -> Any:
        """Read the option; refuses a wrong type."""
        return self.take(reader, name)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning gives: a JSON-able value, or errors, never both; ``None`` is an optional answer left out."""

    value: Any = None
    errors: tuple[FieldError, ...] = ()


class Kind:
    """One kind of field. Values are JSON-able, so that a draft, the programming interface and an export agree."""

    name: ClassVar[str]
    options: ClassVar[Mapping[str, Option]] = {}
    parts: ClassVar[tuple[str, ...]] = ()
    asks: ClassVar[bool] = True

    @property
    def template(self) -> str:
        """Name the page template that draws the field."""
        return f"fields/{self.name}.html"

    def clean(self, field: "Field", raw: Raw, name: str, context: "FormContext") -> Cleaned:
        """Turn what was typed under the input ``name`` into a value or into errors; never raises."""
        try:
            value = self.take(field, raw, name, context)
        except Wrong as wrong:
            return Cleaned(errors=(wrong.as_error(),))
        except WrongParts as wrong_parts:
            return Cleaned(errors=tuple(one.as_error() for one in wrong_parts.wrongs))
        if is_empty(value):
            if field.required:
                return Cleaned(errors=(Wrong(self.first_input(field, name), self.ask(field)).as_error(),))
            return Cleaned()
        return Cleaned(value)

    def take(self, field: "Field", raw: Raw, name: str, context: "FormContext") -> Any:
        """Read the value, empty where nothing was typed; refuses with ``Wrong`` or ``WrongParts``."""
        raise NotImplementedError

    def ask(self, field: "Field") -> Message:
        """Say that the answer is still missing."""
        return Message("required", "Hãy điền «%(label)s».", {"label": term(field.label)})

    def first_input(self, field: "Field", name: str) -> str:
        """Name the input where the cursor goes when the answer is missing."""
        return name

    def inputs(self, field: "Field", value: Any, name: str) -> dict[str, list[str]]:
        """Turn a kept value back into what its inputs show."""
        return {name: [value] if isinstance(value, str) else []}

    def display(self, field: "Field", value: Any, context: "FormContext") -> str:
        """Show a value on one line, in Vietnamese formats."""
        return "" if value is None else str(value)

    def rows(self, field: "Field", value: Any, context: "FormContext") -> list[tuple[str, str]]:
        """Show a value as labelled rows of a summary; most kinds have one."""
        return [(field.label, self.display(field, value, context))]

    def print(self, field: "Field", value: Any, context: "FormContext") -> str:
        """Write a value for paper."""
        return self.display(field, value, context)

    def export_columns(self, field: "Field") -> list[tuple[str, str]]:
        """Name the columns of an export: a stable key and a heading for each."""
        return [(field.id, field.label)]

    def export(self, field: "Field", value: Any, context: "FormContext") -> list[Any]:
        """Give the cells for those columns."""
        return [value]

    def json_schema(self, field: "Field", context: "FormContext") -> dict[str, Any]:
        """Describe the value for programs, as a fragment of JSON Schema."""
        return {"title": field.label, "type": "string"}

    def check_options(self, field: "Field", path: str) -> None:
        """Refuse options that do not fit together, with ``DefinitionError``."""


class WrongParts(Exception):
    """Several parts of a composite answer cannot be taken."""

    def __init__(self, wrongs: Sequence[Wrong]) -> None:
        super().__init__("; ".join(str(one) for one in wrongs))
        self.wrongs = wrongs


def whole(default: int | None = None, least: int = 0) -> Option:
    """An option that is a whole number."""
    return Option(lambda reader, name: reader.whole(name, least=least), default)


def truth(default: bool) -> Option:
    """An option that is yes or no."""
    return Option(lambda reader, name: reader.truth(name), default)


def texts(allowed: Sequence[str] | None = None, default: tuple[str, ...] = ()) -> Option:
    """An option that is a list of words, of a closed set where one is given."""

    def take(reader: Reader, name: str) -> tuple[str, ...]:
        found = reader.texts(name)
        for one in found:
            if allowed is not None and one not in allowed:
                raise DefinitionError(reader.at(name), f"«{one}» không có trong: {', '.join(allowed)}")
        return found

    return Option(take, default)


def word(allowed: Sequence[str] | None = None, default: str = "") -> Option:
    """An option that is one word, of a closed set where one is given."""

    def take(reader: Reader, name: str) -> str:
        found: str = reader.text(name) if allowed is None else reader.one_of(name, allowed)
        return found

    return Option(take, default)
