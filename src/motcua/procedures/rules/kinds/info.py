"""Words between the questions; nothing is asked."""

from typing import Any

from motcua.procedures.rules.kinds.kind import Cleaned, Kind, Option
from motcua.procedures.rules.kinds.typed import Raw


class Info(Kind):
    """A piece of information; it has a heading (``label``) and a text, and never an answer."""

    name = "info"
    asks = False
    options = {"text": Option(lambda reader, name: reader.text(name), "")}

    def clean(self, field: Any, raw: Raw, name: str, context: Any) -> Cleaned:
        return Cleaned()

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        return {}

    def rows(self, field: Any, value: Any, context: Any) -> list[tuple[str, str]]:
        return []

    def export_columns(self, field: Any) -> list[tuple[str, str]]:
        return []

    def export(self, field: Any, value: Any, context: Any) -> list[Any]:
        return []
