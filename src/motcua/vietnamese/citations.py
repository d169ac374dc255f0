"""Citations of Vietnamese law put into English.

"Điều 17 Nghị định 61/2018/NĐ-CP" reads "Decree 61/2018/NĐ-CP, article 17". The number of a law is its name in every
language and stays as it is; what a law is about is a sentence and is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_KINDS = {
    "Bộ luật": "Code",
    "Luật": "Law",
    "Pháp lệnh": "Ordinance",
    "Nghị quyết": "Resolution",
    "Nghị định": "Decree",
    "Thông tư liên tịch": "Joint Circular",
    "Thông tư": "Circular",
    "Quyết định": "Decision",
    "Chỉ thị": "Directive",
    "Thông báo": "Notice",
    "Công văn": "Official Letter",
}
NUMBER = re.compile(r"\b\d+(?:/\d{4})?/[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ][A-Za-zĐ]*)*\b")
"""The number of a law or an official letter: "61/2018/NĐ-CP", "766/QĐ-TTg"."""
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_LAW = re.compile(
    rf"(?P<articles>(?:(?:điểm \w+ )?(?:khoản [\d, ]+ )?Điều [\d, ]*\d(?: đến Điều \d+)?)(?: của)? )?"
    rf"\b(?P<kind>{_KIND})(?P<about>(?: [^\W\d_]+){{0,6}}?)(?: số)? (?P<number>{NUMBER.pattern})"
    r"(?: ngày (?P<day>\d{1,2}/\d{1,2}/\d{4}))?",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"(?:điểm (?P<point>\w+) )?(?:khoản (?P<clause>\d+(?:, \d+)*) )?"
    r"Điều (?P<first>\d+)(?: đến Điều (?P<last>\d+)|(?P<more>(?:, \d+)*))",
    re.IGNORECASE,
)
_JOINTS = (
    ("sửa đổi, bổ sung bởi", "amended by"),
    ("sửa bởi", "amended by"),
    (" theo ", " under "),
)


def citation_in_english(words: str, about: Callable[[str], str]) -> str:
    """A citation, or several in one line, in English; what is no citation stays as it is.

    `about` gives the English of a law's name without its number: "Luật Hộ tịch" → "Law on civil status".
    """
    english = _LAW.sub(lambda found: _law(found, about), words)
    english = _ARTICLES.sub(_articles, english)
    for vietnamese, joint in _JOINTS:
        english = english.replace(vietnamese, joint)
    return english


def _law(found: re.Match[str], about: Callable[[str], str]) -> str:
    kind = found["kind"][0].upper() + found["kind"][1:].lower()
    number, subject = found["number"], found["about"].strip()
    name = f"{_KINDS[kind]} {number}"
    if subject:
        full = about(f"{kind} {subject}")
        short = _KINDS[kind] + " "
        name = f"{short}{number} {full.removeprefix(short)}" if full.startswith(short) else f"{full} {number}"
    articles = f", {found['articles'].strip().removesuffix(' của')}" if found["articles"] else ""
    day = f" of {found['day']}" if found["day"] else ""
    return f"{name}{day}{articles}"


def _articles(found: re.Match[str]) -> str:
    first, last = found["first"], found["last"]
    if last:
        return f"articles {first} to {last}"
    if found["more"]:
        numbers: list[str] = [first, *found["more"].strip(", ").split(", ")]
        return f"articles {', '.join(numbers[:-1])} and {numbers[-1]}"
    point = f"({found['point']})" if found["point"] else ""
    clause = f"({found['clause']})" if found["clause"] else ""
    return f"article {first}{clause}{point}"
