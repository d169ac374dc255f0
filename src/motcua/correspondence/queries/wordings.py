"""Which words hold now, and how they came to be."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from .. import loading
from ..models import WordingVersion
from ..rules.texts import Text, read_text

KEPT_SECONDS = 15.0
_kept: dict[tuple[str, str], tuple[float, Wording]] = {}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a kind in a language: which version, and its row (None for the one that was shipped)."""

    text: Text
    number: int
    row_id: UUID | None


def wording(kind: str, language: str) -> Wording:
    """The newest words of a kind, kept in memory for a few seconds. Raises KeyError for a kind nobody wrote."""
    language = language if language in loading.LANGUAGES else loading.LANGUAGES[0]
    known = _kept.get((kind, language))
    if known is not None and time.monotonic() - known[0] < KEPT_SECONDS:
        return known[1]
    found = wording_now(kind, language)
    _kept[kind, language] = (time.monotonic(), found)
    return found


def wording_now(kind: str, language: str) -> Wording:
    """The same, read anew."""
    shipped = loading.shipped(language)[kind]
    row = versions_of(kind, language).first()
    return Wording(shipped, 1, None) if row is None else Wording(read_text(row.text), row.number, row.pk)


def versions_of(kind: str, language: str):  # type: ignore[no-untyped-def]
    """The versions that administrators wrote, newest first; the shipped one is none of them."""
    rows = WordingVersion.objects.filter(kind=kind, language=language)
    return rows.select_related("author").order_by("-number")


def numbers() -> dict[tuple[str, str], int]:
    """The newest version of every kind and language that was ever changed."""
    found: dict[tuple[str, str], int] = {}
    for kind, language, number in WordingVersion.objects.order_by("number").values_list("kind", "language", "number"):
        found[kind, language] = number
    return found


def forget() -> None:
    """Read the words anew at the next question: somebody has changed them, or a test begins."""
    _kept.clear()
