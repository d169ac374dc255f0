"""The parts of a dossier's page, formatted: head, stages, papers, declared answers, requests, history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import rendering
from motcua.dossiers.queries import MANDATE_PAPER
from motcua.dossiers.rules.states import State
from motcua.pages.components import chips
from motcua.pages.components.asking import size_words
from motcua.pages.components.typed_words import as_typed
from motcua.pages.measures import handling_words, span_words
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
from motcua.procedures.rules.papers import papers_for
from motcua.vietnamese import format_phone

from .masking import masked, masked_address

if TYPE_CHECKING:
    from motcua.dossiers.queries import DossierPage, StageView

STREAMS = {
    "supplement": gettext_lazy("bổ sung"),
    "office": gettext_lazy("cơ quan thêm"),
    "result": gettext_lazy("kết quả"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a summary: label, value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a paper: its download address, name, size and where it came from; whether it can be shown."""

    url: str
    name: str
    note: str
    key: str = ""
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the dossier: its name, how it is handed in, whether it was seen at the desk, its files."""

    name: str
    words: str
    is_seen: bool
    files: tuple[FileLine, ...]


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


def steps(page: DossierPage, against: Reckoning) -> list[chips.Step]:
    """The stages with the working time used and allowed."""
    return [_step(page, stage, against.day_minutes) for stage in page.stages]


def _step(page: DossierPage, stage: StageView, day_minutes: int) -> chips.Step:
    if stage.status == "next":
        planned = page.definition.stage(stage.key)
        note = span_words(planned.allowance_for(page.dossier.case)) if planned else ""
        return chips.Step(title=stage.name, state="next", note=note)
    used = format_duration(stage.spent_minutes, day_minutes=day_minutes, parts=2)
    allowance = stage.allowance_minutes
    allowed = format_duration(allowance, day_minutes=day_minutes, parts=2) if allowance else ""
    who = stage.holder_name or stage.unit_name
    if stage.status == "done" and stage.left_at is not None:
        who = _("%(who)s, xong %(when)s") % {"who": who, "when": _short(stage.left_at)}
    percent = 100 * stage.spent_minutes / stage.allowance_minutes if stage.allowance_minutes else None
    state: chips.StepState = "done" if stage.status == "done" else "now"
    return chips.Step(
        title=stage.name, state=state, note=f"{used} / {allowed}" if allowed else used, aside=who, meter=percent
    )


def papers(page: DossierPage) -> list[PaperLine]:
    """Every paper that applies, with its files; then files that belong to none."""
    dossier = page.dossier
    seen = {key for entry in page.journal for key in entry.data.get("presented", ())}
    files: dict[str, list[Any]] = {}
    for attachment in page.attachments:
        files.setdefault(attachment.paper_key, []).append(attachment)
    needed = papers_for(page.definition, dossier.case, dossier.answers, channel=dossier.channel)
    lines = [
        PaperLine(
            one.paper.name,
            handling_words(one.paper),
            one.paper.key in seen,
            _files(dossier.pk, files.pop(one.paper.key, [])),
        )
        for one in needed
    ]
    mandate = files.pop(MANDATE_PAPER, [])
    if mandate:
        lines.append(PaperLine(_("Giấy ủy quyền, giấy tờ của tổ chức"), "", False, _files(dossier.pk, mandate)))
    rest = [attachment for group in files.values() for attachment in group]
    return [*lines, *([PaperLine(_("Tệp khác"), "", False, _files(dossier.pk, rest))] if rest else [])]


def _files(dossier_id: UUID, attachments: list[Any]) -> tuple[FileLine, ...]:
    return tuple(
        FileLine(
            reverse("officer:attachment", args=[dossier_id, one.pk]),
            one.filename,
            " · ".join(part for part in (size_words(one.size), str(STREAMS.get(one.stream, ""))) if part),
            str(one.pk),
            rendering.may_be_shown(one),
        )
        for one in attachments
    )


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
            [Row(_("Đã bổ sung"), format_html("{} {}", _short(one.answered_at), as_typed(one.answer_note)))]
            if one.answered_at
            else []
        )
        title = _("Yêu cầu bổ sung lần %(number)d") % {"number": one.ordinal}
        blocks.append({"title": title, "when": _short(one.requested_at), "rows": rows})
    return blocks


def _obligations(page: DossierPage) -> list[dict[str, Any]]:
    blocks = []
    for one in page.obligations:
        rows = [Row(_("Số tiền"), format_money(one.amount)), Row(_("Khoản"), as_typed(one.reason))]
        if one.confirmed_at:
            how = _("được miễn") if one.waived else _("biên lai %s") % one.receipt_number
            rows.append(Row(_("Đã xong"), f"{_short(one.confirmed_at)}, {how}"))
        blocks.append({"title": _("Yêu cầu nộp tiền"), "when": _short(one.requested_at), "rows": rows})
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
        blocks.append({"title": _("Hỏi ý kiến"), "when": _short(one.asked_at), "rows": rows})
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
    return [{"title": _("Xin lỗi và hẹn lại"), "when": _short(one.granted_at), "rows": rows}]


def _result(page: DossierPage) -> list[dict[str, Any]]:
    one = page.result
    if one is None:
        return []
    outcome = _("Giải quyết") if one.outcome == "granted" else _("Từ chối giải quyết")
    rows = [Row(_("Đề xuất"), outcome)]
    rows += [Row(_("Nội dung"), as_typed(one.summary))] if one.summary else []
    rows += [Row(_("Đã ký"), _short(one.signed_at))] if one.signed_at else []
    rows += [Row(_("Số"), one.number)] if one.number else []
    rows += [Row(_("Phát hành"), _short(one.issued_at))] if one.issued_at else []
    rows += [Row(_("Người nhận"), one.handed_to)] if one.handed_to else []
    name = page.definition.result.name if page.definition.result else _("Kết quả")
    return [{"title": _("Kết quả: %s") % name, "when": _short(one.proposed_at), "rows": rows}]


def history(entries: Any, *, everything: bool = True) -> list[dict[str, str]]:
    """Journal entries as sentences, the newest first."""
    return [_entry(one, everything=everything) for one in sorted(entries, key=lambda e: e.pk, reverse=True)]


def _entry(one: Any, *, everything: bool) -> dict[str, str]:
    when = localtime(one.at)
    note = one.note if everything else masked(one.note)
    if one.actor_function == "applicant":
        who = _("Người nộp")
    else:
        who = one.actor_name or _("Hệ thống")
    post = str(FUNCTIONS.get(one.actor_function, ""))
    if one.acting_for_id:
        post = _("%(post)s, làm thay") % {"post": post}
    return {
        "clock": format_time(when),
        "day": format_day_month(when),
        "full": format_moment(when),
        "who": who,
        "post": post,
        "what": happened(one.verb),
        "note": note,
    }


def _filed(page: DossierPage) -> str:
    dossier = page.dossier
    words = str(CHANNELS.get(dossier.channel, ("", ""))[1]).lower()
    return _("Nộp (%(how)s) %(when)s") % {"how": words, "when": _long(dossier.submitted_at)}


def _case(page: DossierPage) -> str:
    case = page.definition.case(page.dossier.case)
    return case.name if case and len(page.definition.cases) > 1 else ""


def _short(moment: datetime | None) -> str:
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
