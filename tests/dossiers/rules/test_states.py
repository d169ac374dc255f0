"""The law's table, cell by cell, against a second writing of it made from DOMAIN.md §5."""

from __future__ import annotations

import pytest

from motcua.dossiers.rules.states import OPEN, TABLE, TERMINAL, Clock, State, Verb, is_allowed, target_of, verbs_from

# state → verb → state after; "back" is where the open pause was begun. Written from the law, not from the table.
LAW: dict[int, dict[str, int | str]] = {
    1: {
        "accept": 2,
        "refuse": 3,
        "request_supplement": 5,
        "request_further_supplement": 5,
        "withdraw": 7,
        "reassign": 1,
    },
    2: {
        "request_supplement": 5,
        "request_further_supplement": 5,
        "forward": 4,
        "withdraw": 7,
        "extend": 2,
        "correct": 2,
        "reassign": 2,
    },
    3: {},
    4: {
        "request_supplement": 5,
        "request_further_supplement": 5,
        "request_obligation": 6,
        "assign": 4,
        "forward": 4,
        "send_back": 4,
        "consult": 4,
        "answer_consultation": 4,
        "submit_for_approval": 4,
        "sign": 4,
        "issue": 9,
        "send_for_redo": 4,
        "withdraw": 7,
        "stop": 8,
        "extend": 4,
        "correct": 4,
        "reassign": 4,
    },
    5: {"answer_supplement": "back", "answer_consultation": 5, "withdraw": 7, "stop": 8, "reassign": 5},
    6: {"confirm_obligation": "back", "answer_consultation": 6, "withdraw": 7, "stop": 8, "reassign": 6},
    7: {"grant_withdrawal": 8, "decline_withdrawal": "back"},
    8: {},
    9: {"hand_over": 10},
    10: {},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", Verb)
def test_a_verb_leads_from_a_state_exactly_where_the_law_says(state: State, verb: Verb) -> None:
    expected = LAW[state].get(verb.value)
    assert is_allowed(verb, state) == (expected is not None)
    if expected is None:
        with pytest.raises(ValueError):
            target_of(verb, state, State.IN_PROGRESS)
    elif expected == "back":
        assert target_of(verb, state, State.RECEIVED) is State.RECEIVED
        with pytest.raises(ValueError):
            target_of(verb, state)
    else:
        assert target_of(verb, state) == expected


def test_a_dossier_begins_only_by_filing_or_over_the_counter() -> None:
    assert {verb for verb in Verb if is_allowed(verb, None)} == {Verb.SUBMIT, Verb.RECEIVE_AT_DESK}
    assert target_of(Verb.SUBMIT, None) is State.FILED
    assert target_of(Verb.RECEIVE_AT_DESK, None) is State.RECEIVED


def test_nothing_happens_after_an_end() -> None:
    assert {state for state in State if not verbs_from(state)} == TERMINAL
    assert State.RESOLVED not in OPEN | TERMINAL


def test_every_verb_stands_in_the_table_once_in_the_order_of_its_naming() -> None:
    assert [row.verb for row in TABLE] == list(Verb)


def test_every_pause_can_end_and_every_end_stops_or_never_started_the_clock() -> None:
    resumed_from = {state for row in TABLE if row.clock is Clock.RESUME for state in row.sources}
    assert {row.target for row in TABLE if row.clock is Clock.PAUSE} == resumed_from
    ends = {row.verb for row in TABLE if row.target in {State.STOPPED, State.RESOLVED}}
    assert ends == {row.verb for row in TABLE if row.clock is Clock.STOP}
