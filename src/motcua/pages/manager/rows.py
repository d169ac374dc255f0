"""Rows of managers' lists: where a dossier stands, with whom, how late and why; nothing personal of the applicant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.dossiers.queries import lateness
from motcua.dossiers.queries.overview import Hours, Row
from motcua.dossiers.rules.states import State
from motcua.organisation import queries as organisation
from motcua.pages import catalogue_words
from motcua.pages.components import chips
from motcua.pages.saying import said
from motcua.pages.staff.rows import WORKED_ON, Reckoning, deadline_chip

from .sight import Sight

if TYPE_CHECKING:
    from motcua.dossiers.queries.worklist import WorklistRow

LONGEST_REASON = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """One row in words. `url` only where the person may open the dossier; `may_move` where they lead its office."""

    row: Row
    url: str
    deadline: SafeString
    procedure: str
    place: str
    holder: str
    office: str
    why: str
    apology: str
    reminded: bool
    may_move: bool
    may_remind: bool


def shown(sight: Sight, rows: Sequence[Row], hours: Hours) -> list[Shown]:
    """Rows as a template shows them; five statements however many there are, fewer where nothing is late."""
    offices = {one.id: one for one in sight.offices}
    reckonings = {
        key: Reckoning(organisation.calendar_of(unit), sight.at)
        for key, unit in organisation.units_by_id({row.office_id for row in rows}).items()
    }
    ids = [row.id for row in rows]
    away = organisation.away_on({row.holder_id for row in rows}, sight.at.date())
    reasons = lateness.reasons_given([row.id for row in rows if row.apology != "none"])
    reminded = lateness.reminded_since(ids, hours.today) if ids else frozenset()
    readable = sight.by.readable_office_ids
    found = []
    for row in rows:
        leads = sight.leads(row.office_id)
        card = catalogue_words.card(row.procedure_key)
        found.append(
            Shown(
                row=row,
                url=reverse("officer:dossier", args=[row.id]) if row.office_id in readable else "",
                # What a worklist's chip looks at, these rows have too.
                deadline=deadline_chip(cast("WorklistRow", row), reckonings[row.office_id]).html("deadline"),
                procedure=card.short_name if card is not None else row.procedure_key,
                place=_place(row),
                holder=row.holder_name or _("Chưa giao cho ai"),
                office=offices[row.office_id].short_name,
                why=why_late(row, away, reasons) if _is_late(row, hours) else "",
                apology=_("Đã xin lỗi") if row.apology != "none" else _("Chưa xin lỗi"),
                reminded=row.id in reminded,
                may_move=leads and row.resolved_at is None,
                may_remind=leads and row.resolved_at is None and row.holder_id is not None and not row.is_paused,
            )
        )
    return found


def why_late(row: Row, away: frozenset[UUID], reasons: dict[UUID, str]) -> str:
    """Why a dossier is late, as far as its own facts tell; else that it is not known."""
    if row.consultation == "open":
        return _("Chờ ý kiến nơi khác")
    if row.holder_id is None:
        return _("Chờ ký") if row.holder_function == "approver" else _("Chưa giao cho ai")
    if row.holder_id in away:
        return _("Người giữ đang nghỉ")
    if reasons.get(row.id):
        text = reasons[row.id]
        return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON].rstrip()}…"
    if row.holder_function == "approver":
        return _("Chờ ký")
    return _("Chưa rõ lý do")


def _is_late(row: Row, hours: Hours) -> bool:
    return row.resolved_at is None and not row.is_paused and row.state != State.FILED and row.due_at < hours.at


def _place(row: Row) -> str:
    words = said(row.stage_name) if row.state in WORKED_ON else chips.state(row.state).words
    return f"{words} · {row.holder_unit_name}"
