"""A sentence for a person that still knows its gaps, so that a page can say it in another language."""

from __future__ import annotations

from collections.abc import Mapping


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
