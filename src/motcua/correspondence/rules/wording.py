"""The words of each message: a letter, the same for the message box on the site, and a text message.

Letters and boxes carry all marks. A text is written without them (GSM-7: 160 characters in one part) unless the person
chose otherwise; the first of the wordings that fits is sent, so a long name shortens the words and nothing is ever cut
off. No text says whose dossier it is, nor what is in it: the code and an address are enough (design/sms.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.vietnamese import format_date, format_moment, format_time, mask_phone, weekday_name, without_marks

from .lengths import ONE_GSM, composed, measured
from .texts import FIELD, Labels, Text

LONGEST_SUBJECT = 200
# The basic signs of GSM 03.38 that every phone shows, each one character; what else a name may hold is replaced or
# left out.
GSM = frozenset("@$_!\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz \n")
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "[": "(", "]": ")"}
)
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the words are made of. Moments are in the office's time; what is not known stays empty."""

    code: str
    procedure: str
    office: str
    address: str  # of the page on which this recipient follows the dossier
    look_up: str  # the same for an SMS, without the scheme
    at: datetime
    due: datetime | None = None
    until: datetime | None = None
    answer_by: datetime | None = None
    promised: datetime | None = None
    reason: str = ""
    items: tuple[str, ...] = ()
    amount: str = ""
    officer: str = ""
    phone: str = ""
    hours: str = ""
    fee: str = ""
    delivery: str = ""
    result: str = ""
    number: str = ""  # of a result that was taken back
    replaced_by: str = ""  # the number of the one in its place
    rest: str = ""  # of the money, what is still owed; empty where nothing is
    tracking: str = ""  # the post's code of a parcel
    before: str = ""  # the agency that had the dossier until now


@dataclass(frozen=True, slots=True)
class Words:
    """One message in its lengths: subject, text for the site, the whole letter, SMS."""

    subject: str
    body: str
    letter: str
    sms: str


def worded(text: Text, facts: Facts, labels: Labels, *, marked_parts: int = 0) -> Words:
    """The words of a template. `marked_parts` is how many parts a text with all marks may take; 0: without marks."""
    values = _values(facts, labels)
    body = _body(text, facts, values, labels)
    return Words(
        subject=" ".join(filled(text.subject, values).split())[:LONGEST_SUBJECT],
        body=body,
        letter=f"{filled(text.heading, values).upper()}\n\n{body}\n\n--\n{facts.office}\n{labels.sign_off}",
        sms=_sms(text, _short(facts, values, labels), marked_parts),
    )


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its fields filled in; what somebody typed into a value is never read as a template."""
    return FIELD.sub(lambda found: values.get(found[1], ""), template)


def short_text(text: Text, values: Mapping[str, str], *, marked_parts: int = 0) -> str:
    """A text message of its own: an answer, or an announcement to many."""
    return " ".join(_sms(text, values, marked_parts).split())


def code_sms(
    text: Text, code: str, until: datetime, *, with_marks: bool = False, about: Mapping[str, str] | None = None
) -> str:
    """The text that carries a one-time code; `about` is what it names besides (who asks to help, with what)."""
    values = {**(about or {}), "code": code, "until": format_time(until)}
    return " ".join(_sms(text, values, int(with_marks)).split())


def as_sms(text: str) -> str:
    """The text in the alphabet of an SMS: no marks, plain quotes and dashes, no sign that costs two."""
    plain = without_marks(text.translate(_PLAIN))
    return "".join(sign for sign in plain if sign in GSM)


def masked(address: str) -> str:
    """An address as far as whoever runs the system needs it to recognise a pattern."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if at else mask_phone(address)


def _body(text: Text, facts: Facts, values: Mapping[str, str], labels: Labels) -> str:
    paragraphs = [filled(text.opening, values)]
    if facts.items:
        paragraphs.append("\n".join(f"- {item}" for item in facts.items))
    rows = [(labels.code, facts.code), (labels.procedure, facts.procedure)]
    rows += [(label, filled(value, values)) for label, value in text.rows]
    paragraphs.append("\n".join(f"{label}: {value}" for label, value in rows if value.strip()))
    paragraphs.append(f"{text.link}: {facts.address}")
    if text.closing:
        paragraphs.append(filled(text.closing, values))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph.strip())


def _values(facts: Facts, labels: Labels) -> dict[str, str]:
    said: dict[str, str] = {}
    for name in Facts.__slots__:
        value = getattr(facts, name)
        if isinstance(value, datetime):
            said[name] = _moment(value, labels)
        else:
            said[name] = value if isinstance(value, str) else ""
    for name in ("delivery", "fee"):
        said[name] = labels.values.get(said[name], said[name])
    phone = labels.values.get("phone", "{phone}").replace("{phone}", facts.phone)
    said["asked_where"] = f"{facts.office}, {phone}" if facts.phone else facts.office
    owed = labels.values.get("still_owed", "{rest}").replace("{rest}", facts.rest)
    said["still_owed"] = f" {owed}" if facts.rest else ""
    said["open"] = f" ({facts.hours})" if facts.hours else ""
    return said


def _moment(moment: datetime, labels: Labels) -> str:
    if labels.language == "en":
        return f"{format_time(moment)} on {ENGLISH_DAYS[moment.weekday()]}, {format_date(moment)}"
    return format_moment(moment)


def _short(facts: Facts, values: Mapping[str, str], labels: Labels) -> dict[str, str]:
    """The same values as a text message has room for them."""
    short = dict(values)
    for name in ("at", "due", "until", "answer_by", "promised"):
        moment: datetime | None = getattr(facts, name)
        if moment is not None:
            day = ENGLISH_DAYS[moment.weekday()][:3] if labels.language == "en" else weekday_name(moment)
            short[name] = f"{format_time(moment)} {day} {format_date(moment)}"
    short["office"] = facts.office.replace("Ủy ban nhân dân", "UBND").replace("Uỷ ban nhân dân", "UBND")
    asked = labels.values.get("ask", "{phone}").replace("{phone}", facts.phone)
    short["ask"] = f" {asked}" if facts.phone else ""
    return short


def _sms(text: Text, values: Mapping[str, str], marked_parts: int) -> str:
    if marked_parts:
        marked = [composed(filled(one, values)) for one in text.sms]
        for one in marked:
            if measured(one).parts <= marked_parts:
                return one
    tried = [as_sms(filled(one, values)) for one in text.sms]
    return next((one for one in tried if len(one) <= ONE_GSM), min(tried, key=len))
