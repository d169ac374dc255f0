"""A dossier's way as anyone with its code may see it: state, holder, time, promise. Units, never people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.dossiers.queries import PublicProgress, StageView
from motcua.dossiers.rules.states import State
from motcua.pages.components import chips
from motcua.pages.components.chips import Chip, Step
from motcua.pages.explaining import sentences
from motcua.pages.public.procedure_words import Fact, Row
from motcua.pages.saying import (
    format_date,
    format_duration,
    format_moment,
    format_time,
    format_weekday_date,
    in_english,
    said,
)

_HEADINGS: dict[State, Promise] = {
    State.REFUSED: _lazy("Hồ sơ không được tiếp nhận"),
    State.AWAITING_SUPPLEMENT: _lazy("Đang chờ bạn bổ sung giấy tờ"),
    State.AWAITING_OBLIGATION: _lazy("Đang chờ bạn nộp nghĩa vụ tài chính"),
    State.WITHDRAWAL_ASKED: _lazy("Đang xét yêu cầu rút hồ sơ"),
    State.STOPPED: _lazy("Hồ sơ đã dừng xử lý"),
    State.RESOLVED: _lazy("Đã có kết quả, mời bạn đến nhận"),
    State.RETURNED: _lazy("Đã trả kết quả"),
}
_TODO: dict[State, tuple[Promise, Promise]] = {
    State.REFUSED: (_lazy("Xem lý do"), _lazy("trong thông báo đã gửi, hoặc hỏi tại quầy")),
    State.AWAITING_SUPPLEMENT: (_lazy("Bổ sung giấy tờ"), _lazy("đăng nhập, mở Hồ sơ của tôi, hoặc mang đến quầy")),
    State.AWAITING_OBLIGATION: (_lazy("Nộp khoản được báo"), _lazy("rồi báo lại bộ phận Một cửa")),
    State.RESOLVED: (_lazy("Nhận kết quả"), _lazy("mang giấy tiếp nhận và giấy tờ tùy thân")),
    State.RETURNED: (_lazy("Không cần làm gì"), _lazy("hồ sơ đã xong")),
    State.STOPPED: (_lazy("Không cần làm gì"), _lazy("hồ sơ đã đóng")),
}
# Closed without a result: what was promised and what would have followed no longer matter.
_CLOSED_EARLY = frozenset({State.REFUSED, State.STOPPED})
_STATUS: dict[str, chips.StepState] = {"done": "done", "current": "now", "next": "next"}


def shown(progress: PublicProgress, at: datetime) -> dict[str, Any]:
    """Return the template context of the look-up page as it stands at the moment `at`."""
    progress = _read(progress)
    return {
        "code": progress.code,
        "heading": heading(progress),
        "status": chips.state(progress.state),
        "due": due_chip(progress),
        "facts": facts(progress),
        "steps": [_step(progress, stage) for stage in _stages(progress)],
        "sentences": progress.due_sentences if progress.received_at else (),
        "about": _about(progress),
        "seen_at": _("Xem lúc %s.") % format_moment(timezone.localtime(at)),
    }


def _read(progress: PublicProgress) -> PublicProgress:
    """The same with the procedure's words in the language of the page."""
    if not in_english():
        return progress
    stages = tuple(replace(one, name=said(one.name), citizen_words=said(one.citizen_words)) for one in progress.stages)
    told = tuple(sentences(progress.explanation))
    return replace(progress, procedure_name=said(progress.procedure_name), stages=stages, due_sentences=told)


def heading(progress: PublicProgress) -> str:
    """The one thing people come for: where it is, or what it waits for."""
    if progress.state in _HEADINGS:
        return str(_HEADINGS[progress.state])
    if progress.holder_unit_name:
        return _("Hồ sơ đang ở %s") % progress.holder_unit_name
    return _("Hồ sơ đang ở %s") % progress.office_name


def due_chip(progress: PublicProgress) -> Chip | None:
    """How the promise stands; nothing is promised before the desk has taken the dossier in."""
    if progress.received_at is None or progress.state in _CLOSED_EARLY:
        return None
    if progress.resolved_at is not None:
        when = _when(progress.resolved_at)
        return chips.finished(
            (_("Xong trễ hẹn, %s") if progress.is_late else _("Xong %s")) % when, late=progress.is_late
        )
    if progress.is_paused:
        return chips.paused(_("Tạm dừng tính giờ"))
    return chips.running(progress.minutes_left, minutes_per_day=progress.explanation.day_minutes)


