"""What the database itself shows and takes, whatever statement is sent (decision 0006)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from motcua.accounts import actions as accounts
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier
from motcua.organisation import queries as organisation
from motcua.organisation.models import Unit
from motcua.organisation.rules import scope
from motcua.organisation.rules.scope import NOTHING, Scope, scope_of
from motcua.receipts import queries as receipts
from motcua.receipts.models import Receipt
from tests.builders.dossiers import Desk
from tests.builders.office import PASSWORD, KinhBac

GUARDED_ROOMS = ("dossiers", "receipts", "correspondence")
OPEN_TO_WHOEVER_IS_SIGNED_IN = {"dossiers_chainhead", "dossiers_codecounter"}


def guarded_tables() -> list[str]:
    """Every table that repeats its unit."""
    return [
        model._meta.db_table
        for room in GUARDED_ROOMS
        for model in apps.get_app_config(room).get_models()
        if any(field.name == "unit" for field in model._meta.get_fields())
    ]


def count(table: str, within: Scope) -> int:
    """How many rows a raw statement finds."""
    with scope.within(within), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def seen(within: Scope) -> dict[str, int]:
    return {table: number for table in guarded_tables() if (number := count(table, within))}


def personal(found: dict[str, int]) -> dict[str, int]:
    return {table: number for table, number in found.items() if table not in OPEN_TO_WHOEVER_IS_SIGNED_IN}


def scope_at(code: str, part: str = "") -> Scope:
    """Somebody who works at an office and at a part of it."""
    units = Unit.objects.filter(code__in=[code, f"{code}{part}"]).values_list("pk", flat=True)
    return Scope(units=frozenset(units), person=uuid4())


@pytest.fixture
def issued(desk: Desk) -> Dossier:
    """A dossier with all that can belong to one, and a draft of the same citizen beside it."""
    asked = desk.asked_for_more()
    answered = desk.do("answer_supplement", asked, "citizen", note="Đã chụp lại.")
    paid = desk.do("request_obligation", answered, "tuphap1", amount=24000, reason="Bản sao.")
    done = desk.do("confirm_obligation", paid, "tuphap1", receipt_number="1")
    neighbour = Unit.objects.get(code="H05.102.05")
    due_at = desk.at + timedelta(hours=3)
    question = {"question": "Cư trú?", "due_at": due_at}
    consulted = desk.do("consult", done, "tuphap1", unit_id=neighbour.pk, **question)
    answer = {"consultation_id": desk.question(consulted).pk, "agrees": True, "answer": "Đúng."}
    consulted = desk.do("answer_consultation", consulted, "vocuong.vanxa", **answer)
    extended = desk.do(
        "extend", consulted, "chutich", to_due_at=consulted.due_at + timedelta(days=2), reason="Cần xác minh."
    )
    signed = desk.do("submit_for_approval", extended, "tuphap1", summary="Đủ điều kiện.")
    actions.record_view(desk.office.by("tuphap1"), signed, what="dossier", at=desk.at)
    answers, case = desk.answers("birth")
    version = desk.office.version_id("birth", desk.at)
    draft = actions.start_draft(by=desk.citizen(), at=desk.at, version_id=version, office_id=desk.office.id, case=case)
    actions.save_page(draft.pk, by=desk.citizen(), at=desk.at, answers=answers)
    return signed


@pytest.fixture
def wall(issued: Dossier, behind_the_wall: None) -> Dossier:
    return issued


def test_every_table_that_names_a_unit_is_guarded_even_against_its_owner(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY 1")
        guarded = {name for (name,) in cursor.fetchall()}
    assert set(guarded_tables()) - guarded == set()
    assert len(guarded_tables()) >= 12


def test_the_applications_role_is_nobodys_owner_and_cannot_pass_the_wall(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'motcua_app'"
        )
        assert cursor.fetchall() == [(False, False, False, False)]
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = 'motcua_app'::regrole")
        assert cursor.fetchone()[0] == 0


def test_nothing_is_seen_before_it_is_known_who_asks(wall: Dossier) -> None:
    assert seen(NOTHING) == {}


def test_the_next_ward_sees_no_row_of_a_dossier_it_was_not_asked_about(wall: Dossier) -> None:
    assert personal(seen(scope_at("H05.103"))) == {}


def test_the_office_sees_its_dossier_and_all_that_belongs_to_it_but_no_draft(wall: Dossier) -> None:
    seen_here = set(seen(scope_at("H05.101")))
    assert "dossiers_draft" not in seen_here
    belonging = {"dossier", "journalentry", "attachment", "consultation", "extension", "supplementrequest", "result"}
    assert {f"dossiers_{name}" for name in belonging} | {"receipts_receipt", "correspondence_message"} <= seen_here


def test_the_applicant_sees_their_dossier_and_draft_and_another_citizen_nothing(wall: Dossier, desk: Desk) -> None:
    mine = seen(scope_of(desk.citizen()))
    assert mine["dossiers_dossier"] == 1
    assert mine["dossiers_draft"] == 2
    assert {"dossiers_journalentry", "dossiers_consultation", "dossiers_attachment", "receipts_receipt"} <= set(mine)
    other = accounts.register_citizen("0987654321", PASSWORD, "Trần Văn Nam", at=desk.at)
    assert personal(seen(scope_of(organisation.authority_of(other, desk.at.date())))) == {}


def test_a_consulted_unit_sees_the_dossier_it_is_asked_about(wall: Dossier, desk: Desk) -> None:
    asked = scope_of(desk.office.by("vocuong.vanxa", desk.at))
    assert count("dossiers_dossier", asked) == 1
    assert count("dossiers_journalentry", asked) >= 5
    assert count("dossiers_draft", asked) == 0


def test_an_inspector_of_the_province_sees_what_lies_below(wall: Dossier, desk: Desk) -> None:
    assert count("dossiers_dossier", scope_of(desk.office.by("bacninh.kiemtra", desk.at))) == 1


def test_a_code_in_hand_shows_one_dossier_and_its_journal_to_read_only(wall: Dossier) -> None:
    with_code = Scope(code=wall.code)
    assert set(seen(with_code)) == {
        "dossiers_dossier",
        "dossiers_journalentry",
        "dossiers_extension",
        "receipts_receipt",
    }
    assert seen(Scope(code=wall.code + "x")) == {}
    assert changed(with_code, "UPDATE dossiers_dossier SET title = 'x'") == 0


def changed(within: Scope, statement: str) -> int:
    with scope.within(within), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_dossier SET owner_name = 'x'",
        "DELETE FROM dossiers_dossier",
        "UPDATE dossiers_attachment SET filename = 'x'",
        "DELETE FROM dossiers_draft",
        "UPDATE dossiers_consultation SET answer = 'x'",
        "UPDATE receipts_receipt SET copy_number = 9",
        "DELETE FROM correspondence_message",
    ],
)
def test_another_office_changes_and_removes_nothing(wall: Dossier, statement: str) -> None:
    assert changed(scope_at("H05.103"), statement) == 0


def test_nobody_moves_a_dossier_into_an_office_that_is_not_theirs(wall: Dossier) -> None:
    elsewhere = Unit.objects.get(code="H05.103").pk
    own = Scope(units=frozenset({wall.unit_id}))
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        changed(own, f"UPDATE dossiers_dossier SET unit_id = '{elsewhere}'")


def test_nobody_writes_into_the_journal_of_another_office(wall: Dossier) -> None:
    columns = "unit_id, dossier_id, account_id, at, what"
    statement = (
        f"INSERT INTO dossiers_personaldataview (id, {columns}) SELECT '{uuid4()}', '{wall.unit_id}', '{wall.pk}', "
        "id, now(), 'dossier' FROM accounts_account ORDER BY login LIMIT 1"
    )
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        changed(scope_at("H05.103"), statement)
    assert changed(Scope(units=frozenset({wall.unit_id}), person=uuid4()), statement) == 1


def test_the_applications_role_cannot_remove_journal_rows_even_of_its_own_office(wall: Dossier) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        changed(Scope(units=frozenset({wall.unit_id})), "DELETE FROM dossiers_journalentry")


def test_the_public_look_up_and_the_check_of_a_paper_work_behind_the_wall(wall: Dossier, desk: Desk) -> None:
    assert not Dossier.objects.exists()
    progress = queries.public_progress(wall.code, desk.at)
    assert progress is not None and progress.code == wall.code
    with scope.within(scope.EVERYTHING):
        token = Receipt.objects.order_by("issued_at").values_list("token", flat=True)[0]
    paper = receipts.by_token(token)
    assert paper is not None and paper.code == wall.code
    assert receipts.by_token("no such token") is None
    assert not Dossier.objects.exists()


def test_every_verb_of_a_dossiers_life_works_behind_the_wall(behind_the_wall: None, desk: Desk) -> None:
    done = desk.do("hand_over", desk.issued(), "tiepnhan1", handed_to="Mẹ")
    assert done.returned_at is not None
    assert desk.do("answer_supplement", desk.asked_for_more(), "citizen", note="Đây ạ.").state == 4
    paid = desk.do("confirm_obligation", desk.asked_to_pay(), "tuphap1", receipt_number="7")
    assert paid.state == 4
    assert desk.do("grant_withdrawal", desk.withdrawal_asked(), "giamdoc").state == 8
    assert desk.at_the_desk().received_at is not None
    assert desk.do("refuse", desk.filed(), "tiepnhan1", reason="Không thuộc thẩm quyền.").state == 3


def test_after_a_rollback_the_server_is_told_again_whose_rows_may_be_seen(wall: Dossier) -> None:
    own, other = Scope(units=frozenset({wall.unit_id})), scope_at("H05.103")
    assert count("dossiers_dossier", own) == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert count("dossiers_dossier", other) == 0
        raise ZeroDivisionError
    # The rollback took the server back to the first scope; the second must not profit from it.
    assert count("dossiers_dossier", other) == 0


def test_the_same_person_again_costs_no_further_statement(wall: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Scope(units=frozenset({wall.unit_id}))
    count("dossiers_dossier", own)
    told: list[Scope] = []
    monkeypatch.setattr(connection, "_tell", told.append)
    for _ in range(3):
        count("dossiers_dossier", Scope(units=frozenset({wall.unit_id})))
        with scope.within(NOTHING):
            Unit.objects.filter(code="H05.101").exists()
    assert told == []


def test_an_officers_page_shows_its_own_office_and_not_the_neighbours(office: KinhBac, desk: Desk, client: Any) -> None:
    mine = desk.filed()
    neighbour = office.account("vocuong.tiepnhan")
    own = office.account("tiepnhan1")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE motcua_app")
    path = reverse("officer:dossier", args=[mine.pk])
    answers = []
    for officer in (own, neighbour):
        client.force_login(officer)
        answers.append(client.get(path, follow=True).status_code)
    assert answers == [200, 404]
