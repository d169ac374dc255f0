"""Rows of officers' lists as ready HTML: written once in the view, because a template spends its time on cells.

STACK.md §2: two thirds of a list page went into `|date`; each row here is one formatted string of escaped values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from html import escape
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.dossiers.rules.states import OPEN, TERMINAL, State
from motcua.pages.components import chips
from motcua.pages.components.icons import icon
from motcua.pages.saying import format_day_month, format_time, said
from motcua.vietnamese.durations import EIGHT_HOURS

from .frame import home
from .wording import CHANNELS

if TYPE_CHECKING:
    from motcua.dossiers.queries.worklist import WorklistRow
    from motcua.working_time import Calendar

# In these states an officer has it in hand; in all others the state itself says who is awaited.
WORKED_ON = OPEN - {State.FILED, State.AWAITING_SUPPLEMENT, State.AWAITING_OBLIGATION, State.WITHDRAWAL_ASKED}

ROW = (
    '<tr>{pick}<td><a class="code" href="{href}">{code}</a></td><td>{deadline}</td>'
    '<td class="is-clip is-mid">{procedure}</td><td class="is-clip is-short">{owner}</td>'
    '<td class="is-clip is-brief">{title}</td><td class="nowrap">{channel}</td>'
    '<td class="is-clip">{place}</td></tr>'
)


PICK = (
    '<td><label class="worklist-pick"><input type="checkbox" name="dossier" value="{id}"{checked}>'
    '<span class="visually-hidden">{words}</span></label></td>'
)


@dataclass(frozen=True)
class Reckoning:
    """Against what deadlines are shown: a moment, the office's calendar, and how long its ordinary day is."""

    calendar: Calendar
    at: datetime

    @cached_property
    def day_minutes(self) -> int:
        return self.calendar.usual_day_minutes(self.at.date()) or EIGHT_HOURS

    def running(self, due_at: datetime) -> chips.Chip:
        """The chip of a running clock: working time left until the promise, or by how much it is broken."""
        if due_at >= self.at:
            left = self.calendar.minutes_between(self.at, due_at)
        else:
            left = -max(self.calendar.minutes_between(due_at, self.at), 1)
        if abs(left) >= self.day_minutes:
            # From a day up the words name days and hours: minutes would only make a chip of its own for each row.
            left -= left % (60 if left > 0 else -60)
        return _running(left, self.day_minutes, get_language())


@lru_cache(maxsize=4096)
def _running(left: int, day_minutes: int, language: str | None) -> chips.Chip:
    return chips.running(left, minutes_per_day=day_minutes)


def rows_html(
    rows: Iterable[WorklistRow],
    calendar: Calendar,
    at: datetime,
    picked: Collection[UUID] | None = None,
    *,
    onward: str = "",
) -> SafeString:
    """The body of a worklist table; `at` is the moment against which deadlines are shown, in working time.

    With `picked` each row begins with a box to tick, ticked for these dossiers. `onward` is what the address of each
    dossier carries, so that it knows the list one came from.
    """
    address, against, tail = home(), Reckoning(calendar, at), f"?{escape(onward)}" if onward else ""
    return mark_safe("\n".join(row_html(row, address, against, picked, tail) for row in rows))  # noqa: S308 – all escaped


def row_html(
    row: WorklistRow, address: str, against: Reckoning, picked: Collection[UUID] | None = None, tail: str = ""
) -> str:
    return ROW.format(
        pick="" if picked is None else _pick(row, row.id in picked),
        href=f"{address}{row.id}/{tail}",
        code=escape(row.code),
        deadline=_chip_html(deadline_chip(row, against)),
        procedure=escape(said(row.procedure)),
        owner=escape(row.owner_name),
        # Where it is about the one who files, the name stands beside already.
        title=escape(row.title) if row.title != row.owner_name else "",
        channel=_channel_html(row.channel, get_language() or ""),
        place=f"{_state_icon(row.state)} {escape(place_of(row))}",
    )


def _pick(row: WorklistRow, is_picked: bool) -> str:
    words = escape(_("Chọn %s") % row.code)
    return PICK.format(id=row.id, checked=" checked" if is_picked else "", words=words)


def deadline_chip(row: WorklistRow, against: Reckoning) -> chips.Chip:
    """The chip of the promise: outline, tint, solid, dashed or grey. Weight carries the meaning without colour."""
    if row.resolved_at is not None or row.state in TERMINAL:
        return _finished(row)
    if row.is_paused:
        return chips.paused()
    if row.state == State.FILED and row.stage_due_at is not None:
        # Nothing is promised before it is received; what runs is the time to answer the filing.
        return against.running(row.stage_due_at)
    return against.running(row.due_at)


@lru_cache(maxsize=4096)
def _chip_html(chip: chips.Chip) -> str:
    # Chips repeat: many rows say "Còn 2 ngày".
    return str(chip.html("deadline"))


def place_of(row: WorklistRow) -> str:
    """Where a dossier is: the stage and its holder, or the unit while anybody there may take it; else the state."""
    if row.state not in WORKED_ON:
        return chips.state(row.state).words
    return f"{said(row.stage_name)}: {_short_name(row.holder_name) or row.unit_name}"


@lru_cache(maxsize=1024)
def _short_name(full_name: str) -> str:
    """A colleague's name as a list has room for it: "P. T. Hà"."""
    *others, given = full_name.split() or [""]
    return " ".join([*(f"{one[0]}." for one in others), given])


def _finished(row: WorklistRow) -> chips.Chip:
    if row.resolved_at is None:
        return chips.finished(_("Đã đóng"))
    when = localtime(row.resolved_at)
    without_result = row.state in (State.REFUSED, State.STOPPED)
    words = _("Đóng %(clock)s %(day)s") if without_result else _("Xong %(clock)s %(day)s")
    return chips.finished(words % {"clock": format_time(when), "day": format_day_month(when)}, late=row.is_late)


@lru_cache(maxsize=32)
def _channel_html(channel: str, _language: str) -> str:
    name, words = CHANNELS.get(channel, ("folder-open", channel))
    return f"{icon(name)} {escape(str(words))}"


@lru_cache(maxsize=16)
def _state_icon(state: int) -> str:
    return str(icon(chips.state(state).icon))
