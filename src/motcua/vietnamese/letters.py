"""Letters, marks and tones: keys for search, for order and for addresses of pages."""

import re
import unicodedata

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Combining marks of the five written tones, in dictionary order: huyền, hỏi, ngã, sắc, nặng."""

_SHAPES = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
"""Combining marks that make another letter: breve ă, circumflex â ê ô, horn ơ ư."""

_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


def without_marks(text: str) -> str:
    """The text with every mark removed and đ written d; letter case is kept."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.replace("đ", "d").replace("Đ", "D")


def search_key(text: str) -> str:
    """The text as people type it in a hurry: no marks, no capitals, single spaces.

    Two spellings of one word ("hòa", "hoà", "HOA") have one key. Store it beside the text and
    search the key, because neither SQLite nor every PostgreSQL can drop Vietnamese marks itself.
    """
    return " ".join(without_marks(text).casefold().replace("\0", " ").split())


def slug(text: str) -> str:
    """The text as part of a page's address: ``"Đăng ký khai sinh"`` → ``"dang-ky-khai-sinh"``."""
    return _NOT_ALPHANUMERIC.sub("-", search_key(text)).strip("-")


def sort_key(text: str) -> str:
    """A key whose plain order is the order of a Vietnamese dictionary.

    Base letters decide first (a < ă < â < b … d < đ … o < ô < ơ …), over the whole text; only
    texts with the same letters are told apart by tone, word by word (ngang, huyền, hỏi, ngã, sắc,
    nặng). Case and the place of the tone mark in a syllable ("hòa", "hoà") do not matter. The key
    holds only digits, small letters of ASCII, so every database collation orders it alike.
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in unicodedata.normalize("NFD", text.casefold()).split():
        if letters:
            letters.append("02")
        tone = 0
        for sign in word:
            if sign in _TONES:
                tone = _TONES[sign]
            elif sign in _SHAPES:
                if letters and letters[-1][0] in "aeou":
                    letters[-1] = letters[-1][0] + str(_SHAPES[sign])
            else:
                letters.append(_letter_code(sign))
        tones.append(str(tone))
    return "".join(letters) + "00" + "".join(tones)


def _letter_code(sign: str) -> str:
    """Two characters that stand for a letter: ``a0``, ``d1`` for đ, ``15`` for 5, ``03`` others."""
    if sign == "đ":
        return "d1"
    if "a" <= sign <= "z":
        return sign + "0"
    if "0" <= sign <= "9":
        return "1" + sign
    return "" if unicodedata.combining(sign) else "03"
