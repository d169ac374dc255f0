"""Whose rows may be shown: how a scope follows from a person, and which statements must wait for it."""

from __future__ import annotations

from uuid import UUID

import pytest

from motcua.config.postgresql.base import reads_guarded_rows
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import ANONYMOUS, SYSTEM, Appointment, Authority, Function
from motcua.organisation.rules.scope import EVERYTHING, NOTHING, Scope, scope_of

PERSON, OFFICE, DESK, INSPECTED = (UUID(int=number) for number in range(1, 5))


def test_a_person_sees_their_offices_their_units_what_they_inspect_and_themselves() -> None:
    by = Authority(
        PERSON,
        appointments=(Appointment(Function.RECEIVER, DESK, OFFICE),),
        inspected_office_ids=frozenset({INSPECTED}),
    )
    assert scope_of(by) == Scope(units=frozenset({OFFICE, DESK, INSPECTED}), person=PERSON)


def test_a_citizen_sees_themselves_a_stranger_nothing_the_system_everything() -> None:
    assert scope_of(Authority(PERSON)) == Scope(person=PERSON)
    assert scope_of(ANONYMOUS) == NOTHING
    assert scope_of(SYSTEM) == EVERYTHING


def test_the_values_for_the_database_are_one_text_per_setting() -> None:
    two = Scope(units=frozenset({DESK, OFFICE}), person=PERSON, code="A\x00B")
    assert two.values() == ("person", f"{OFFICE},{DESK}", str(PERSON), "AB", "")
    assert EVERYTHING.values() == ("system", "", "", "", "")
    assert NOTHING.values() == ("", "", "", "", "")
    assert len(scope.SETTINGS) == len(two.values())


def test_a_scope_ends_where_it_began_even_after_a_failure() -> None:
    before = scope.current()
    with pytest.raises(KeyError), scope.within(NOTHING):
        raise KeyError
    assert scope.current() == before


def test_who_asks_is_found_out_once_and_only_when_it_is_needed() -> None:
    asked: list[Scope] = []

    def find_out() -> Scope:
        asked.append(scope.current())
        return Scope(person=PERSON)

    with scope.within(find_out):
        assert asked == []
        assert scope.current() == scope.current() == Scope(person=PERSON)
    assert asked == [NOTHING]


def test_failing_to_find_out_shows_nothing_and_is_tried_again() -> None:
    answers = iter([KeyError(), Scope(person=PERSON)])

    def find_out() -> Scope:
        answer = next(answers)
        if isinstance(answer, KeyError):
            raise answer
        return answer

    with scope.within(find_out):
        with pytest.raises(KeyError):
            scope.current()
        assert scope.current() == Scope(person=PERSON)


def test_a_code_is_added_to_what_somebody_may_see_and_taken_away_again() -> None:
    with scope.within(lambda: Scope(person=PERSON)):
        with scope.also(code="H05-1"):
            assert scope.current() == Scope(person=PERSON, code="H05-1")
            with scope.also(token="t"):
                assert scope.current() == Scope(person=PERSON, code="H05-1", token="t")
            assert scope.current() == Scope(person=PERSON, code="H05-1")
        assert scope.current() == Scope(person=PERSON)


def test_a_web_process_begins_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "_at_first", scope._at_first)
    assert scope.current() == EVERYTHING
    scope.begin_with_nothing()
    assert scope.current() == NOTHING


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT "dossiers_dossier"."id" FROM "dossiers_dossier"',
        "select count(*) from dossiers_dossier",
        'SELECT 1 FROM "accounts_account", "dossiers_draft"',
        'SELECT 1 FROM "accounts_account" INNER JOIN "receipts_receipt" ON (true)',
        'UPDATE "correspondence_message" SET "state" = %s',
        "SELECT count(*) FROM some_view",
        'SELECT * FROM (SELECT 1 FROM "accounts_account") t',
        'SELECT 1 FROM "statistics_fact"',
        "SELECT a_function()",
        "WITH t AS (TABLE x) SELECT 1",
    ],
)
def test_whatever_may_touch_guarded_rows_waits_for_the_scope(statement: str) -> None:
    assert reads_guarded_rows(statement)


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT "django_session"."session_key" FROM "django_session" WHERE "django_session"."session_key" = %s',
        'SELECT "accounts_account"."id" FROM "accounts_account" WHERE "accounts_account"."id" = %s FOR UPDATE',
        'INSERT INTO "organisation_unit" ("id") VALUES (%s)',
        'UPDATE "accounts_account" SET "last_login" = %s WHERE "accounts_account"."id" = %s',
        'SAVEPOINT "s1"',
    ],
)
def test_who_signs_in_is_read_before_any_scope(statement: str) -> None:
    assert not reads_guarded_rows(statement)
