"""What a dossier's state and deadline look like: tone, icon, words. Formatted once, in the view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.dossiers.rules.states import State
from motcua.pages.components.icons import icon
from motcua.pages.saying import format_duration
from motcua.vietnamese.durations import EIGHT_HOURS

Tone = Literal["ok", "soon", "late", "wait", "info", "closed"]
StepState = Literal["done", "now", "next"]

SOON_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Chip:
    """A small label that says its meaning by tone, icon and words together, never by colour alone."""

    tone: Tone
    icon: str
    words: str

    def html(self, component: Literal["status", "deadline"], *, large: bool = False) -> SafeString:
        size = " is-large" if large else ""
        return format_html(
            '<span class="{} is-{}{}">{}{}</span>', component, self.tone, size, icon(self.icon), self.words
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a dossier's way, as the timeline (citizens) and the stages (officers) show it.

    `unit` is who holds it, `words` the sentence for the citizen, `note` the time used, `aside` a date at the right,
    `since` from when it is held, `meter` the percentage of the allowance used (0–100), None where nothing runs,
    `over` by how much it took more than the allowance, empty where it did not.
    """

    title: str
    state: StepState = "next"
    unit: str = ""
    words: str = ""
    note: str = ""
    aside: str = ""
    since: str = ""
    meter: float | None = None
    over: str = ""
    chip: Chip | None = None


def running(minutes_left: int, *, minutes_per_day: int = EIGHT_HOURS, soon: int = SOON_MINUTES) -> Chip:
    """The deadline of a dossier whose clock runs; `minutes_left` are working minutes, negative once overdue."""
    words = format_duration(abs(minutes_left), day_minutes=minutes_per_day, parts=2)
    if minutes_left < 0:
        return Chip("late", "triangle-alert", _("Quá hạn %s") % words)
    if minutes_left <= soon:
        return Chip("soon", "hourglass", _("Còn %s") % words)
    return Chip("ok", "clock", _("Còn %s") % words)


def paused(words: str = "") -> Chip:
    """The deadline of a dossier whose clock stands still while the citizen is awaited."""
    return Chip("wait", "circle-pause", words or _("Tạm dừng"))


def finished(words: str, *, late: bool = False) -> Chip:
    """The deadline of a dossier that is done: when, and plainly if it was late."""
    return Chip("late", "triangle-alert", words) if late else Chip("closed", "check-check", words)


def step_bar(step: int, steps: int) -> Sequence[Literal["done", "now", "ahead"]]:
    """What each mark of the step bar shows when step number `step` of `steps` is open."""
    return ["done" if n < step else "now" if n == step else "ahead" for n in range(1, steps + 1)]


_STATES: dict[State, tuple[Tone, str, Promise]] = {
    State.FILED: ("info", "inbox", _lazy("Mới nộp")),
    State.RECEIVED: ("info", "inbox", _lazy("Đã tiếp nhận")),
    State.REFUSED: ("closed", "circle-x", _lazy("Không tiếp nhận")),
    State.IN_PROGRESS: ("info", "refresh-cw", _lazy("Đang xử lý")),
    State.AWAITING_SUPPLEMENT: ("wait", "user-round-pen", _lazy("Chờ bổ sung giấy tờ")),
    State.AWAITING_OBLIGATION: ("wait", "banknote", _lazy("Chờ nộp nghĩa vụ tài chính")),
    State.WITHDRAWAL_ASKED: ("wait", "user-round-pen", _lazy("Xin rút hồ sơ")),
    State.STOPPED: ("closed", "circle-x", _lazy("Dừng xử lý")),
    State.RESOLVED: ("ok", "mail-check", _lazy("Có kết quả, chờ trả")),
    State.RETURNED: ("closed", "check-check", _lazy("Đã trả kết quả")),
}


def state(code: int) -> Chip:
    """Where the work stands, for one of the ten national states (their codes 1–10)."""
    tone, icon_name, words = _STATES[State(code)]
    return Chip(tone, icon_name, str(words))