def facts(progress: PublicProgress) -> list[Fact]:
    """What people ask first: when, how far, what must I do."""
    if progress.state in _CLOSED_EARLY:
        return [_todo(progress)]
    return [_promise(progress), _passed(progress), _todo(progress)]


def _stages(progress: PublicProgress) -> list[StageView]:
    if progress.state in _CLOSED_EARLY:
        return [stage for stage in progress.stages if stage.status != "next"]
    return list(progress.stages)


def _promise(progress: PublicProgress) -> Fact:
    due = timezone.localtime(progress.due_at)
    day = _capital(format_weekday_date(due))
    if progress.received_at is None:
        return Fact(
            "calendar-check", _("Dự kiến có kết quả"), day, _("ngày hẹn chính thức có khi hồ sơ được tiếp nhận")
        )
    note = _("trước %s") % format_time(due)
    if progress.is_paused:
        note = _("đang dừng; ngày hẹn sẽ tính lại")
    elif progress.original_due_at and progress.apology == "given":
        note = _("cơ quan xin lỗi và hẹn lại; hẹn lần đầu %s") % format_date(
            timezone.localtime(progress.original_due_at)
        )
    return Fact("calendar-check", _("Hẹn trả kết quả"), day, note)


def _passed(progress: PublicProgress) -> Fact:
    done = sum(stage.status == "done" for stage in progress.stages)
    words = _("%(done)d trong %(all)d bước") % {"done": done, "all": len(progress.stages)}
    return Fact("list-checks", _("Đã qua"), words)


def _todo(progress: PublicProgress) -> Fact:
    todo, how = _TODO.get(progress.state, (_("Chưa cần làm gì"), _("có việc, chúng tôi báo bạn")))
    return Fact("user-round-check", _("Bạn cần làm gì?"), str(todo), str(how))


def _step(progress: PublicProgress, stage: StageView) -> Step:
    state = _STATUS[stage.status]
    spent = _length(progress, stage.spent_minutes)
    allowed = _length(progress, stage.allowance_minutes) if stage.allowance_minutes else ""
    if state == "next":
        return Step(stage.name, state, words=stage.citizen_words, unit=stage.unit_name)
    if state == "done":
        note = _("Làm trong %(spent)s; quy định %(allowed)s") if allowed else _("Làm trong %(spent)s")
        aside = _("xong %s") % _when(stage.left_at) if stage.left_at else ""
        return Step(
            stage.name, state, unit=stage.unit_name, note=note % {"spent": spent, "allowed": allowed}, aside=aside
        )
    step = Step(
        stage.name,
        state,
        unit=stage.unit_name or progress.office_name,
        words=stage.citizen_words,
        since=_when(stage.entered_at) if stage.entered_at else "",
    )
    # A result that waits to be fetched costs the office no time, nor do papers that were asked for before it began.
    asked_before = progress.is_paused and progress.received_at is None
    return (
        step if progress.resolved_at or asked_before else replace(step, **_time_used(progress, stage, spent, allowed))
    )


def _time_used(progress: PublicProgress, stage: StageView, spent: str, allowed: str) -> dict[str, Any]:
    if not stage.allowance_minutes:
        return {"note": _("Đã dùng %s") % spent}
    over = stage.spent_minutes - stage.allowance_minutes
    return {
        "note": _("Đã dùng %(spent)s trên %(allowed)s") % {"spent": spent, "allowed": allowed},
        "meter": min(100.0, 100 * stage.spent_minutes / stage.allowance_minutes),
        "chip": Chip("late", "triangle-alert", _("Bước này chậm %s") % _length(progress, over)) if over > 0 else None,
    }


def _about(progress: PublicProgress) -> list[Row]:
    rows = [
        Row(_("Thủ tục"), progress.procedure_name),
        Row(_("Nơi giải quyết"), progress.office_name),
        Row(_("Địa chỉ"), progress.office_address),
        Row(_("Điện thoại"), progress.office_phone),
        Row(_("Nộp lúc"), _when(progress.submitted_at)),
        Row(_("Tiếp nhận lúc"), _when(progress.received_at) if progress.received_at else ""),
        Row(_("Trả kết quả lúc"), _when(progress.returned_at) if progress.returned_at else ""),
    ]
    return [row for row in rows if row.value]


def _when(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{format_time(local)}, {format_date(local)}"


def _length(progress: PublicProgress, minutes: int) -> str:
    return format_duration(minutes, day_minutes=progress.explanation.day_minutes, parts=2)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
