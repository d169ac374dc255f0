"""Result papers as data: which lines a certificate, extract, decision or confirmation has, and whence they are filled.

A template belongs to a procedure and names its lines by where in the answers each stands. What a template said is kept
with every paper drawn from it, so that a later wording never changes an earlier paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.procedures.rules.forms import submitted_answers
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.kinds.person import PART_LABELS
from motcua.vietnamese import number_in_words

if TYPE_CHECKING:
    from motcua.procedures.rules.context import FormContext
    from motcua.procedures.rules.definition import Definition

LAYOUTS = ("certificate", "extract", "decision", "confirmation")
WAYS = ("", "words")
LONGEST_LINE = 600
GAP = re.compile(r"\{([a-z][a-z0-9_]*)\}")
ROWS_OF_A_GROUP = "; "


class WrongTemplate(ValueError):
    """A template cannot be read: the message says where and what."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paper: its key and label, the answers it is filled from (the first given ones), and how.

    `written` is "words" for a date spelt out; `join` takes all sources instead of the first. A line without a source
    is typed by the handler. `quiet` lines fill gaps of the text and are not printed by themselves.
    """

    key: str
    label: str
    sources: tuple[str, ...] = ()
    written: str = ""
    join: bool = False
    quiet: bool = False
    optional: bool = True
    initial: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """How one procedure's result is laid out: `layout`, titles, opening words, lines, articles, closing words."""

    procedure: str
    layout: str
    title: str
    subtitle: str = ""
    symbol: str = ""
    opening: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    articles: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    basis: bool = False

    def layout_data(self) -> dict[str, Any]:
        """What is kept with a paper of this template, beside its filled lines."""
        return {
            "layout": self.layout,
            "title": self.title,
            "subtitle": self.subtitle,
            "symbol": self.symbol,
            "opening": list(self.opening),
            "articles": list(self.articles),
            "closing": list(self.closing),
            "recipients": list(self.recipients),
        }


# What says no: the same for every procedure, with the reason that the handler proposed.
REFUSAL = Template(
    procedure="",
    layout="decision",
    title="THÔNG BÁO",
    subtitle="Về việc từ chối giải quyết hồ sơ {code}",
    symbol="TB",
    opening=("Kính gửi: {owner}.",),
    lines=(
        Line("owner", "Gửi", quiet=True),
        Line("code", "Mã hồ sơ", quiet=True),
        Line("procedure", "Thủ tục", quiet=True),
        Line("reason", "Lý do từ chối", quiet=True, optional=False),
    ),
    articles=(
        "Không giải quyết hồ sơ mã số {code} của {owner} về việc: {procedure}.",
        "Lý do: {reason}",
        "Không đồng ý với thông báo này, {owner} có quyền khiếu nại, khởi kiện theo quy định của pháp luật.",
    ),
    recipients=("Như trên", "Lưu: VT"),
)


def parse_template(data: Any, name: str) -> Template:
    """Read one template of the catalogue. Raises WrongTemplate with the name of the file and the place."""
    known = set(Template.__dataclass_fields__)
    if not isinstance(data, Mapping) or set(data) - known:
        wrong = sorted(set(data) - known) if isinstance(data, Mapping) else "không phải «khóa: giá trị»"
        raise WrongTemplate(f"{name}: {wrong}")
    if data.get("layout") not in LAYOUTS or not data.get("title") or not data.get("procedure"):
        raise WrongTemplate(f"{name}: thiếu procedure, title, hoặc layout không trong {', '.join(LAYOUTS)}")
    lines = tuple(_line(one, f"{name}.lines[{number}]") for number, one in enumerate(data.get("lines", ())))
    texts: dict[str, Any] = {key: tuple(data.get(key, ())) for key in ("opening", "articles", "closing", "recipients")}
    plain: dict[str, Any] = {
        key: data[key] for key in ("procedure", "layout", "title", "subtitle", "symbol", "basis") if key in data
    }
    template = Template(lines=lines, **texts, **plain)
    gaps = {gap for text in (template.subtitle, *(one for part in texts.values() for one in part))
            for gap in GAP.findall(text)}  # fmt: skip
    if lost := gaps - {line.key for line in lines} - set(ABOUT):
        raise WrongTemplate(f"{name}: không có dòng nào tên {', '.join(sorted(lost))}")
    return template


