"""What a kind of message says, as a template; `wording` fills it in.

Short, friendly, one thing to do; the tone and the shape are those of design/email and design/sms.md. The first version
of each stands in `catalogue/messages/<language>.yaml`, later ones are rows that administrators write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SIGN_OFF = (
    "Thư tự động từ hệ thống Một Cửa. "
    "Chúng tôi không bao giờ hỏi mật khẩu hay mã dùng một lần qua tin nhắn, qua thư, qua điện thoại."
)
CODE = "code"  # the kind that carries a one-time code
# Kinds that are a text message and nothing else: answers to what somebody wrote from their phone, and the code.
CODES = frozenset({CODE, "code_to_help", "code_to_file"})  # whose words carry a code, and so no address
ONLY_SMS = CODES | frozenset({"status", "status_unknown", "help", "opted_out", "opted_in"})
TONES = ("", "done", "waiting", "late")
FIELD = re.compile(r"\{(\w+)\}")
FIELDS_OF_SMS = frozenset({
    "code", "office", "look_up", "at", "due", "until", "answer_by", "promised", "amount", "officer", "phone", "fee",
    "before", "ask", "state", "promise", "number", "replaced_by",
    "rest", "still_owed", "tracking",
})  # fmt: skip
# What only a letter and the page may hold: what is in a dossier, and why (design/sms.md, rule 1).
FIELDS = FIELDS_OF_SMS | {"procedure", "reason", "result", "delivery", "address", "hours", "open", "asked_where"}
FIELDS_OF_CODE = frozenset({"code", "until", "helper", "team", "what"})
LONGEST = {"subject": 150, "heading": 150, "opening": 600, "link": 60, "closing": 600, "tag": 30}
LONGEST_SMS, MOST_SMS, MOST_ROWS, LONGEST_ROW = 300, 6, 8, 200


@dataclass(frozen=True, slots=True)
class Text:
    """The template of one kind: `rows` are (label, value) lines below code and procedure, empty ones left out.

    The wordings of `sms` go from the fullest to the shortest. `tag` stands above the heading of a letter in its `tone`.
    """

    subject: str = ""
    heading: str = ""
    opening: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    sms: tuple[str, ...] = ()
    link: str = "Theo dõi hồ sơ"
    closing: str = ""
    tag: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that all letters of a language share."""

    language: str
    code: str
    procedure: str
    sign_off: str
    # How to be received, and a fee that a council sets: by the key that a dossier keeps.
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a template: which field of it, the rule broken, and what it is about."""

    place: str
    rule: str
    about: str = ""


def read_text(row: Mapping[str, Any]) -> Text:
    """A template as the catalogue and the rows keep it. Raises KeyError or TypeError for what is none."""
    rows = tuple((str(label), str(value)) for label, value in row.get("rows", ()))
    words = {
        name: str(row[name])
        for name in ("subject", "heading", "opening", "link", "closing", "tag", "tone")
        if name in row
    }
    return Text(rows=rows, sms=tuple(map(str, row["sms"])), **words)


def as_row(text: Text) -> dict[str, Any]:
    """The same as plain data."""
    return {
        **{name: getattr(text, name) for name in ("subject", "heading", "opening", "link", "closing", "tag", "tone")},
        "rows": [list(one) for one in text.rows],
        "sms": list(text.sms),
    }


def mistakes(kind: str, text: Text) -> list[Mistake]:
    """Everything for which a template cannot be used; empty where it can."""
    return [*_mistakes_of_sms(kind, text), *(() if kind in ONLY_SMS else _mistakes_of_letter(text))]


def _mistakes_of_sms(kind: str, text: Text) -> Iterator[Mistake]:
    if not text.sms or len(text.sms) > MOST_SMS:
        yield Mistake("sms", "how_many", str(MOST_SMS))
    known = FIELDS_OF_CODE if kind in CODES else FIELDS_OF_SMS
    for one in text.sms:
        if len(one) > LONGEST_SMS:
            yield Mistake("sms", "too_long", str(LONGEST_SMS))
        yield from _fields("sms", one, known)
        # A text with a code has no address, so that nobody learns to trust one; every text with a code has the code.
        if kind in CODES and ("{code}" not in one or re.search(r"https?:|www\.|\w/\w", one)):
            yield Mistake("sms", "code_without_address")
        if kind not in ONLY_SMS and re.search(
            r"mật khẩu|mat khau|mã dùng một lần|password|one-time code", one, re.IGNORECASE
        ):
            yield Mistake("sms", "asks_for_secret")


def _mistakes_of_letter(text: Text) -> Iterator[Mistake]:
    for name in ("subject", "heading", "opening", "link"):
        if not getattr(text, name).strip():
            yield Mistake(name, "empty")
    for name, longest in LONGEST.items():
        said = getattr(text, name)
        if len(said) > longest:
            yield Mistake(name, "too_long", str(longest))
        if name != "opening" and name != "closing" and "\n" in said:
            yield Mistake(name, "one_line")
        yield from _fields(name, said, FIELDS)
    if "{code}" not in text.subject:
        yield Mistake("subject", "names_code")
    if text.tone not in TONES:
        yield Mistake("tone", "unknown", text.tone)
    if len(text.rows) > MOST_ROWS:
        yield Mistake("rows", "how_many", str(MOST_ROWS))
    for label, value in text.rows:
        if len(label) > LONGEST_ROW or len(value) > LONGEST_ROW:
            yield Mistake("rows", "too_long", str(LONGEST_ROW))
        if not label.strip() or ":" in label or "\n" in label + value:
            yield Mistake("rows", "row_shape")
        yield from _fields("rows", label + value, FIELDS)


def _fields(place: str, said: str, known: frozenset[str]) -> Iterator[Mistake]:
    for field in FIELD.findall(said):
        if field not in known:
            yield Mistake(place, "unknown_field", field)
    if set("{}") & set(FIELD.sub("", said)):
        yield Mistake(place, "braces")
