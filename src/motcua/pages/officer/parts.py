"""The parts of a dossier's page, formatted: head, stages, papers, declared answers, requests, history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.queries import filed_with
from motcua.dossiers.rules.circumstances import Place, in_words
from motcua.dossiers.rules.states import State
from motcua.pages.components import chips
from motcua.pages.components.typed_words import as_typed
from motcua.pages.measures import span_words
from motcua.pages.saying import (
    format_date,
    format_day_month,
    format_duration,
    format_moment,
    format_money,
    format_time,
    in_english,
    said,
)
from motcua.pages.staff.rows import Reckoning
from motcua.pages.staff.wording import CHANNELS, DELIVERIES, FUNCTIONS, SUPPLEMENT_REASONS, happened
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.forms import display_rows
from motcua.vietnamese import format_phone

from .masking import masked, masked_address

if TYPE_CHECKING:
    from motcua.dossiers.queries import DossierPage, StageView

FILED_HOW = {
    "online": gettext_lazy("Nộp trực tuyến"),
    "desk": gettext_lazy("Nộp tại quầy"),
    "post": gettext_lazy("Nộp qua bưu chính"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a summary: label, value."""

    label: str
    value: str


def head(page: DossierPage, against: Reckoning, *, everything: bool) -> dict[str, Any]:
    """Title, chips and the facts under them."""
    dossier = page.dossier
    phone = dossier.owner_phone
    return {
        "title": page.definition.name,
        "code": dossier.code,
        "state": chips.state(dossier.state),
        "deadline": deadline(page, against),
        "owner": dossier.owner_name,
        "submitter": _submitter(page),
        "phone": (format_phone(phone) if everything else masked(format_phone(phone))) if phone else "",
        "filed": _filed(page),
        "circumstances": _circumstances(page),
        "channel_icon": CHANNELS.get(dossier.channel, ("folder-open", ""))[0],
        "due_label": _("Hẹn trả") if dossier.received_at else _("Dự kiến trả"),
        "due": format_moment(localtime(dossier.due_at)),
        "case": _case(page),
        "wish": str(DELIVERIES.get(dossier.delivery_wish, "")),
    }


def _submitter(page: DossierPage) -> str:
    """Who filed it for whom and until when they may, where owner and submitter differ by a mandate."""
    mandate = page.dossier.mandate
    if mandate is None:
        return ""
    names = {"agent": mandate.agent_name, "principal": mandate.principal_name}
    said = _("%(agent)s nộp thay %(principal)s") % names
    if mandate.ended_at is not None:
        return said + _(", ủy quyền đã thôi ngày %s") % format_date(localtime(mandate.ended_at).date())
    return said + (_(", ủy quyền đến hết %s") % format_date(mandate.ends_on) if mandate.ends_on else "")


def deadline(page: DossierPage, against: Reckoning) -> chips.Chip:
    """The chip of the promise to the citizen."""
    dossier = page.dossier
    if dossier.resolved_at is not None and dossier.state not in (State.REFUSED, State.STOPPED):
        return chips.finished(_("Xong lúc %s") % format_moment(localtime(dossier.resolved_at)), late=page.is_late)
    if not dossier.is_open:
        return chips.finished(_("Đã đóng"))
    if dossier.is_paused:
        return chips.paused()
    if dossier.state == State.FILED and dossier.stage_due_at is not None:
        return against.running(dossier.stage_due_at)
    return against.running(dossier.due_at)


def steps(page: DossierPage, against: Reckoning, *, mine: bool = False) -> list[chips.Step]:
    """The stages with the working time used and allowed; `mine` says that whoever looks has it in hand."""
    return [_step(page, stage, against.day_minutes, mine=mine) for stage in page.stages]


def _step(page: DossierPage, stage: StageView, day_minutes: int, *, mine: bool) -> chips.Step:
    if stage.status == "next":
        planned = page.definition.stage(stage.key)
        note = span_words(planned.allowance_for(page.dossier.case)) if planned else ""
        return chips.Step(title=stage.name, state="next", note=note)
    used = format_duration(stage.spent_minutes, day_minutes=day_minutes, parts=2)
    allowance = stage.allowance_minutes
    allowed = format_duration(allowance, day_minutes=day_minutes, parts=2) if allowance else ""
    who = stage.holder_name or stage.unit_name
    if stage.status == "done" and stage.left_at is not None:
        who = _("%(who)s, xong %(when)s") % {"who": who, "when": short(stage.left_at)}
    elif mine:
        who = _("Tôi đang giữ")
    percent = 100 * stage.spent_minutes / stage.allowance_minutes if stage.allowance_minutes else None
    state: chips.StepState = "done" if stage.status == "done" else "now"
    more = stage.spent_minutes - allowance if allowance else 0
    over = _("quá %s") % format_duration(more, day_minutes=day_minutes, parts=2) if more > 0 else ""
    note = f"{used} / {allowed}" if allowed else used
    return chips.Step(title=stage.name, state=state, note=note, aside=who, meter=percent, over=over)


