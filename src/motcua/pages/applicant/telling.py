"""What a dossier tells its owner: where it is, what to do, what was promised and declared, in plain words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from motcua.dossiers.rules.states import State, Verb
from motcua.organisation import queries as organisation
from motcua.pages.applicant import words
from motcua.pages.components import chips
from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import format_duration, format_money, format_weekday_date
from motcua.procedures import queries as procedures
from motcua.procedures.rules import forms, limits
from motcua.vietnamese.durations import EIGHT_HOURS

WITH_RESULT = frozenset({State.RESOLVED, State.RETURNED})


def due_chip(dossier: Any, now: datetime) -> chips.Chip | None:
    """How much working time is left; None where no promise runs any more."""
    if dossier.is_paused:
        asked = dossier.state == State.WITHDRAWAL_ASKED
        return chips.paused(_("Tạm dừng tính giờ, chờ trả lời") if asked else _("Tạm dừng tính giờ, chờ bạn"))
    if not dossier.is_open or dossier.received_at is None:
        return None
    calendar = organisation.calendar_of(dossier.unit)
    day = calendar.usual_day_minutes(timezone.localdate(dossier.received_at)) or EIGHT_HOURS
    if now <= dossier.due_at:
        return chips.running(calendar.minutes_between(now, dossier.due_at), minutes_per_day=day)
    return chips.running(-max(calendar.minutes_between(dossier.due_at, now), 1), minutes_per_day=day)


def has_result(own: Any) -> bool:
    """Whether the applicant may have the result's files: decided, signed and issued, no earlier."""
    return State(own.state) in WITH_RESULT


def ended_without_result(own: Any) -> bool:
    """Whether it was refused or stopped: there is no way ahead any more."""
    return State(own.state) in (State.REFUSED, State.STOPPED)


def declared(page: Any) -> list[dict[str, Any]]:
    """The answers as they were given, page by page of the form."""
    own, form = page.dossier, page.definition.form
    about = {"case": own.case, "channel": own.channel}
    plain = procedures.form_context(page.definition, on=timezone.localdate(own.submitted_at))
    context = words.with_files(plain, page.attachments)
    rows = forms.display_rows(form, own.answers, context, **about)
    sections = []
    for visible in forms.visible_pages(form, own.answers, **about):
        shown = [
            {
                "label": row.label,
                "value": words.on_lines(row),
                "change_url": "",
            }
            for row in rows
            if row.page == visible.page.key
        ]
        if shown:
            sections.append({"title": visible.page.title, "rows": shown})
    return sections


def timeline(page: Any) -> list[chips.Step]:
    """Every stage in the words for citizens."""
    steps = []
    day = page.explanation.day_minutes
    for stage in page.stages:
        if stage.status == "next" and ended_without_result(page.dossier):
            continue  # there is no way ahead any more
        allowance = stage.allowance_minutes
        allowed = format_duration(allowance, day_minutes=day, parts=2) if allowance else ""
        times = {"spent": format_duration(stage.spent_minutes, day_minutes=day, parts=2), "allowed": allowed}
        if stage.status == "done":
            aside = _("xong %s") % words.moment(stage.left_at) if stage.left_at else ""
            note = _("Làm trong %(spent)s; quy định %(allowed)s") % times if allowed else ""
            steps.append(chips.Step(stage.name, "done", unit=stage.unit_name, note=note, aside=aside))
        elif stage.status == "current":
            # A result that waits to be fetched costs the office no time.
            runs = bool(allowance) and page.dossier.resolved_at is None
            meter = 100 * stage.spent_minutes / allowance if runs else None
            note = _("Đã dùng %(spent)s trên %(allowed)s") % times if runs else ""
            steps.append(
                chips.Step(
                    stage.name,
                    "now",
                    unit=stage.unit_name or page.dossier.holder_unit.name,
                    words=stage.citizen_words,
                    note=note,
                    since=words.moment(stage.entered_at),
                    meter=min(meter, 100) if meter is not None else None,
                )
            )
        else:
            steps.append(chips.Step(stage.name, "next", words=stage.citizen_words))
    return steps


def submitted_step(own: Any) -> chips.Step:
    """The step that the applicant has just done."""
    return chips.Step(_("Bạn đã nộp xong, hệ thống đã nhận"), "done", note=words.moment(own.submitted_at))


def coming_steps(page: Any) -> list[chips.Step]:
    """What happens next, in the order it will; at a confirmation nothing has begun yet, whatever is known by now."""
    steps = [chips.Step(stage.name, "next", words=stage.citizen_words) for stage in page.definition.stages]
    own = page.dossier
    if steps and not own.received_at:
        said = _("Đủ giấy tờ, bộ phận Một cửa tiếp nhận và hẹn ngày chính thức; thiếu gì, nói rõ một lần.")
        if own.stage_due_at and own.stage_due_at <= own.due_at:
            said = _("Trước %s.") % words.moment(own.stage_due_at) + " " + said
        steps[0] = chips.Step(page.definition.stages[0].name, "now", words=said)
    return steps


def headline(page: Any) -> str:
    """The procedure and the words that tell this dossier from the others."""
    own = page.dossier
    name = page.definition.short_name
    return f"{name}: {own.title}" if own.title else name