def _line(data: Any, place: str) -> Line:
    if not isinstance(data, Mapping) or not data.get("key") or not data.get("label"):
        raise WrongTemplate(f"{place}: thiếu key hoặc label")
    given = dict(data)
    source = given.pop("from", ())
    given["sources"] = (source,) if isinstance(source, str) else tuple(source)
    given["written"] = given.pop("as", "")
    if given["written"] not in WAYS or set(given) - set(Line.__dataclass_fields__):
        raise WrongTemplate(f"{place}: {sorted(set(given) - set(Line.__dataclass_fields__)) or given['written']}")
    return Line(**given)


# What every paper knows beside its lines.
ABOUT = ("owner", "code", "procedure", "office", "place", "valid_until")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a paper is filled from: the version, the case and channel, the answers, and what is known about it."""

    definition: Definition
    context: FormContext
    case: str
    channel: str
    answers: Mapping[str, Any]
    about: Mapping[str, str] = field(default_factory=dict)


def filled(template: Template, asked: Asked) -> list[dict[str, str]]:
    """The lines of a paper with their values, in order: key, label, value, quiet."""
    form = asked.definition.form
    given = submitted_answers(form, asked.answers, case=asked.case, channel=asked.channel)
    return [
        {
            "key": line.key,
            "label": line.label,
            "value": (_value(line, given, asked) or asked.about.get(line.key, "") or line.initial)[:LONGEST_LINE],
            "quiet": "yes" if line.quiet else "",
            "optional": "yes" if line.optional else "",
        }
        for line in template.lines
    ]


def _value(line: Line, given: Mapping[str, Any], asked: Asked) -> str:
    found = (_shown(source, line, given, asked) for source in line.sources)
    said = [text for text in found if text]
    return ", ".join(said) if line.join else (said[0] if said else "")


def _shown(source: str, line: Line, given: Mapping[str, Any], asked: Asked) -> str:
    name, _dot, part = source.partition(".")
    one, value = asked.definition.form.field(name), given.get(name)
    if one is None or value in (None, "", [], {}):
        return ""
    if line.written == "words":
        return date_in_words(value.get(part) if part and isinstance(value, Mapping) else value)
    kind = KINDS[one.kind]
    if not part:
        return kind.display(one, value, asked.context)
    if one.kind == "person":
        return dict(kind.rows(one, value, asked.context)).get(PART_LABELS[part], "")
    said = value.get(part) if isinstance(value, Mapping) else None
    return str(said or "")


def date_in_words(value: Any) -> str:
    """A date spelt out, as civil-status papers have it: "Ngày mười hai, tháng tám, năm hai nghìn không trăm …"."""
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return ""
        value = {"year": day.year, "month": day.month, "day": day.day}
    if not isinstance(value, Mapping) or not value.get("year"):
        return ""
    parts = [("ngày", value.get("day")), ("tháng", value.get("month")), ("năm", value["year"])]
    words = ", ".join(f"{name} {_counted(name, number)}" for name, number in parts if number)
    return words[:1].upper() + words[1:]


def _counted(name: str, number: int) -> str:
    # The fourth month is "tháng tư"; days and years count as numbers do.
    return "tư" if name == "tháng" and number == 4 else number_in_words(number)


def told(text: str, lines: list[dict[str, str]], about: Mapping[str, str]) -> str:
    """A text of the layout with its gaps filled; a gap without a value is dotted, to be seen."""
    values = {**about, **{line["key"]: line["value"] for line in lines}}
    return GAP.sub(lambda found: values.get(found[1], "") or "…………", text)


def number_words(number: str, symbol: str) -> str:
    """The number as it stands on the paper: "12/2026/TLKS"; a number that already has letters stays as it is."""
    return f"{number}/{symbol}" if symbol and number and not re.search(r"[A-Za-zĐđ]", number) else number


def signing_heading(title: str, *, office: str, for_another: bool) -> list[str]:
    """The lines above a signature: in whose name (TM., KT., TUQ.), and the post (Decree 30/2020/NĐ-CP, Appendix I)."""
    post = (
        re.split(r"\s+(?:UBND|Ủy ban nhân dân|Sở|phường|xã|tỉnh)\b", title.strip())[0].upper() or "NGƯỜI CÓ THẨM QUYỀN"
    )
    committee = office.startswith(("Ủy ban nhân dân", "UBND"))
    if for_another:
        return ["TUQ. CHỦ TỊCH" if committee else "TUQ. THỦ TRƯỞNG", post]
    head = "TM. ỦY BAN NHÂN DÂN" if committee else ""
    if post.startswith("PHÓ "):
        return [line for line in (head, f"KT. {post.removeprefix('PHÓ ')}", post) if line]
    return [line for line in (head, post) if line]
