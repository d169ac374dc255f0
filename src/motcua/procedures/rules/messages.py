"""What the form says back to the person who fills it in: what is wrong and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.vietnamese import Sentence


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for a person: a stable code, the Vietnamese words, and what fills their gaps.

    The words carry ``%(name)s`` gaps, so that a page can look up a translation of ``text`` and fill it
    with the same ``params``; ``str()`` is the Vietnamese sentence.
    """

    code: str
    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return Sentence(self.text, self.params)


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong in a form: the field it belongs to, the input to put the cursor in, the message."""

    field_id: str
    input_name: str
    message: Message

    def as_data(self) -> dict[str, str]:
        """Give the error as JSON-able data for the programming interface."""
        return {
            "field": self.field_id,
            "input": self.input_name,
            "code": self.message.code,
            "message": str(self.message),
        }
