"""The words that people read, taken from templates and code, and the catalogue of their English.

`python -m tests.house.words` adds new words to the catalogue (with an empty translation), takes away those that nothing
says any more, and compiles it. Translate in `src/motcua/config/locale/en/LC_MESSAGES/django.po`, then run it again.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from motcua.procedures.rules.sentences import READ_BY_PEOPLE

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/motcua"
ENGLISH = SOURCE / "config/locale/en/LC_MESSAGES/django.po"
# Where sentences for people begin in Python: gettext's own names, and what the pure rules say without Django.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    **dict.fromkeys(("_", "_lazy", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    "Message": (2,),
    **dict.fromkeys(("Refusal", "NotFound", "NotAllowed", "Changed", "Invalid", "Superseded", "NotUnderstood")),
}
# Speaks to those who operate or develop, never to those who read pages.
NOT_FOR_PAGES = ("demo", "config", "management", "migrations", "catalogue")

# What people read of a procedure, by the names of the catalogue's files; sources and search words stay as they are.
CATALOGUE = ("procedures/*/procedure.yaml", "procedures/*/form.yaml", "procedures/*/20*.yaml", "fields.yaml")

Key = str | tuple[str, ...]
_VIETNAMESE = re.compile("[À-ỹđĐ]")
_STRING = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(?:gettext|_)\({_STRING}\)|\bngettext\({_STRING}, ?{_STRING},")


def spoken() -> dict[Key, list[tuple[str, int]]]:
    """Every sentence marked for translation → the places that say it."""
    found: dict[Key, list[tuple[str, int]]] = {}
    for file in sorted(SOURCE.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt"} or set(NOT_FOR_PAGES) & set(file.relative_to(SOURCE).parts):
            continue
        for line, words in _in(file):
            found.setdefault(words, []).append((str(file.relative_to(ROOT)), line))
    for pattern in CATALOGUE:
        for file in sorted((SOURCE / "catalogue").glob(pattern)):
            for words in _in_data(yaml.safe_load(file.read_text(encoding="utf-8"))):
                found.setdefault(words, []).append((str(file.relative_to(ROOT)), 0))
    return found


def _in_data(data: object, name: str = "") -> Iterator[str]:
    """What people read in one file of the catalogue; text without a Vietnamese letter is the same in every language."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _in_data(value, str(key))
    elif isinstance(data, list):
        for value in data:
            yield from _in_data(value, name)
    elif isinstance(data, str) and name in READ_BY_PEOPLE and _VIETNAMESE.search(data):
        yield data


def _in(file: Path) -> Iterator[tuple[int, Key]]:
    text = file.read_text(encoding="utf-8")
    yield from _in_python(text) if file.suffix == ".py" else _in_template(text, file)


def _in_python(text: str) -> Iterator[tuple[int, Key]]:
    source = io.BytesIO(text.encode())
    for line, words, _comments, _context in extract("python", source, KEYWORDS, options={"encoding": "utf-8"}):
        if isinstance(words, tuple):
            words = words if len(words) == 2 and all(words) else words[0]
        if words:
            yield line, words


def _in_template(text: str, file: Path) -> Iterator[tuple[int, Key]]:
    for line, written in enumerate(templatize(text, origin=str(file)).split("\n"), 1):
        for call in _CALL.finditer(written):
            words = tuple(ast.literal_eval(one) for one in call.groups() if one)
            yield line, words if len(words) == 2 else words[0]


def read() -> Catalog:
    """The English catalogue as it is kept."""
    if not ENGLISH.exists():
        return Catalog(locale="en")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def missing(catalog: Catalog) -> list[Key]:
    """Sentences that pages say and that have no English yet."""
    return [key for key in spoken() if not _translated(catalog.get(key if isinstance(key, str) else key[0]))]


def _translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the running application reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def renewed(before: Catalog) -> Catalog:
    """The catalogue with exactly the words that pages say today; translations are kept."""
    after = Catalog(locale="en", project="motcua", charset="utf-8", fuzzy=False, header_comment="# English of Một Cửa.")
    # Fixed, so that the same words always give the same file.
    after.creation_date = after.revision_date = datetime(2026, 11, 22, tzinfo=UTC)
    for key, places in spoken().items():
        known = before.get(key if isinstance(key, str) else key[0])
        string = known.string if known and not known.fuzzy else ("" if isinstance(key, str) else ("", ""))
        after.add(key, string, locations=[(place, 0) for place in sorted({place for place, _ in places})])
    return after


def main() -> None:
    catalog = renewed(read())
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalog, sort_output=True, include_lineno=False, width=110)
    ENGLISH.with_suffix(".mo").write_bytes(compiled(read()))
    left = missing(catalog)
    print(f"{len(catalog)} sentences, {len(left)} without English")


if __name__ == "__main__":
    main()