def declared(page: DossierPage, context: FormContext, *, everything: bool) -> list[Row]:
    """What was declared, question by question; particulars masked until somebody asks to see them."""
    dossier, form = page.dossier, page.definition.form
    found: list[Row] = []
    for one in display_rows(form, dossier.answers, context, case=dossier.case, channel=dossier.channel):
        field = form.field(one.field_id)
        kind = field.kind if field else ""
        text = one.text
        if one.rows and (kind == "group" or (kind == "person" and in_english())):
            parts = ((said(label), as_typed(value)) for label, value in one.rows if value)
            text = format_html_join("\n", "{}: {}", parts)
        if not everything:
            value = dossier.answers.get(one.field_id)
            street = value.get("street") if kind == "address" and isinstance(value, dict) else ""
            text = masked(masked_address(text, street or ""))
        found.append(Row(one.label, as_typed(text)))
    return found


def summary(rows: Iterable[Row], *, compact: bool = False) -> SafeString:
    """The rows as the summary component shows them, written at once: a dossier has dozens."""
    cells = (f"<div><dt>{escape(row.label)}</dt><dd>{_lines(row.value)}</dd></div>" for row in rows)
    kind = "summary is-compact" if compact else "summary"
    return mark_safe(f'<dl class="{kind}">{"".join(cells)}</dl>')  # noqa: S308 – every value escaped


def _lines(text: str) -> str:
    return conditional_escape(text).replace("\n", "<br>")


def requests(page: DossierPage, *, everything: bool) -> list[dict[str, Any]]:
    """Supplements, payments, consultations, the extension and the result: title, when, rows."""
    blocks = [*_supplements(page), *_obligations(page), *_consultations(page), *_extension(page), *_result(page)]
    if not everything:
        blocks = [{**block, "rows": [Row(row.label, masked(row.value)) for row in block["rows"]]} for block in blocks]
    return [{**block, "summary": summary(block["rows"])} for block in blocks]


def _supplements(page: DossierPage) -> list[dict[str, Any]]:
    names = {paper.key: paper.name for paper in page.definition.papers}
    fields = {field.id: field.label for _page, field in page.definition.form.fields()}
    blocks = []
    for one in page.supplements:
        rows = [
            Row(
                names.get(item["paper"]) or fields.get(item["field"], ""),
                format_html("{}. {}", SUPPLEMENT_REASONS.get(item["reason"], ""), as_typed(item["text"])),
            )
            for item in one.items
        ]
        rows += [Row(_("Lời dặn"), as_typed(one.reason))] if one.reason else []
        rows += [Row(_("Lý do của lãnh đạo"), as_typed(one.leader_reason))] if one.leader_reason else []
        rows += [Row(_("Trả lời trước"), format_moment(localtime(one.answer_by)))] if one.answer_by else []
        rows += (
            [Row(_("Đã bổ sung"), format_html("{} {}", short(one.answered_at), as_typed(one.answer_note)))]
            if one.answered_at
            else []
        )
        title = _("Yêu cầu bổ sung lần %(number)d") % {"number": one.ordinal}
        blocks.append({"title": title, "when": short(one.requested_at), "rows": rows})
    return blocks


def _obligations(page: DossierPage) -> list[dict[str, Any]]:
    blocks = []
    for one in page.obligations:
        rows = [Row(_("Số tiền"), format_money(one.amount)), Row(_("Khoản"), as_typed(one.reason))]
        if one.confirmed_at:
            how = _("được miễn") if one.waived else _("biên lai %s") % one.receipt_number
            rows.append(Row(_("Đã xong"), f"{short(one.confirmed_at)}, {how}"))
        blocks.append({"title": _("Yêu cầu nộp tiền"), "when": short(one.requested_at), "rows": rows})
    return blocks


def _consultations(page: DossierPage) -> list[dict[str, Any]]:
    blocks = []
    for one in page.consultations:
        rows = [
            Row(_("Đơn vị được hỏi"), one.consulted_unit.name),
            Row(_("Câu hỏi"), as_typed(one.question)),
            Row(_("Trả lời trước"), format_moment(localtime(one.due_at))),
        ]
        if one.answered_at and one.answered_by_id is None:
            rows.append(Row(_("Quá hạn"), _("Không trả lời, coi là đồng ý")))
        elif one.answered_at:
            rows.append(Row(_("Đồng ý") if one.agrees else _("Không đồng ý"), as_typed(one.answer)))
        elif one.silence_is_consent:
            rows.append(Row(_("Quá hạn"), _("Không trả lời là đồng ý")))
        blocks.append({"title": _("Hỏi ý kiến"), "when": short(one.asked_at), "rows": rows})
    return blocks


