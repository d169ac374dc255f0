"""Every (state, verb, role): who may do what, at each kind of stage, with the stage in hand or in another's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest

from motcua.dossiers.rules.rights import Situation, Standing, allowed, refusal_of
from motcua.dossiers.rules.states import Actor, State, Verb


@dataclass(frozen=True)
class Stage:
    key: str
    function: str


LINE = (
    Stage("receive", "receiver"),
    Stage("appraise", "case_handler"),
    Stage("approve", "approver"),
    Stage("issue", "records_clerk"),
    Stage("return", "receiver"),
)
A = Actor
DESK = {A.RECEIVER, A.DESK_HEAD}
LEADERS = {A.DESK_HEAD, A.APPROVER}

# verb → who may do it at all; written from DOMAIN.md §5, not from the table.
WHO: dict[str, set[Actor]] = {
    "accept": DESK,
    "refuse": DESK,
    "request_supplement": DESK | {A.CASE_HANDLER},
    "request_further_supplement": LEADERS,
    "answer_supplement": DESK | {A.APPLICANT},
    "request_obligation": {A.CASE_HANDLER},
    "confirm_obligation": DESK | {A.CASE_HANDLER},
    "assign": LEADERS,
    "forward": DESK | {A.CASE_HANDLER},
    "send_back": {A.CASE_HANDLER, A.RECORDS_CLERK},
    "consult": {A.CASE_HANDLER},
    "answer_consultation": {A.CONSULTED},
    "submit_for_approval": {A.CASE_HANDLER},
    "sign": {A.APPROVER},
    "issue": {A.RECORDS_CLERK, A.RECEIVER},
    "send_for_redo": {A.APPROVER, A.RECORDS_CLERK},
    "hand_over": DESK,
    "withdraw": DESK | {A.APPLICANT},
    "grant_withdrawal": DESK | {A.APPROVER},
    "decline_withdrawal": LEADERS,
    "stop": {A.APPROVER},
    "extend": LEADERS,
    "correct": DESK,
    "reassign": LEADERS,
}
# Verbs of whoever has the stage in hand; a desk head may act in a receiver's stage.
OF_THE_STAGE = {
    "request_supplement",
    "request_obligation",
    "forward",
    "send_back",
    "consult",
    "submit_for_approval",
    "sign",
    "issue",
    "send_for_redo",
}
# Which stages of the line let the verb make sense at all.
AT = {
    "forward": {"receive"},
    "submit_for_approval": {"appraise"},
    "sign": {"approve"},
    "issue": {"issue", "return"},
    "send_back": {"appraise", "issue"},
    "send_for_redo": {"approve", "issue"},
    "correct": {"receive", "appraise", "approve"},
}


def expected(verb: Verb, state: State, stage: Stage, actor: Actor, *, in_hand: bool, asked: int, held: bool) -> bool:
    from tests.dossiers.rules.test_states import LAW

    name = verb.value
    if name not in LAW[state] or actor not in WHO.get(name, set()):
        return False
    if stage.key not in AT.get(name, {one.key for one in LINE}):
        return False
    if (name == "request_supplement" and asked) or (name == "request_further_supplement" and not asked):
        return False
    if (name == "assign" and held) or (name == "reassign" and not held):
        return False
    if name in OF_THE_STAGE:
        own = actor.value == stage.function or (actor is A.DESK_HEAD and stage.function == "receiver")
        return in_hand and own
    return True


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("actor", Actor)
def test_a_role_may_do_a_verb_in_a_state_exactly_as_the_law_says(state: State, verb: Verb, actor: Actor) -> None:
    for stage, in_hand, asked, held in product(LINE, (True, False), (0, 1), (True, False)):
        situation = Situation(state, LINE, stage.key, supplements_asked=asked, has_holder=held)
        standing = Standing(frozenset({actor}), holds_stage=in_hand)
        may = refusal_of(verb, situation, standing) is None
        assert may == expected(verb, state, stage, actor, in_hand=in_hand, asked=asked, held=held), (
            stage,
            in_hand,
            asked,
            held,
        )


def test_a_person_without_any_function_may_do_nothing() -> None:
    for state, stage in product(State, LINE):
        assert allowed(Situation(state, LINE, stage.key), Standing(frozenset(), holds_stage=True)) == ()


def test_an_apology_is_given_once_and_not_while_the_clock_is_paused() -> None:
    leader = Standing(frozenset({A.APPROVER}))
    at_work = {"state": State.IN_PROGRESS, "stages": LINE, "stage_key": "appraise"}
    assert refusal_of(Verb.EXTEND, Situation(**at_work), leader) is None
    assert "một lần" in str(refusal_of(Verb.EXTEND, Situation(**at_work, has_apology=True), leader))
    assert "tạm dừng" in str(refusal_of(Verb.EXTEND, Situation(**at_work, is_paused=True), leader))


def test_every_refusal_is_a_whole_sentence() -> None:
    for state, verb, actor, stage in product(State, Verb, Actor, LINE):
        why = refusal_of(verb, Situation(state, LINE, stage.key), Standing(frozenset({actor})))
        assert why is None or (why[0].isupper() and why.endswith("."))
