"""Whether one person may perform one verb on one dossier now, and if not, why: the only place that decides it.

The table of `states` says what the law allows; the itinerary says what the stage allows; the person's standing says
what
their functions allow. Buttons, actions and the API ask the same function.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import itinerary
from .states import Actor, Hold, State, Verb, is_allowed, transition


@dataclass(frozen=True, slots=True)
class Situation:
    """What about the dossier decides: its state, place in the line, and what has already been done once."""

    state: State
    stages: Sequence[itinerary.StageLike]
    stage_key: str
    supplements_asked: int = 0
    has_holder: bool = False
    has_apology: bool = False
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What about the person decides: as whom they may act, and whether the current stage is in their hands."""

    actors: frozenset[Actor]
    holds_stage: bool = False


NOT_NOW = "Hồ sơ đã chuyển sang bước khác nên việc này không còn làm được."
NOT_YOURS = "Việc này thuộc vị trí khác trong cơ quan."
NOT_HELD = "Hồ sơ đang do người khác giữ. Nhờ phụ trách bộ phận chuyển cho bạn nếu cần."


def refusal_of(verb: Verb, situation: Situation, standing: Standing) -> str | None:
    """Why the verb may not be done, in plain Vietnamese, or None where it may."""
    if not is_allowed(verb, situation.state):
        return NOT_NOW
    row = transition(verb)
    if not (row.actors & standing.actors):
        return NOT_YOURS
    guard = _GUARDS.get(verb)
    if guard is not None:
        why = guard(situation)
        if why:
            return why
    if row.hold is Hold.STAGE and not standing.holds_stage:
        return NOT_HELD
    if row.hold is Hold.STAGE and not _may_hold(verb, situation, standing):
        return NOT_YOURS
    return None


def allowed(situation: Situation, standing: Standing) -> tuple[Verb, ...]:
    """Every verb this person may do now, in the order of the table."""
    return tuple(verb for verb in Verb if refusal_of(verb, situation, standing) is None)


def _may_hold(verb: Verb, situation: Situation, standing: Standing) -> bool:
    # The holder of a stage acts in the stage's function; a desk head may act in a receiver's place.
    function = situation.stages[itinerary.position(situation.stages, situation.stage_key)].function
    actors = transition(verb).actors
    acting = {Actor(function)} if function != Actor.RECEIVER else {Actor.RECEIVER, Actor.DESK_HEAD}
    return bool(acting & actors & standing.actors)


def _first_supplement(situation: Situation) -> str | None:
    if situation.supplements_asked:
        return "Hồ sơ đã được yêu cầu bổ sung một lần. Lần thứ hai phải do lãnh đạo quyết định và nêu lý do."
    return None


def _further_supplement(situation: Situation) -> str | None:
    return None if situation.supplements_asked else "Chưa có yêu cầu bổ sung lần đầu."


def _forward(situation: Situation) -> str | None:
    following = itinerary.next_stage(situation.stages, situation.stage_key)
    if following is None:
        return "Đây là bước cuối."
    function = situation.stages[itinerary.position(situation.stages, situation.stage_key)].function
    if function == itinerary.CASE_HANDLER and following.function == itinerary.APPROVER:
        return "Bước sau là ký duyệt: dùng Trình ký."
    return None


def _submit_for_approval(situation: Situation) -> str | None:
    following = itinerary.next_stage(situation.stages, situation.stage_key)
    if following is None or following.function != itinerary.APPROVER:
        return "Bước sau chưa phải là ký duyệt."
    return None


def _send_back(situation: Situation) -> str | None:
    return "Đây là bước đầu." if itinerary.position(situation.stages, situation.stage_key) == 0 else None


def _issue(situation: Situation) -> str | None:
    if not itinerary.is_signed_before(situation.stages, situation.stage_key):
        return "Kết quả chưa được ký."
    return None


def _extend(situation: Situation) -> str | None:
    if situation.has_apology:
        return "Chỉ được xin lỗi và hẹn lại một lần."
    return "Đồng hồ đang tạm dừng; chưa cần hẹn lại." if situation.is_paused else None


def _correct(situation: Situation) -> str | None:
    if itinerary.is_signed_before(situation.stages, situation.stage_key):
        return "Kết quả đã ký nên không sửa được thông tin tiếp nhận."
    return None


def _assign(situation: Situation) -> str | None:
    return "Hồ sơ đã có người giữ: dùng Chuyển người xử lý." if situation.has_holder else None


def _reassign(situation: Situation) -> str | None:
    return None if situation.has_holder else "Hồ sơ chưa giao cho ai: dùng Phân công."


_GUARDS = {
    Verb.REQUEST_SUPPLEMENT: _first_supplement,
    Verb.REQUEST_FURTHER_SUPPLEMENT: _further_supplement,
    Verb.FORWARD: _forward,
    Verb.SUBMIT_FOR_APPROVAL: _submit_for_approval,
    Verb.SEND_BACK: _send_back,
    Verb.ISSUE: _issue,
    Verb.EXTEND: _extend,
    Verb.CORRECT: _correct,
    Verb.ASSIGN: _assign,
    Verb.REASSIGN: _reassign,
}
