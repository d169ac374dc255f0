"""The one way every verb takes: lock, repeat?, changed?, permission, rule, rows, journal, event; one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules.definition import Definition, Stage

from ..events import DossierEvent, announce
from ..models import Dossier, JournalEntry
from ..permissions import Acting, require
from ..queries import clocks
from ..queries.scope import NO_SUCH_DOSSIER, visible_to
from ..rules.refusals import Changed, Invalid, NotAllowed, NotFound
from ..rules.states import BY_ITSELF, OPEN, TRANSITIONS, Clock, State, Verb, target_of
from .recording import USED_ELSEWHERE, earlier, record


@dataclass(slots=True)
class Move:
    """One verb under way: what the step-specific part of an action may read and set."""

    dossier: Dossier
    definition: Definition
    by: Authority
    acting: Acting | None
    at: datetime
    data: dict[str, Any]

    @property
    def today(self) -> date:
        return localdate(self.at)


Alter = Callable[[Move], None]
UNDER_WAY = "Hồ sơ đang chuyển sang cơ quan kế thừa. Đợi ít phút rồi mở lại."
MISSED_AT_MOST = 50
FARTHEST = timedelta(days=5 * 366)


def move(
    dossier_id: UUID,
    verb: Verb,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    event: type[DossierEvent],
    expected_lock: int | None = None,
    note: str = "",
    data: Mapping[str, Any] | None = None,
    alter: Alter | None = None,
) -> Dossier:
    """Do one verb to one dossier and give it back as it is now; a repeat of the same key gives the first answer.

    `alter` sets what the verb alone knows, after permission and before the rows are written. Raises NotFound, Changed,
    NotAllowed or Invalid; then nothing was written.
    """
    if TRANSITIONS[verb].needs_reason and not note.strip():
        raise Invalid("Chưa ghi lý do.", errors={"reason": "Ghi lý do; người dân và đồng nghiệp sẽ đọc đúng lời này."})
    with transaction.atomic():
        dossier = locked(by, dossier_id)
        if _is_a_repeat(earlier(dossier.unit_id, key), dossier, verb, by):
            return dossier
        _still_the_same(dossier, expected_lock)
        definition = procedures.version(dossier.version_id).definition
        if by.is_system:
            _must_follow_by_itself(verb, dossier)
        acting = None if by.is_system else require(by, verb, dossier, definition)
        under_way = Move(dossier, definition, by, acting, at, dict(data or {}))
        was = (State(dossier.state), dossier.stage_key)
        dossier.state = target_of(verb, was[0], clocks.state_before_pause(dossier) if _returns(verb) else None)
        if alter is not None:
            alter(under_way)
        dossier.is_open = State(dossier.state) in OPEN
        if not dossier.is_open and dossier.resolved_at is None:
            dossier.resolved_at = at  # issued, refused, stopped or withdrawn: the office's work on it has ended
        _tell_the_clock(under_way, verb)
        dossier.lock += 1
        dossier.save()
        entry = record(dossier, verb, by=by, acting=acting, at=at, key=key, was=was, note=note, data=under_way.data)
        announce(event(dossier, entry))
    return dossier


def enter_stage(
    under_way: Move, stage: Stage, holder_id: UUID | None = None, *, preferring: UUID | None = None
) -> None:
    """Put the dossier at a stage, in the hands of a person or of everyone with the stage's function in its unit.

    A chosen `holder_id` who does not hold the function is refused; one only preferred (who held it before) is then
    let go.
    """
    dossier = under_way.dossier
    unit_id, names = organisation.stage_place(dossier.unit_id, stage.unit, stage.function, under_way.today)
    if holder_id is not None:
        chosen = next((holder for holder in names if holder.account_id == holder_id), None)
        if chosen is None:
            raise Invalid(
                "Người được chọn không giữ vị trí này.",
                errors={"to_account_id": "Chọn một người đang giữ vị trí của bước này."},
            )
        unit_id = chosen.unit_id
    elif preferring is not None:
        known = next((holder for holder in names if holder.account_id == preferring and not holder.on_leave), None)
        holder_id, unit_id = (known.account_id, known.unit_id) if known is not None else (None, unit_id)
    dossier.stage_key = stage.key
    dossier.holder_unit_id = unit_id
    dossier.holder_id = holder_id
    dossier.holder_function = stage.function
    dossier.stage_entered_at = under_way.at
    dossier.stage_due_at = clocks.stage_due(dossier, stage, under_way.at)


def locked(by: Authority, dossier_id: UUID) -> Dossier:
    """The dossier's row, locked till the transaction ends. Raises NotFound, and NotAllowed while it changes office."""
    # The scope joins nothing, so the row can be locked by the same statement that looks for it.
    found = visible_to(by).select_for_update(of=("self",)).filter(pk=dossier_id).order_by().first()
    if found is None:
        raise NotFound(NO_SUCH_DOSSIER)
    if found.moving_to_id is not None:
        raise NotAllowed(UNDER_WAY)
    return found


