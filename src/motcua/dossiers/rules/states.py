"""The ten national states and the verbs between them, as one table.

The table alone feeds the guard of every action, the buttons an officer sees, the diagram in the docs and the test
over every
(state, verb, actor) combination. Source of the codes: the national portal's synchronisation states 1–10 (DOMAIN.md §5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class State(IntEnum):
    """Codes as the national portal exchanges them."""

    FILED = 1  # mới đăng ký
    RECEIVED = 2  # được tiếp nhận
    REFUSED = 3  # không được tiếp nhận
    IN_PROGRESS = 4  # đang xử lý
    AWAITING_SUPPLEMENT = 5  # yêu cầu bổ sung giấy tờ
    AWAITING_OBLIGATION = 6  # yêu cầu thực hiện nghĩa vụ tài chính
    WITHDRAWAL_ASKED = 7  # công dân yêu cầu rút
    STOPPED = 8  # dừng xử lý
    RESOLVED = 9  # đã xử lý xong
    RETURNED = 10  # đã trả kết quả


TERMINAL = frozenset({State.REFUSED, State.STOPPED, State.RETURNED})
OPEN = frozenset(State) - TERMINAL - {State.RESOLVED}


class Verb(StrEnum):
    SUBMIT = "submit"
    RECEIVE_AT_DESK = "receive_at_desk"
    ACCEPT = "accept"
    REFUSE = "refuse"
    REQUEST_SUPPLEMENT = "request_supplement"
    REQUEST_FURTHER_SUPPLEMENT = "request_further_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    REQUEST_OBLIGATION = "request_obligation"
    CONFIRM_OBLIGATION = "confirm_obligation"
    ASSIGN = "assign"
    FORWARD = "forward"
    SEND_BACK = "send_back"
    CONSULT = "consult"
    ANSWER_CONSULTATION = "answer_consultation"
    SUBMIT_FOR_APPROVAL = "submit_for_approval"
    SIGN = "sign"
    ISSUE = "issue"
    SEND_FOR_REDO = "send_for_redo"
    HAND_OVER = "hand_over"
    WITHDRAW = "withdraw"
    GRANT_WITHDRAWAL = "grant_withdrawal"
    DECLINE_WITHDRAWAL = "decline_withdrawal"
    STOP = "stop"
    EXTEND = "extend"
    CORRECT = "correct"
    REASSIGN = "reassign"


HANDED_ON, TAKEN_OVER = "hand_on", "take_over"  # in the journal alone: an agency closed and another took its place
REMINDED = "remind"  # in the journal alone: a leader reminded the holder; nothing about the dossier changed
DRAFTED_RESULT = "draft_result"  # in the journal alone: the handler wrote the paper that the dossier will end in
MENDED_CONTACT = "mend_contact"  # in the journal alone: the applicant changed where they are reached
# In the journal alone: an issued result was taken back, or another was named in its place; the dossier's state stays.
REVOKED_RESULT, REPLACED_RESULT = "revoke_result", "replace_result"
RECKONED = "reckon_anew"  # in the journal alone: a calendar changed and with it a promise; nobody's verb


class Actor(StrEnum):
    """Who may perform a verb: an office function (same words as `organisation`), the applicant, or the consulted
    unit.
    """

    APPLICANT = "applicant"
    RECEIVER = "receiver"
    CASE_HANDLER = "case_handler"
    APPROVER = "approver"
    RECORDS_CLERK = "records_clerk"
    DESK_HEAD = "desk_head"
    CONSULTED = "consulted"


class Clock(StrEnum):
    """What a verb does to the promise made to the citizen."""

    NONE = "none"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class Hold(StrEnum):
    """Whether the verb belongs to whoever holds the dossier's current stage or to the function anywhere in the
    office.
    """

    STAGE = "stage"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Transition:
    """One verb of the law: from which states, to which, by whom, and what the clock does.

    `target` None means: stay in the state (moves between stages), or, with `returns`, go back to the state before the
    pause.
    """

    verb: Verb
    sources: frozenset[State]
    target: State | None
    actors: frozenset[Actor]
    clock: Clock = Clock.NONE
    hold: Hold = Hold.OFFICE
    returns: bool = False
    needs_reason: bool = False


def _row(
    verb: Verb,
    sources: set[State],
    target: State | None,
    actors: set[Actor],
    clock: Clock = Clock.NONE,
    hold: Hold = Hold.OFFICE,
    *,
    returns: bool = False,
    needs_reason: bool = False,
) -> Transition:
    return Transition(verb, frozenset(sources), target, frozenset(actors), clock, hold, returns, needs_reason)


_S, _V, _A, _C = State, Verb, Actor, Clock
_PROCESSING = {_S.IN_PROGRESS, _S.AWAITING_SUPPLEMENT, _S.AWAITING_OBLIGATION}

TABLE: tuple[Transition, ...] = (
    _row(_V.SUBMIT, set(), _S.FILED, {_A.APPLICANT}),
    _row(_V.RECEIVE_AT_DESK, set(), _S.RECEIVED, {_A.RECEIVER, _A.DESK_HEAD}, _C.START),
    _row(_V.ACCEPT, {_S.FILED}, _S.RECEIVED, {_A.RECEIVER, _A.DESK_HEAD}, _C.START),
    _row(_V.REFUSE, {_S.FILED}, _S.REFUSED, {_A.RECEIVER, _A.DESK_HEAD}, needs_reason=True),
    _row(
        _V.REQUEST_SUPPLEMENT,
        {_S.FILED, _S.RECEIVED, _S.IN_PROGRESS},
        _S.AWAITING_SUPPLEMENT,
        {_A.RECEIVER, _A.DESK_HEAD, _A.CASE_HANDLER},
        _C.PAUSE,
        Hold.STAGE,
        needs_reason=True,
    ),
    _row(
        _V.REQUEST_FURTHER_SUPPLEMENT,
        {_S.FILED, _S.RECEIVED, _S.IN_PROGRESS},
        _S.AWAITING_SUPPLEMENT,
        {_A.APPROVER, _A.DESK_HEAD},
        _C.PAUSE,
        needs_reason=True,
    ),
    _row(
        _V.ANSWER_SUPPLEMENT,
        {_S.AWAITING_SUPPLEMENT},
        None,
        {_A.APPLICANT, _A.RECEIVER, _A.DESK_HEAD},
        _C.RESUME,
        returns=True,
    ),
    _row(
        _V.REQUEST_OBLIGATION,
        {_S.IN_PROGRESS},
        _S.AWAITING_OBLIGATION,
        {_A.CASE_HANDLER},
        _C.PAUSE,
        Hold.STAGE,
        needs_reason=True,
    ),
    _row(
        _V.CONFIRM_OBLIGATION,
        {_S.AWAITING_OBLIGATION},
        None,
        {_A.RECEIVER, _A.DESK_HEAD, _A.CASE_HANDLER},
        _C.RESUME,
        returns=True,
    ),
    _row(_V.ASSIGN, {_S.IN_PROGRESS}, None, {_A.DESK_HEAD, _A.APPROVER}),
    _row(
        _V.FORWARD,
        {_S.RECEIVED, _S.IN_PROGRESS},
        _S.IN_PROGRESS,
        {_A.RECEIVER, _A.DESK_HEAD, _A.CASE_HANDLER},
        hold=Hold.STAGE,
    ),
    _row(
        _V.SEND_BACK,
        {_S.IN_PROGRESS},
        None,
        {_A.CASE_HANDLER, _A.RECORDS_CLERK},
        hold=Hold.STAGE,
        needs_reason=True,
    ),
    _row(_V.CONSULT, {_S.IN_PROGRESS}, None, {_A.CASE_HANDLER}, hold=Hold.STAGE, needs_reason=True),
    _row(_V.ANSWER_CONSULTATION, _PROCESSING, None, {_A.CONSULTED}),
    _row(_V.SUBMIT_FOR_APPROVAL, {_S.IN_PROGRESS}, None, {_A.CASE_HANDLER}, hold=Hold.STAGE),
    _row(_V.SIGN, {_S.IN_PROGRESS}, None, {_A.APPROVER}, hold=Hold.STAGE),
    _row(_V.ISSUE, {_S.IN_PROGRESS}, _S.RESOLVED, {_A.RECORDS_CLERK, _A.RECEIVER}, _C.STOP, Hold.STAGE),
    _row(
        _V.SEND_FOR_REDO,
        {_S.IN_PROGRESS},
        None,
        {_A.APPROVER, _A.RECORDS_CLERK},
        hold=Hold.STAGE,
        needs_reason=True,
    ),
    _row(_V.HAND_OVER, {_S.RESOLVED}, _S.RETURNED, {_A.RECEIVER, _A.DESK_HEAD}),
    _row(
        _V.WITHDRAW,
        {_S.FILED, _S.RECEIVED} | _PROCESSING,
        _S.WITHDRAWAL_ASKED,
        {_A.APPLICANT, _A.RECEIVER, _A.DESK_HEAD},
        _C.PAUSE,
        needs_reason=True,
    ),
    _row(
        _V.GRANT_WITHDRAWAL,
        {_S.WITHDRAWAL_ASKED},
        _S.STOPPED,
        {_A.RECEIVER, _A.DESK_HEAD, _A.APPROVER},
        _C.STOP,
    ),
    _row(
        _V.DECLINE_WITHDRAWAL,
        {_S.WITHDRAWAL_ASKED},
        None,
        {_A.DESK_HEAD, _A.APPROVER},
        _C.RESUME,
        returns=True,
        needs_reason=True,
    ),
    _row(_V.STOP, _PROCESSING, _S.STOPPED, {_A.APPROVER}, _C.STOP, needs_reason=True),
    _row(_V.EXTEND, {_S.RECEIVED, _S.IN_PROGRESS}, None, {_A.APPROVER, _A.DESK_HEAD}, needs_reason=True),
    _row(_V.CORRECT, {_S.RECEIVED, _S.IN_PROGRESS}, None, {_A.RECEIVER, _A.DESK_HEAD}, needs_reason=True),
    _row(
        _V.REASSIGN,
        {_S.FILED, _S.RECEIVED} | _PROCESSING,
        None,
        {_A.DESK_HEAD, _A.APPROVER},
        needs_reason=True,
    ),
)

TRANSITIONS: dict[Verb, Transition] = {row.verb: row for row in TABLE}


def transition(verb: Verb) -> Transition:
    return TRANSITIONS[verb]


def is_allowed(verb: Verb, state: State | None) -> bool:
    """Whether the law lets the verb happen in the state; None is 'no dossier yet'."""
    row = TRANSITIONS[verb]
    return not row.sources if state is None else state in row.sources


def target_of(verb: Verb, state: State | None, state_before_pause: State | None = None) -> State:
    """The state after the verb. Raises ValueError where the table has no such move."""
    if not is_allowed(verb, state):
        raise ValueError(f"{verb} is not a move from {state}")
    row = TRANSITIONS[verb]
    if row.returns:
        if state_before_pause is None:
            raise ValueError(f"{verb} needs the state before the pause")
        return state_before_pause
    if row.target is not None:
        return row.target
    if state is None:
        raise ValueError(f"{verb} has no target")
    return state


def verbs_from(state: State) -> tuple[Verb, ...]:
    """Every verb the law allows in a state, in the order of the table."""
    return tuple(row.verb for row in TABLE if state in row.sources)
