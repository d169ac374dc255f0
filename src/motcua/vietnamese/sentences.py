"""A sentence for a person that still knows its gaps, so that a page can say it in another language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol


class Worded(Protocol):
    """Words with gaps and what fills them: a `Sentence`, a message of the form's rules, a refusal."""

    @property
    def text(self) -> str: ...
    @property
    def params(self) -> Mapping[str, object]: ...


class Sentence(str):
    """A filled Vietnamese sentence, kept and compared as any string; `text` has ``%(name)s`` gaps, `params` fill them.

    What fills a gap may itself be a `Sentence`, where a word changes with the language.
    """

    __slots__ = ("params", "text")
    text: str
    params: Mapping[str, object]

    def __new__(cls, text: str, params: Mapping[str, object] | None = None) -> Sentence:
        sentence = super().__new__(cls, text % params if params else text.replace("%%", "%"))
        sentence.text, sentence.params = text, dict(params or {})
        return sentence

    def __str__(self) -> str:
        """The sentence itself: passed through forms and lists of errors it can still be said in another language."""
        return self


def term(known: str) -> Sentence:
    """A word of ours that fills a gap and changes with the language: the label of a field."""
    return Sentence(known.replace("%", "%%"))


def in_other_words(words: str | Worded, translate: Callable[[str], str]) -> str:
    """A sentence in another language, its gaps filled anew; where `translate` knows none, in Vietnamese."""
    if isinstance(words, str) and not isinstance(words, Sentence):
        return translate(words) if words else ""
    filled = translate(words.text) if words.text else ""
    if not words.params:
        return filled.replace("%%", "%")
    return filled % {gap: _gap(value, translate) for gap, value in words.params.items()}


def _gap(value: object, translate: Callable[[str], str]) -> object:
    """What fills a gap; inside a sentence a known name may stand with a small first letter."""
    if not isinstance(value, Sentence):
        return value
    known = in_other_words(value, translate)
    if known != value or not value:
        return known
    capital = f"{value[0].upper()}{value[1:]}"
    known = translate(capital)
    return value if known == capital else f"{known[0].lower()}{known[1:]}"
