"""The promise as a function of journal facts."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from motcua.dossiers.rules.clock import RESTART, ClockFact, read
from motcua.dossiers.rules.states import Clock, Verb

START = datetime(2026, 11, 2, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def after(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def fact(clock: Clock, hours: int, verb: Verb = Verb.REQUEST_SUPPLEMENT) -> ClockFact:
    return ClockFact(clock, verb, after(hours))


def test_a_suspended_dossier_has_an_open_pause() -> None:
    facts = read([fact(Clock.START, 0, Verb.ACCEPT), fact(Clock.PAUSE, 2)])
    assert facts.is_paused
    assert (facts.pauses[0].start, facts.pauses[0].end) == (after(2), None)


def test_nested_pauses_are_one_pause_until_the_last_of_them_ends() -> None:
    facts = read(
        [
            fact(Clock.START, 0, Verb.ACCEPT),
            fact(Clock.PAUSE, 2),
            fact(Clock.PAUSE, 3, Verb.WITHDRAW),
            fact(Clock.RESUME, 4, Verb.DECLINE_WITHDRAWAL),
            fact(Clock.RESUME, 6, Verb.ANSWER_SUPPLEMENT),
        ]
    )
    assert [(pause.start, pause.end) for pause in facts.pauses] == [(after(2), after(6))]


def test_waiting_before_receipt_costs_the_office_nothing_and_gives_it_nothing() -> None:
    facts = read(
        [fact(Clock.PAUSE, 0), fact(Clock.RESUME, 5, Verb.ANSWER_SUPPLEMENT), fact(Clock.START, 6, Verb.ACCEPT)]
    )
    assert (facts.received_at, facts.pauses, facts.restarted_at) == (after(6), (), None)
    assert [(wait.start, wait.end) for wait in facts.waits] == [(after(0), after(5))], "but nobody worked meanwhile"


def test_who_is_awaited_before_receipt_is_awaited_now() -> None:
    facts = read([fact(Clock.PAUSE, 1)])
    assert facts.is_paused and facts.pauses == ()
    assert [(wait.start, wait.end) for wait in facts.waits] == [(after(1), None)]


def test_receipt_ends_a_wait_that_nobody_answered() -> None:
    facts = read([fact(Clock.PAUSE, 1), fact(Clock.START, 4, Verb.ACCEPT), fact(Clock.PAUSE, 6)])
    assert [(wait.start, wait.end) for wait in facts.waits] == [(after(1), after(4)), (after(6), None)]
    assert [pause.start for pause in facts.pauses] == [after(6)]


def test_an_answered_supplement_restarts_the_limit_only_where_the_version_says_so() -> None:
    told = [
        fact(Clock.START, 0, Verb.ACCEPT),
        fact(Clock.PAUSE, 2),
        fact(Clock.RESUME, 5, Verb.ANSWER_SUPPLEMENT),
    ]
    assert read(told).restarted_at is None
    assert read(told, RESTART).restarted_at == after(5)


def test_a_stopped_clock_ends_the_open_pause() -> None:
    facts = read([fact(Clock.START, 0, Verb.ACCEPT), fact(Clock.PAUSE, 2), fact(Clock.STOP, 9, Verb.STOP)])
    assert facts.stopped_at == after(9)
    assert facts.pauses[0].end == after(9)