def _must_follow_by_itself(verb: Verb, dossier: Dossier) -> None:
    """Let the system do what follows from a fact alone. Raises NotAllowed for every other verb, or in another state."""
    if verb not in BY_ITSELF or State(dossier.state) not in TRANSITIONS[verb].sources:
        raise NotAllowed("Việc này phải có người làm.", verb=verb)


def _is_a_repeat(done: JournalEntry | None, dossier: Dossier, verb: Verb, by: Authority) -> bool:
    """Whether this very request was heard before. Raises NotAllowed for the key of somebody's or something else's."""
    if done is None:
        return False
    if (done.dossier_id, done.verb, done.actor_id) == (dossier.pk, verb.value, by.account_id):
        return True
    raise NotAllowed(USED_ELSEWHERE)


def _still_the_same(dossier: Dossier, expected_lock: int | None) -> None:
    if expected_lock is None or dossier.lock == expected_lock:
        return
    # What a form says is anybody's to write: a number from nowhere asks for no more than one page of history.
    missed = min(max(dossier.lock - expected_lock, 1), MISSED_AT_MOST)
    newest = JournalEntry.objects.filter(dossier_id=dossier.pk).order_by(f"-{dossier.journal_order}")[:missed]
    raise Changed(
        "Hồ sơ vừa có thay đổi sau khi bạn mở. Xem thay đổi rồi xác nhận lại; những gì bạn gõ vẫn còn.",
        since=list(newest),
        lock=dossier.lock,
    )


def _returns(verb: Verb) -> bool:
    return TRANSITIONS[verb].returns


def _tell_the_clock(under_way: Move, verb: Verb) -> None:
    dossier, clock = under_way.dossier, TRANSITIONS[verb].clock
    if clock is Clock.START:
        dossier.received_at = under_way.at
        dossier.due_at = dossier.original_due_at = clocks.first_promise(dossier, under_way.definition).due_at
    elif clock is Clock.PAUSE:
        dossier.is_paused = True
    elif clock is Clock.RESUME:
        clocks.resume(dossier, under_way.definition, verb, under_way.at)
    elif clock is Clock.STOP:
        dossier.is_paused = False


def refuse_far(promised: datetime, at: datetime, input_name: str) -> None:
    """Raise Invalid at the input for a moment years away: a year mistyped, and beyond it no calendar is known."""
    if promised - at > FARTHEST:
        raise Invalid("Ngày này xa quá.", errors={input_name: "Ngày này xa quá năm năm. Xem lại năm."})


def hand_to(under_way: Move, account_id: UUID) -> None:
    """Give the dossier to one holder of its stage's function, leaving stage and stage clock as they are."""
    dossier = under_way.dossier
    holders = organisation.holders_of(dossier.unit_id, dossier.holder_function, under_way.today)
    chosen = next((holder for holder in holders if holder.account_id == account_id), None)
    if chosen is None:
        raise Invalid(
            "Người được chọn không giữ vị trí của bước này.",
            errors={"to_account_id": "Chọn một người đang giữ vị trí của bước này."},
        )
    dossier.holder_id = account_id
    dossier.holder_unit_id = chosen.unit_id