def _extension(page: DossierPage) -> list[dict[str, Any]]:
    one = page.extension
    if one is None:
        return []
    rows = [
        Row(_("Hẹn trước đây"), format_moment(localtime(one.from_due_at))),
        Row(_("Hẹn lại"), format_moment(localtime(one.to_due_at))),
        Row(_("Lý do"), as_typed(one.reason)),
    ]
    return [{"title": _("Xin lỗi và hẹn lại"), "when": short(one.granted_at), "rows": rows}]


def _result(page: DossierPage) -> list[dict[str, Any]]:
    one = page.result
    if one is None:
        return []
    outcome = _("Giải quyết") if one.outcome == "granted" else _("Từ chối giải quyết")
    rows = [Row(_("Đề xuất"), outcome)]
    rows += [Row(_("Nội dung"), as_typed(one.summary))] if one.summary else []
    rows += [Row(_("Đã ký"), short(one.signed_at))] if one.signed_at else []
    rows += [Row(_("Số"), one.number)] if one.number else []
    rows += [Row(_("Phát hành"), short(one.issued_at))] if one.issued_at else []
    rows += [Row(_("Người nhận"), one.handed_to)] if one.handed_to else []
    name = page.definition.result.name if page.definition.result else _("Kết quả")
    return [{"title": _("Kết quả: %s") % name, "when": short(one.proposed_at), "rows": rows}]


def history(entries: Any, *, everything: bool = True, marks: Iterable[Any] = ()) -> list[dict[str, str]]:
    """Journal entries as sentences, the newest first; between them a day's marks of papers as one line."""
    told = [(one.at, one.pk, _entry(one, everything=everything)) for one in entries]
    told += [(last.at, last.pk, _marking(last, run)) for last, run in _runs(marks)]
    return [words for _at, _pk, words in sorted(told, key=lambda one: one[:2], reverse=True)]


def _runs(marks: Iterable[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """What one person marked on one day, the newest mark of it first."""
    for _key, run in groupby(marks, key=lambda one: (one.author_id, localtime(one.at).date())):
        found = list(run)
        yield found[0], found


def _marking(last: Any, run: list[Any]) -> dict[str, str]:
    newest: dict[str, str] = {}
    for one in run:
        newest.setdefault(one.paper_key, one.verdict)
    verdicts = list(newest.values())
    told = {"good": _("%d giấy tờ đạt"), "bad": _("%d giấy tờ chưa đạt"), "withdrawn": _("bỏ đánh dấu %d giấy tờ")}
    parts = [words % verdicts.count(name) for name, words in told.items() if name in verdicts]
    return _line(last.at, last.author_name, "", _("đánh dấu: %s") % ", ".join(parts), "")


def _line(at: datetime, who: str, post: str, what: str, note: str) -> dict[str, str]:
    when = localtime(at)
    return {
        "clock": format_time(when),
        "day": format_day_month(when),
        "full": format_moment(when),
        "who": who,
        "post": post,
        "what": what,
        "note": note,
    }


def _entry(one: Any, *, everything: bool) -> dict[str, str]:
    note = one.note if everything else masked(one.note)
    if one.actor_function == "applicant":
        who = _("Người nộp")
    else:
        who = one.actor_name or _("Hệ thống")
    post = str(FUNCTIONS.get(one.actor_function, ""))
    if one.acting_for_id:
        post = _("%(post)s, làm thay") % {"post": post}
    return _line(one.at, who, post, happened(one.verb), note)


def _filed(page: DossierPage) -> str:
    dossier = page.dossier
    words = str(FILED_HOW.get(dossier.channel, _("Nộp lúc")))
    return f"{words} {_long(dossier.submitted_at)}"


def _circumstances(page: DossierPage) -> str:
    """From where and on what it was filed, and who helped; empty where nobody recorded it."""
    dossier = page.dossier
    phrases = [said(one) for one in in_words(dossier.filed_place, dossier.filed_device)]
    if not phrases or dossier.filed_place == Place.DESK_OFFICER:
        return ""
    words = _("Nơi nộp: %s") % ", ".join(phrases)
    helper, team = filed_with(dossier)
    return words + (_("; người giúp: %(name)s (%(team)s)") % {"name": helper, "team": team} if helper else "")


def _case(page: DossierPage) -> str:
    case = page.definition.case(page.dossier.case)
    return case.name if case and len(page.definition.cases) > 1 else ""


def short(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = localtime(moment)
    return f"{format_time(local)} {format_day_month(local)}"


def _long(moment: datetime) -> str:
    local = localtime(moment)
    return f"{format_time(local)}, {format_date(local)}"


def is_closed(page: DossierPage) -> bool:
    """Whether nothing can happen any more."""
    return State(page.dossier.state) in (State.REFUSED, State.STOPPED, State.RETURNED)
