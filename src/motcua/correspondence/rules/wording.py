"""The words of each message: a letter, the same for the message box on the site, and a text of one SMS.

Letters and boxes carry all marks. An SMS is written without them (GSM-7: 160 characters in one part); the first of
the text's wordings that fits one part is sent, so a long name shortens the words and nothing is ever cut off. No SMS
says whose dossier it is, nor what is in it: the code and an address are enough (design/sms.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.vietnamese import format_date, format_moment, format_time, mask_phone, weekday_name, without_marks

from .texts import SIGN_OFF, TEXTS, Text

ONE_PART, PART_OF_SEVERAL = 160, 153
LONGEST_SUBJECT = 200
# The basic signs of GSM 03.38, each one character; what else a name may hold is replaced or left out.
GSM = frozenset("@$_!\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz \n")
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "[": "(", "]": ")"}
)


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
    before: str = ""  # the agency that had the dossier until now


@dataclass(frozen=True, slots=True)
class Words:
    """One message in its lengths: subject, text for the site, the whole letter, SMS."""

    subject: str
    body: str
    letter: str
    sms: str


def worded(kind: str, facts: Facts) -> Words:
    """The words of a kind of message. Raises KeyError for a kind nobody wrote."""
    text = TEXTS[kind]
    values = _values(facts)
    body = _body(text, facts, values)
    return Words(
        subject=" ".join(text.subject.format(**values).split())[:LONGEST_SUBJECT],
        body=body,
        letter=f"{text.heading.format(**values).upper()}\n\n{body}\n\n--\n{facts.office}\n{SIGN_OFF}",
        sms=_sms(text, _short(facts, values)),
    )


def code_sms(code: str, until: datetime) -> str:
    """The text that carries a one-time code: no address in it, so that nobody learns to trust one (design/sms.md)."""
    return as_sms(
        f"Mã Một Cửa: {code}. Dùng được đến {format_time(until)}. Không đưa mã này cho ai, kể cả cán bộ. "
        "Nếu không phải bạn yêu cầu, hãy bỏ qua tin này."
    )


def consent_sms(code: str, until: datetime, about: Mapping[str, str]) -> str:
    """The text by which a citizen lets a helper in: whom, for how long, and what the helper may not do."""
    return as_sms(
        f"Mã đồng ý: {code}. Đọc mã này cho {about.get('helper', '')}, {about.get('team', '')}, nếu bạn muốn người đó "
        f"làm giúp hồ sơ {about.get('what', '')} trong 60 phút. Người đó không nộp thay bạn được."
    )


def filing_sms(code: str, until: datetime, about: Mapping[str, str]) -> str:
    """The text by which a citizen files at a helper's machine, after reading everything there."""
    return as_sms(
        f"Mã nộp hồ sơ: {code}, dùng đến {format_time(until)}. Xem lại hết rồi tự gõ mã này để nộp. "
        "Không đưa mã cho người khác gõ."
    )


def parts(sms: str) -> int:
    """How many SMS a text without marks costs: 160 characters in one part, 153 in each of several."""
    return 1 if len(sms) <= ONE_PART else -(-len(sms) // PART_OF_SEVERAL)


def as_sms(text: str) -> str:
    """The text in the alphabet of an SMS: no marks, plain quotes and dashes, no sign that costs two."""
    plain = without_marks(text.translate(_PLAIN))
    return "".join(sign for sign in plain if sign in GSM)


def masked(address: str) -> str:
    """An address as far as whoever runs the system needs it to recognise a pattern."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if at else mask_phone(address)


def _body(text: Text, facts: Facts, values: Mapping[str, str]) -> str:
    paragraphs = [text.opening.format(**values)]
    if facts.items:
        paragraphs.append("\n".join(f"- {item}" for item in facts.items))
    rows = [("Mã hồ sơ", facts.code), ("Thủ tục", facts.procedure)]
    rows += [(label, value.format(**values)) for label, value in text.rows]
    paragraphs.append("\n".join(f"{label}: {value}" for label, value in rows if value.strip()))
    paragraphs.append(f"{text.link}: {facts.address}")
    if text.closing:
        paragraphs.append(text.closing.format(**values))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph.strip())


def _values(facts: Facts) -> dict[str, str]:
    said: dict[str, str] = {}
    for name in Facts.__slots__:
        value = getattr(facts, name)
        if isinstance(value, datetime):
            said[name] = format_moment(value)
        else:
            said[name] = value if isinstance(value, str) else ""
    said["asked_where"] = f"{facts.office}, điện thoại {facts.phone}" if facts.phone else facts.office
    said["open"] = f" ({facts.hours})" if facts.hours else ""
    return said


def _short(facts: Facts, values: Mapping[str, str]) -> dict[str, str]:
    """The same values as an SMS has room for them."""
    short = dict(values)
    for name in ("at", "due", "until"):
        moment: datetime | None = getattr(facts, name)
        if moment is not None:
            short[name] = f"{format_time(moment)} {weekday_name(moment)} {format_date(moment)}"
    short["office"] = facts.office.replace("Ủy ban nhân dân", "UBND").replace("Uỷ ban nhân dân", "UBND")
    short["ask"] = f" Hỏi: {facts.phone}." if facts.phone else ""
    return short


def _sms(text: Text, values: Mapping[str, str]) -> str:
    tried = [as_sms(one.format(**values)) for one in text.sms]
    return next((one for one in tried if len(one) <= ONE_PART), min(tried, key=len))


KINDS = tuple(TEXTS)
