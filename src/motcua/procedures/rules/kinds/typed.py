"""Reading what was typed, safely: whatever a browser or a script sends becomes clean text or a plain message."""

import unicodedata
from collections.abc import Mapping, Sequence

from motcua.procedures.rules.messages import FieldError, Message

Raw = Mapping[str, Sequence[str]]
SHORT = 200
KEPT_AT_MOST = 20_000
_LINE_BREAKS = {"\n", "\r", "\t", "\v", "\f", "\x85", "\u2028", "\u2029"}


class Wrong(Exception):
    """An input cannot be taken; carries the message and the input it belongs to."""

    def __init__(self, input_name: str, message: Message) -> None:
        super().__init__(str(message))
        self.input_name = input_name
        self.message = message

    def as_error(self) -> FieldError:
        """Give the refusal as an error of the form's field."""
        return FieldError(self.input_name.split(".", 1)[0], self.input_name, self.message)


def typed(raw: Raw, name: str, *, most: int = SHORT, lines: bool = False) -> str:
    """Take one text: trimmed, in Unicode normal form C, on one line unless ``lines``; blank where nothing was typed.

    Refuses (``Wrong``) more than ``most`` characters, control characters, broken characters, and one
    input sent twice with different contents.
    """
    different = list(dict.fromkeys(one for one in _values(raw, name) if one.strip()))
    if not different:
        return ""
    if len(different) > 1:
        raise Wrong(name, Message("sent_twice", "Ô này được gửi hai lần với nội dung khác nhau. Hãy điền lại một lần."))
    text = different[0]
    # Refuse what is far too long before doing any work on it; normal form C never shortens text fourfold.
    if len(text) > 4 * most + 1000:
        raise Wrong(name, too_long(len(text), most))
    text = _clean(text, name, lines=lines)
    if len(text) > most:
        raise Wrong(name, too_long(len(text), most))
    return text


def typed_list(raw: Raw, name: str, *, most: int = 200) -> list[str]:
    """Take the several values of one input, each once, in the order sent; refuses more than ``most`` of them."""
    values = list(dict.fromkeys(one for one in _values(raw, name) if one.strip()))
    if len(values) > most:
        raise Wrong(name, Message("too_many", "Bạn gửi quá nhiều mục; nhiều nhất là %(most)s.", {"most": most}))
    return [_clean(_short(one, name), name, lines=False) for one in values]


def storable(raw: Raw) -> dict[str, list[str]]:
    """Give what was typed in a form that any database can keep, so that a draft can show it again as it was.

    Control and broken characters are left out, and texts are cut at 20,000 characters.
    """
    return {
        _storable(str(name)[:200]): [_storable(one[:KEPT_AT_MOST]) for one in _values(raw, name)[:200]] for name in raw
    }


def too_long(length: int, most: int) -> Message:
    """Say that a text is too long, by how much, and how long it may be."""
    return Message(
        "too_long",
        "Bạn viết %(length)s ký tự; ô này nhận nhiều nhất %(most)s. Hãy viết ngắn lại.",
        {"length": _dots(length), "most": _dots(most)},
    )


def _values(raw: Raw, name: str) -> list[str]:
    found = raw.get(name, ())
    if isinstance(found, str):
        return [found]
    return [one for one in found if isinstance(one, str)] if isinstance(found, list | tuple) else []


def _short(text: str, name: str) -> str:
    if len(text) > SHORT:
        raise Wrong(name, too_long(len(text), SHORT))
    return text


def _clean(text: str, name: str, *, lines: bool) -> str:
    if text.isprintable():  # nothing that cannot be seen, and no break: nearly every answer
        return " ".join(unicodedata.normalize("NFC", text).split()) if not lines else _without_ends(text)
    text = text.replace("\r\n", "\n")
    kept = []
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        if character in _LINE_BREAKS:
            kept.append("\n" if lines and character != "\t" else " ")
        elif category in ("Cc", "Cs") or character in "\ufffe\uffff":
            raise Wrong(
                name,
                Message(
                    "unreadable_character",
                    "Ký tự thứ %(place)s không đọc được, thường do dán từ nơi khác. Hãy xóa và gõ lại.",
                    {"place": _dots(place + 1)},
                ),
            )
        elif category == "Zs":
            kept.append(" ")
        elif category != "Cf":  # invisible marks, such as those that turn the reading direction, are left out
            kept.append(character)
    if lines:
        return _without_ends("".join(kept))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _without_ends(text: str) -> str:
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).strip().split("\n"))


def _storable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        one
        for one in text
        if one == "\n" or (unicodedata.category(one) not in ("Cc", "Cs") and one not in "\ufffe\uffff")
    )


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")