def tasks(page: Any, verbs: tuple[Verb, ...]) -> list[dict[str, Any]]:
    """What the applicant has to do or to know first, most often nothing."""
    own = page.dossier
    state, url = State(own.state), ""
    if page.open_supplement is not None and Verb.ANSWER_SUPPLEMENT in verbs:
        asked = page.open_supplement
        points = [words.asked_item(item, page.definition) for item in asked.items]
        url = reverse("applicant:supplement", args=[own.pk])
        by, action = words.moment(asked.answer_by), _("Bổ sung ngay")
        return [_task(_("Bạn cần bổ sung hồ sơ"), as_typed(asked.reason), points, by, url, action)]
    if state is State.AWAITING_OBLIGATION and page.obligations:
        owed = page.obligations[-1]
        title = _("Bạn cần nộp %s") % format_money(owed.amount)
        how = _("Nộp trên mạng hoặc tại quầy; nộp xong, hồ sơ được làm tiếp ngay.")
        text = format_html("{}\n{}", as_typed(owed.reason), how)
        return [_task(title, text, url=reverse("applicant:pay", args=[own.pk]), action=_("Nộp ngay"))]
    if state is State.RESOLVED:
        how = words.delivery_instruction(own.delivery_wish)
        declined = page.result is not None and page.result.outcome == "declined"
        title = _("Đã có văn bản trả lời") if declined else _("Đã có kết quả, mời bạn nhận")
        why = as_typed(page.result.summary) if declined else ""
        return [_task(title, format_html("{}\n{}", why, how) if why else how)]
    if state in (State.REFUSED, State.STOPPED):
        last = next((entry for entry in reversed(page.journal) if entry.state_to == own.state), None)
        title = _("Hồ sơ không được tiếp nhận") if state is State.REFUSED else _("Hồ sơ đã dừng xử lý")
        return [_task(title, as_typed(last.note) if last else "")]
    told = []
    if page.extension is not None and own.is_open:
        title = _("Chúng tôi xin lỗi vì chậm và hẹn lại: %s") % words.moment(page.extension.to_due_at)
        told.append(_task(title, as_typed(page.extension.reason)))
    if own.payment == "requested" and own.is_open:
        how = _("Nộp trên mạng bằng mã VietQR hoặc qua cổng, hoặc tại quầy. Nộp xong có biên lai.")
        url = reverse("applicant:pay", args=[own.pk])
        told.append(_task(_("Bạn cần nộp phí, lệ phí"), how, url=url, action=_("Xem và nộp")))
    return told


def _task(
    title: str, text: str = "", points: list[str] | None = None, by: str = "", url: str = "", action: str = ""
) -> dict[str, Any]:
    return {"title": title, "text": text, "points": points or [], "by": by, "url": url, "action": action}


def facts(page: Any) -> list[dict[str, str]]:
    """When, how much, and how the result comes."""
    own = page.dossier
    promised = own.due_at or page.explanation.due_at
    local = timezone.localtime(promised)
    day = format_weekday_date(local)
    if own.returned_at is not None:
        when = (_("Đã trả kết quả"), words.moment(own.returned_at), "")
    elif not own.is_open and own.state != State.RESOLVED:
        when = (_("Kết thúc"), words.moment(page.journal[-1].at), "")
    else:
        label = _("Hẹn trả kết quả") if own.received_at else _("Dự kiến có kết quả")
        if own.is_paused:
            note = _("sẽ lùi theo thời gian chờ")
        else:
            note = _("trước %s") % f"{local:%H:%M}"
        when = (label, day[:1].upper() + day[1:], note)
    first = {"icon": "calendar-check", "label": when[0], "value": when[1], "note": when[2]}
    if ended_without_result(own):
        return [first]
    fees = limits.fees_for(page.definition, channel=own.channel, case=own.case, answers=own.answers)
    known = limits.total_of(fees)
    unknown = any(line.total is None for line in fees)
    return [
        first,
        {
            "icon": "banknote",
            "label": _("Lệ phí"),
            "value": _("Theo mức quy định") if unknown and not known else format_money(known),
            "note": "" if known or unknown else _("không phải nộp gì thêm"),
        },
        {
            "icon": "package",
            "label": _("Nhận kết quả"),
            "value": words.delivery(own.delivery_wish or "desk"),
            "note": "",
        },
    ]


def history(page: Any) -> list[dict[str, str]]:
    """What happened, newest first; of notes only those that are meant for the applicant."""
    found = []
    for entry in reversed(page.journal):
        icon, title = words.HAPPENED.get(entry.verb, ("circle", entry.verb))
        who = f", {entry.actor_name}" if entry.actor_name else ""
        text = entry.note if entry.verb in words.NOTES_FOR_THE_APPLICANT else ""
        found.append({"icon": icon, "title": str(title), "note": words.moment(entry.at) + who, "text": text})
    return found


def again_url(own: Any) -> str:
    """Where to file anew after a refusal; empty while there is nothing to file anew."""
    if not ended_without_result(own):
        return ""
    return reverse("applicant:apply", args=[own.procedure_key]) + f"?noi={own.unit_id}"
