"""When a page, a field or a paper applies: small typed terms on field ids, decided on the server.

A term is a mapping with one key: ``eq ne in gt ge lt le`` compare an id with a value, ``empty`` and
``filled`` look whether an id was answered, ``and or not`` join terms. ``@case`` and ``@channel`` stand
for what was chosen before the form; a dot reaches into a composite answer: ``requester.sex``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.procedures.rules.reading import DefinitionError

SPECIAL_IDS = ("@case", "@channel")
_COMPARISONS = ("eq", "ne", "in", "gt", "ge", "lt", "le")
_PRESENCE = ("empty", "filled")


@dataclass(frozen=True, slots=True)
class Condition:
    """One term; ``operands`` are an id and a value, an id alone, or further terms."""

    operator: str
    operands: tuple[Any, ...]

    def as_data(self) -> dict[str, Any]:
        """Give the term back as the JSON-able data it was read from, for the courtesy script."""
        if self.operator in ("and", "or"):
            return {self.operator: [term.as_data() for term in self.operands]}
        if self.operator == "not":
            return {"not": self.operands[0].as_data()}
        if self.operator in _PRESENCE:
            return {self.operator: self.operands[0]}
        name, value = self.operands
        return {self.operator: [name, list(value) if isinstance(value, tuple) else value]}


def parse_condition(data: object, path: str) -> Condition:
    """Read one term of the catalogue; refuses unknown operators and wrong shapes with ``DefinitionError``."""
    if not isinstance(data, Mapping) or len(data) != 1:
        raise DefinitionError(path, "điều kiện phải có đúng một phép, ví dụ {eq: [nơi_sinh, home]}")
    ((operator, operand),) = data.items()
    place = f"{path}.{operator}"
    if operator in ("and", "or"):
        if not isinstance(operand, list | tuple) or not operand:
            raise DefinitionError(place, "phải là danh sách các điều kiện")
        return Condition(operator, tuple(parse_condition(one, f"{place}[{n}]") for n, one in enumerate(operand)))
    if operator == "not":
        return Condition("not", (parse_condition(operand, place),))
    if operator in _PRESENCE:
        return Condition(operator, (_name(operand, place),))
    if operator not in _COMPARISONS:
        raise DefinitionError(path, f"không biết phép «{operator}»")
    if not isinstance(operand, list | tuple) or len(operand) != 2:
        raise DefinitionError(place, "phải là [trường, giá trị]")
    name, value = operand
    return Condition(operator, (_name(name, place), _operand_value(operator, value, place)))


def holds(condition: Condition | None, answers: Mapping[str, Any]) -> bool:
    """Say whether a term is true of the answers; no term is always true, a comparison that makes no sense never."""
    if condition is None:
        return True
    match condition.operator:
        case "and":
            return all(holds(term, answers) for term in condition.operands)
        case "or":
            return any(holds(term, answers) for term in condition.operands)
        case "not":
            return not holds(condition.operands[0], answers)
        case "empty":
            return is_empty(answer_at(answers, condition.operands[0]))
        case "filled":
            return not is_empty(answer_at(answers, condition.operands[0]))
    name, value = condition.operands
    return _compare(condition.operator, answer_at(answers, name), value)


def ids_of(condition: Condition | None) -> Iterator[str]:
    """Name every id a term looks at, with its dots."""
    if condition is None:
        return
    for operand in condition.operands:
        if isinstance(operand, Condition):
            yield from ids_of(operand)
    if condition.operator in _COMPARISONS + _PRESENCE:
        yield condition.operands[0]


def answer_at(answers: Mapping[str, Any], name: str) -> Any:
    """Find an answer by its id, reaching into composite answers by dots; nothing there is ``None``."""
    found: Any = dict(answers) if not isinstance(answers, dict) else answers
    for part in name.split("."):
        if not isinstance(found, dict):
            return None
        found = found.get(part)
    return found


def is_empty(value: Any, deep: int = 4) -> bool:
    """Say whether an answer is none at all: nothing, blank, an empty list, or parts that are all empty.

    No answer has parts nested more than ``deep``; what somebody sends deeper than that is not looked into.
    """
    if value is None or value == "" or value == []:
        return True
    return isinstance(value, dict) and deep > 0 and all(is_empty(part, deep - 1) for part in value.values())


def _name(data: object, place: str) -> str:
    if not isinstance(data, str) or not data or (data.startswith("@") and data not in SPECIAL_IDS):
        raise DefinitionError(place, f"{data!r} không phải là mã một trường, @case hay @channel")
    return data


def _operand_value(operator: str, value: object, place: str) -> Any:
    if operator == "in":
        if not isinstance(value, list | tuple) or not value:
            raise DefinitionError(place, "phải là [trường, [các giá trị]]")
        return tuple(value)
    if operator in ("gt", "ge", "lt", "le"):
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise DefinitionError(place, "chỉ so được với số hoặc ngày dạng 2025-07-01")
        return value
    if not isinstance(value, str | int | bool):
        raise DefinitionError(place, "giá trị phải là chữ, số, true hoặc false")
    return value


def _compare(operator: str, answer: Any, value: Any) -> bool:
    if operator == "eq":
        return _same(answer, value)
    if operator == "ne":
        return not _same(answer, value)
    if operator == "in":
        return any(_same(answer, one) for one in value)
    comparable = (isinstance(answer, int) and isinstance(value, int)) or (
        isinstance(answer, str) and isinstance(value, str)
    )
    if not comparable or isinstance(answer, bool):
        return False
    if operator in ("gt", "ge"):
        return bool(answer > value) or (operator == "ge" and answer == value)
    return bool(answer < value) or (operator == "le" and answer == value)


def _same(answer: Any, value: Any) -> bool:
    # True == 1 in Python, but a yes is not the number one; several choices "equal" the one they contain.
    if isinstance(answer, list):
        return value in answer
    return type(answer) is type(value) and bool(answer == value)
