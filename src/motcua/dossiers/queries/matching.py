"""Finding dossiers by what people type: words in any order, marks or no marks, through the index of words."""

from __future__ import annotations

import re
from uuid import UUID

from django.db import connection

from motcua.vietnamese import search_key

MOST = 500
WORDS_AT_MOST = 8
BEGUN_FROM = 2
_WORD = re.compile(r"[^\W_]+")
_LITE = "SELECT dossier_id FROM dossiers_search WHERE dossiers_search MATCH %s ORDER BY rowid DESC LIMIT %s"
_BIG = "SELECT motcua_matching(%s, %s)"


def words_of(text: str) -> list[str]:
    """The words of what was typed, as the index keeps them; a number typed in groups is one word."""
    digits = "".join(text.split()).lstrip("+")
    if len(digits) >= 9 and digits.isascii() and digits.isdigit():
        return [digits]
    return _WORD.findall(search_key(text))[:WORDS_AT_MOST]


def matching(text: str, office_id: UUID, *, is_open: bool | None = None) -> list[UUID]:
    """The dossiers of an office that have every typed word, the last perhaps only begun; at most `MOST` of them.

    The searched words are those of code, owner, title, phone and identity number. Many more than `MOST` match only
    what nobody looks for, a family name alone: then the newest are given on SQLite, some on PostgreSQL.
    """
    words = words_of(text)
    if not words:
        return []
    whole = [f"u{office_id.hex}"] + ([] if is_open is None else ["isopen" if is_open else "isclosed"])
    if len(words) > 1 and len(words[-1]) >= BEGUN_FROM:
        return _found(words[:-1] + whole, words[-1])
    # One word that many have costs most where it is taken for a beginning: it is looked for as it stands first.
    found = _found(words + whole)
    if len(words) > 1 or len(found) >= MOST or len(words[0]) < BEGUN_FROM:
        return found
    return _found(whole, words[0])


def _found(words: list[str], begun: str = "") -> list[UUID]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            asked = [f'"{word}"' for word in words] + ([f'"{begun}" *'] if begun else [])
            cursor.execute(_LITE, [" AND ".join(asked), MOST])
        else:
            asked = [f"'{word}'" for word in words] + ([f"'{begun}':*"] if begun else [])
            cursor.execute(_BIG, [" & ".join(asked), MOST])
        return [found if isinstance(found, UUID) else UUID(found) for (found,) in cursor.fetchall()]
