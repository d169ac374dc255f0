"""Short and long text."""

from typing import Any

from motcua.procedures.rules.kinds.kind import Kind, whole
from motcua.procedures.rules.kinds.typed import Raw, Wrong, typed
from motcua.procedures.rules.messages import Message


class Text(Kind):
    """A short text on one line."""

    name = "text"
    options = {"max_length": whole(200, 1), "min_length": whole(0)}
    lines = False

    def take(self, field: Any, raw: Raw, name: str, context: Any) -> str:
        text = typed(raw, name, most=field.option("max_length"), lines=self.lines)
        least = field.option("min_length")
        if text and len(text) < least:
            raise Wrong(
                name,
                Message(
                    "too_short",
                    "Bạn mới viết %(length)s ký tự; hãy viết ít nhất %(least)s.",
                    {"length": len(text), "least": least},
                ),
            )
        return text

    def json_schema(self, field: Any, context: Any) -> dict[str, Any]:
        return {
            "title": field.label,
            "type": "string",
            "minLength": max(field.option("min_length"), 1 if field.required else 0),
            "maxLength": field.option("max_length"),
        }


class LongText(Text):
    """A text of several lines."""

    name = "long_text"
    options = {"max_length": whole(2000, 1), "min_length": whole(0), "rows": whole(5, 2)}
    lines = True
