"""Every (state, verb, role) through the real actions: what the buttons offer happens, what they do not is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from motcua.dossiers import actions, permissions, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.dossiers.rules.states import TRANSITIONS, Clock, State, Verb, target_of
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from tests.builders.dossiers import Desk

REACHED = {
    "filed": State.FILED,
    "accepted": State.RECEIVED,
    "refused": State.REFUSED,
    "appraised": State.IN_PROGRESS,
    "unassigned": State.IN_PROGRESS,
    "consulted": State.IN_PROGRESS,
    "at_approval": State.IN_PROGRESS,
    "signed": State.IN_PROGRESS,
    "asked_for_more": State.AWAITING_SUPPLEMENT,
    "asked_to_pay": State.AWAITING_OBLIGATION,
    "withdrawal_asked": State.WITHDRAWAL_ASKED,
    "stopped": State.STOPPED,
    "issued": State.RESOLVED,
    "returned": State.RETURNED,
}
ROLES = (
    "citizen",
    "tiepnhan1",
    "tiepnhan2",
    "tuphap1",
    "tuphap2",
    "chutich",
    "vanthu",
    "giamdoc",
    "vanxa1",
    "quantri",
    "bacninh.kiemtra",
    "vocuong.tiepnhan",
)
# The verb of the law → the action that does it, where the names differ.
ACTIONS = {Verb.REQUEST_FURTHER_SUPPLEMENT: "request_supplement"}
ON_A_DRAFT = {Verb.SUBMIT, Verb.RECEIVE_AT_DESK}


def reach(desk: Desk, name: str) -> Dossier:
    if name == "refused":
        return desk.do("refuse", desk.filed(), "tiepnhan1", reason="Không đúng nơi nhận.")
    if name == "stopped":
        return desk.do("stop", desk.appraised(), "chutich", reason="Người nộp đã chuyển đi.")
    if name == "returned":
        return desk.do("hand_over", desk.issued(), "tiepnhan1", handed_to="Nguyễn Thị Hồng Nhung")
    found: Dossier = getattr(desk, name)()
    return found


def words(desk: Desk, verb: Verb, dossier: Dossier) -> dict[str, Any]:
    """What a person would fill in for the verb."""
    item = {"paper": "birth_notice", "field": "", "reason": "illegible", "text": "Chụp lại cho rõ."}
    colleague = {"issue": "vanthu", "approve": "chutich"}.get(dossier.stage_key)
    if colleague is None:
        colleague = "tiepnhan2" if dossier.holder_function == "receiver" else "tuphap2"
    asked = dossier.consultations.first() if dossier.consultation == "open" else None
    return {
        Verb.REFUSE: {"reason": "Không đúng nơi nhận."},
        Verb.REQUEST_SUPPLEMENT: {"items": [item]},
        Verb.REQUEST_FURTHER_SUPPLEMENT: {"items": [item], "leader_reason": "Giấy thứ nhất vẫn mờ."},
        Verb.ANSWER_SUPPLEMENT: {"note": "Tôi đã chụp lại."},
        Verb.REQUEST_OBLIGATION: {"amount": 24000, "reason": "Bản sao."},
        Verb.CONFIRM_OBLIGATION: {"receipt_number": "BL-01"},
        Verb.ASSIGN: {"to_account_id": desk.office.account(colleague).pk},
        Verb.REASSIGN: {"to_account_id": desk.office.account(colleague).pk, "reason": "Đồng chí bị ốm."},
        Verb.SEND_BACK: {"reason": "Thiếu chữ ký."},
        Verb.CONSULT: {
            "unit_id": desk.office.unit("05").pk,
            "question": "Bé đã có thẻ chưa?",
            "due_at": desk.at + timedelta(days=1),
        },
        Verb.ANSWER_CONSULTATION: {"consultation_id": asked.pk if asked else uuid4(), "agrees": True, "answer": "Có."},
        Verb.SEND_FOR_REDO: {"reason": "Ghi sai tên."},
        Verb.HAND_OVER: {"handed_to": "Nguyễn Thị Hồng Nhung"},
        Verb.WITHDRAW: {"reason": "Tôi khai nhầm."},
        Verb.DECLINE_WITHDRAWAL: {"reason": "Kết quả đã trình ký."},
        Verb.STOP: {"reason": "Người nộp đã chuyển đi."},
        Verb.EXTEND: {"to_due_at": dossier.due_at + timedelta(days=2), "reason": "Cần xác minh."},
        Verb.CORRECT: {"reason": "Ghi sai tên."},
    }.get(verb, {})


def person(desk: Desk, role: str) -> Authority:
    return desk.citizen() if role == "citizen" else desk.office.by(role, desk.at)


@pytest.mark.parametrize("name", REACHED)
def test_a_role_can_do_exactly_the_verbs_it_is_offered(desk: Desk, name: str) -> None:
    dossier = reach(desk, name)
    assert dossier.state == REACHED[name]
    definition = procedures.version(dossier.version_id).definition
    done = 0
    for role in ROLES:
        by = person(desk, role)
        visible = queries.visible_to(by).filter(pk=dossier.pk).exists()
        offered = permissions.allowed_verbs(by, dossier, definition) if visible else ()
        for verb in Verb:
            if verb in ON_A_DRAFT:
                assert verb not in offered
                continue
            at = desk.at + timedelta(minutes=1)
            act = getattr(actions, ACTIONS.get(verb, verb.value))
            said = words(desk, verb, dossier)
            if verb is Verb.SUBMIT_FOR_APPROVAL and name == "consulted" and verb in offered:
                with pytest.raises(Invalid, match="chưa trả lời"):  # offered, and told what it waits for
                    act(dossier.pk, by=by, at=at, key=uuid4(), **said)
            elif verb in offered:
                with transaction.atomic():
                    after = act(dossier.pk, by=by, at=at, key=uuid4(), **said)
                    returns = State.IN_PROGRESS if TRANSITIONS[verb].returns else None
                    assert after.state == target_of(verb, State(dossier.state), returns), (role, verb)
                    assert after.journal.order_by("-sequence")[0].verb == verb.value
                    done += 1
                    transaction.set_rollback(True)
            else:
                with pytest.raises((NotAllowed, NotFound)) as refused:
                    act(dossier.pk, by=by, at=at, key=uuid4(), **said)
                assert isinstance(refused.value, NotFound) == (not visible), (role, verb)
    ended = REACHED[name] in (State.REFUSED, State.STOPPED, State.RETURNED)
    assert (done == 0) == ended


def test_the_states_reached_are_all_there_are() -> None:
    assert set(REACHED.values()) == set(State)


def test_an_officer_of_another_office_finds_nothing(desk: Desk) -> None:
    dossier = desk.appraised()
    stranger = desk.office.by("vocuong.chutich", desk.at)
    with pytest.raises(NotFound):
        queries.dossier_for(stranger, dossier.pk)
    with pytest.raises(NotFound):
        queries.by_code(stranger, dossier.code)
    with pytest.raises(NotFound):
        queries.worklist(stranger, office_id=desk.office.id, at=desk.at)


def test_an_inspector_of_the_province_reads_and_decides_nothing(desk: Desk) -> None:
    dossier = desk.appraised()
    inspector = desk.office.by("bacninh.kiemtra", desk.at)
    found = queries.dossier_for(inspector, dossier.pk)
    definition = procedures.version(found.version_id).definition
    assert permissions.allowed_verbs(inspector, found, definition) == ()


def test_every_verb_that_moves_the_clock_says_so_in_the_journal(desk: Desk) -> None:
    dossier = desk.do("answer_supplement", desk.asked_for_more(), "citizen", note="Đã chụp lại.")
    clocks = [entry.clock for entry in dossier.journal.order_by("sequence")]
    assert clocks == [Clock.NONE, Clock.START, Clock.NONE, Clock.PAUSE, Clock.RESUME]
