"""One procedure as a citizen reads it: how long, how much, where, what to bring, which way it goes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.pages.components.chips import Step
from motcua.pages.measures import fee_words, handling_words, limit_words, rate_words, span_words
from motcua.pages.saying import cited, format_date, format_time
from motcua.procedures.rules.definition import ANY, Case, ChannelCaseLimit, Definition, Paper
from motcua.procedures.rules.limits import fees_for

TIERS: dict[str, Promise] = {
    "commune": _lazy("UBND phường, xã"),
    "district": _lazy("UBND quận, huyện"),
    "province": _lazy("Cơ quan cấp tỉnh"),
}
_CHANNELS: dict[str, Promise] = {
    "online": _lazy("nộp trực tuyến"),
    "desk": _lazy("nộp tại quầy"),
    "post": _lazy("gửi bưu điện"),
}
_DELIVERIES: dict[str, Promise] = {
    "desk": _lazy("tại quầy"),
    "post": _lazy("bưu điện đưa đến nhà"),
    "electronic": _lazy("bản điện tử"),
}
# A fact is read at a glance; what is longer has its place further down the page.
_SHORT = 28


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the things people ask first."""

    icon: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a two-column list."""

    label: str
    value: str
    change_url: str = ""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """A paper to hand in or to show, and for whom."""

    name: str
    words: str
    required: bool


def facts(definition: Definition) -> list[Fact]:
    """What people ask first: how long, how much, where, how the result comes."""
    found = [
        _time(definition),
        _cost(definition),
        Fact("building", _("Nơi làm"), str(TIERS[definition.competent_tier])),
    ]
    if definition.result:
        ways = [str(_DELIVERIES[one]) for one in definition.result.delivery]
        more = _("hoặc %s") % ", ".join(ways[1:]) if ways[1:] else ""
        found.append(Fact("package", _("Nhận kết quả"), _sentence_start(ways[0]), more))
    return found


def _time(definition: Definition) -> Fact:
    words = list(dict.fromkeys(limit_words(limit) for limit in definition.limits))
    if definition.immediate:
        note = _("muộn nhất %s") % words[0] if words else ""
        return Fact("calendar-check", _("Bao lâu"), _("Làm ngay khi bạn chờ"), note)
    note = _("tùy trường hợp, xem bên dưới") if len(words) > 1 else ""
    return Fact("calendar-check", _("Bao lâu"), _sentence_start(words[0]) if words else _("Làm ngay"), note)


def _cost(definition: Definition) -> Fact:
    """What the most usual case pays: the first case, filed the first way, nothing asked for beyond it."""
    label = _("Lệ phí")
    if not definition.fees:
        return Fact("banknote", label, _("Không thu"))
    usual = fees_for(definition, channel=definition.channels[0], case=definition.cases[0].key)
    note = _("tùy trường hợp, xem bên dưới") if len(definition.fees) > len(usual) else ""
    if not usual:
        return Fact("banknote", label, _("0 đồng"), note)
    words = rate_words(usual[0], definition)
    if len(usual) > 1 or usual[0].total is None or len(words) > _SHORT:
        return Fact("banknote", label, _("Có thu"), _("xem mức bên dưới"))
    return Fact("banknote", label, _sentence_start(words), note)


def time_rows(definition: Definition) -> list[Row]:
    """Each limit with the cases and ways of filing it holds for, and the law that sets it."""
    rows = []
    for limit in definition.limits:
        words = limit_words(limit)
        source = _("Theo %s") % cited(limit.source) if limit.source else ""
        rows.append(
            Row(_holds_for(definition, limit), "\n".join(part for part in (_sentence_start(words), source) if part))
        )
    if definition.cut_off:
        rows.append(
            Row(_("Nộp sau %s") % format_time(definition.cut_off), _("Tính như nhận đầu giờ ngày làm việc kế tiếp"))
        )
    if definition.service_target:
        rows.append(Row(_("Chúng tôi cố gắng"), _("Xong trong %s") % span_words(definition.service_target)))
    return rows


def fee_rows(definition: Definition) -> list[Row]:
    """What is to be paid and by which decision."""
    rows = []
    for fee in definition.fees:
        whom = _inside(_cases(definition, fee.cases))
        channels = ", ".join(str(_CHANNELS[one]) for one in fee.channels if one != ANY)
        label = ", ".join(part for part in (fee.name, whom, channels) if part)
        words = [
            _sentence_start(fee_words(fee)),
            fee.note if fee.amount is not None or fee.steps else "",
            cited(fee.source),
        ]
        rows.append(Row(label, "\n".join(part for part in words if part)))
    return rows


def papers(definition: Definition, handling: str) -> list[PaperWords]:
    """The papers to hand in (`submit`) or only to show (`present`)."""
    return [_paper(definition, paper) for paper in definition.papers if paper.handling == handling]


def _for_others(definition: Definition, paper: Paper) -> bool:
    """Whether a paper to hand in is only for cases that are not the usual one, which comes first."""
    return paper.handling == "submit" and ANY not in paper.cases and definition.cases[0].key not in paper.cases


def papers_to_hand_in(definition: Definition) -> tuple[list[PaperWords], list[PaperWords]]:
    """The papers to hand in: those the usual case may need, and those only other cases need."""
    handed_in = [paper for paper in definition.papers if paper.handling == "submit"]
    usual = [_paper(definition, paper) for paper in handed_in if not _for_others(definition, paper)]
    return usual, [_paper(definition, paper) for paper in handed_in if _for_others(definition, paper)]


def steps(definition: Definition) -> list[Step]:
    """The way of the dossier, each stage with the time it may take."""
    return [
        Step(
            title=stage.name,
            words=stage.citizen_words,
            aside=span_words(stage.allowance) if stage.allowance.amount else "",
        )
        for stage in definition.stages
    ]


def legal_rows(definition: Definition) -> list[Row]:
    """The laws the procedure rests on."""
    return [
        Row(one.number, ", ".join(part for part in (one.name, cited(one.article)) if part))
        for one in definition.legal_basis
    ]


def validity(definition: Definition) -> str:
    """Since when, and until when, this is how it is done."""
    since = _("Áp dụng từ %s") % format_date(definition.valid_from)
    return since + (_(" đến hết %s") % format_date(definition.valid_to) if definition.valid_to else "")


def _holds_for(definition: Definition, limit: ChannelCaseLimit) -> str:
    cases = _cases(definition, limit.cases)
    channels = ", ".join(str(_CHANNELS[one]) for one in limit.channels if one != ANY)
    return _sentence_start(", ".join(part for part in (cases, channels) if part)) or _("Mọi trường hợp")


def _cases(definition: Definition, keys: tuple[str, ...]) -> str:
    if ANY in keys:
        return ""
    found: list[Case | None] = [definition.case(key) for key in keys]
    return "; ".join(case.name for case in found if case)


def _paper(definition: Definition, paper: Paper) -> PaperWords:
    words = [_sentence_start(handling_words(paper)), paper.note]
    if ANY not in paper.cases:
        words.append(_only_for(definition, paper.cases))
    return PaperWords(paper.name, ". ".join(part.rstrip(".") for part in words if part) + ".", paper.required)


def _only_for(definition: Definition, keys: tuple[str, ...]) -> str:
    """The cases a paper is for, or the fewer ones it is not for."""
    others = tuple(case.key for case in definition.cases if case.key not in keys)
    if not others:
        return ""
    if len(others) < len(keys):
        return _("Trừ trường hợp: %s") % _cases(definition, others)
    return _("Cho trường hợp: %s") % _cases(definition, keys)


def _inside(words: str) -> str:
    """The same words in the middle of a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _sentence_start(words: str) -> str:
    return words[:1].upper() + words[1:]


def page(definition: Definition) -> dict[str, object]:
    """Return everything the procedure's page shows, ready to be shown."""
    usual, others = papers_to_hand_in(definition)
    if not usual:
        usual, others = others, []
    return {
        "procedure": definition,
        "facts": facts(definition),
        "cases": definition.cases if len(definition.cases) > 1 else (),
        "papers": usual,
        "other_papers": others,
        "shown_papers": papers(definition, "present"),
        "form_pages": [form_page.title for form_page in definition.form.pages],
        "steps": steps(definition),
        "time_rows": time_rows(definition),
        "fee_rows": fee_rows(definition),
        "legal_rows": legal_rows(definition),
        "validity": validity(definition),
        "partly_online": definition.online_scope == "partial",
        "at_desk": "desk" in definition.channels,
        "by_post": "post" in definition.channels,
    }
