"""What a PDF may be: pages to read, and nothing that runs, calls, hides or locks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

MOST_PAGES = 500
MOST_OBJECTS = 200_000
# Names that run or hide something. In the raw bytes only those so long that no scan holds them by chance: a script's
# three letters "/JS" stand in two of five scans of 5 MB, and no script runs without "/JavaScript" beside it.
_ACTIVE_BYTES = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)")
_ESCAPED_NAME = re.compile(rb"/[A-Za-z]*(?:#[0-9A-Fa-f]{2}[A-Za-z]*)+")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# The same among the objects, where a name is a name for certain.
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/AA", "/RichMediaContent", "/AF"})
_ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/GoTo3DView",
        "/RichMediaExecute",
    }
)
_ACTIVE_NOTES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})


def why_not(source: BinaryIO) -> str:
    """Why this PDF is refused, as a key in `files.WHY`, or "". What the reader stumbles over is `broken_document`."""
    if _names_something_active(source.read()):
        return "active_document"
    source.seek(0)
    # Read only where a PDF comes in: it is a quarter of the time a process needs to start.
    from pypdf import PdfReader

    try:
        reader = PdfReader(source)
        if reader.is_encrypted:
            return "locked_document"
        if not (count := len(reader.pages)):
            return "broken_document"
        if count > MOST_PAGES:
            return "too_many_pages"
        return "active_document" if any(_is_active(one) for one in _objects(reader)) else ""
    except MemoryError:
        return "too_heavy"
    except Exception:  # a reader of such a format stumbles over a broken file in more ways than it names
        return "broken_document"


def _objects(reader: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary of the document, also those inside others, each once."""
    from pypdf.generic import IndirectObject

    numbers = [(number, generation) for generation, rows in reader.xref.items() for number in rows]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS:
        raise ValueError("more objects than any scan has")
    waiting = [reader.get_object(IndirectObject(number, generation, reader)) for number, generation in numbers]
    seen = 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > 5 * MOST_OBJECTS:
            raise ValueError("more objects inside others than any scan has")
        if isinstance(one, dict):
            yield one
            waiting += [value for value in one.values() if isinstance(value, dict | list)]
        elif isinstance(one, list):
            waiting += [value for value in one if isinstance(value, dict | list)]


def _is_active(one: dict[str, Any]) -> bool:
    if _ACTIVE_KEYS & one.keys():
        return True
    return one.get("/S") in _ACTIVE_ACTIONS or one.get("/Subtype") in _ACTIVE_NOTES


def _names_something_active(data: bytes) -> bool:
    """Whether one of the long names stands there, in plain letters or with some of them written as #xx."""
    if _ACTIVE_BYTES.search(data):
        return True
    escaped = (_ESCAPE.sub(_letter, name) for name in _ESCAPED_NAME.findall(data))
    return any(_ACTIVE_BYTES.match(name) for name in escaped)


def _letter(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])
