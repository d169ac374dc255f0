"""Verbs by a program: the officer of its mandate did it, by the one table, if nothing changed since."""

from __future__ import annotations

from motcua.api.v1.shown import BY_A_PERSON
from motcua.api.v1.verbs import INPUTS
from motcua.dossiers.models import Dossier, JournalEntry
from motcua.dossiers.rules.states import TABLE
from motcua.exchange.models import RememberedAnswer
from tests.api.programs import Program, filing_of, program_of
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


def test_every_verb_of_the_table_has_an_address_or_a_reason() -> None:
    begins = {one.verb for one in TABLE if not one.sources}
    assert {one.verb for one in TABLE} - set(INPUTS) == begins | BY_A_PERSON


def test_the_officer_of_the_mandate_did_it_and_the_program_is_found_behind(desk: Desk, program: Program) -> None:
    dossier = desk.filed()
    response = program.act(dossier, "accept")
    assert (response.status_code, response.json()["state"]["key"]) == (200, "received"), response.content.decode()
    entry = JournalEntry.objects.get(verb="accept")
    assert (entry.actor_id, entry.actor_function) == (desk.office.person("tiepnhan1").pk, "receiver")
    assert RememberedAnswer.objects.get(pk=entry.key).client_id == program.row.pk
    assert response.headers["ETag"] == f'"{Dossier.objects.get(pk=dossier.pk).lock}"'


def test_a_repeat_is_answered_as_first_and_done_once(desk: Desk, program: Program) -> None:
    dossier = desk.filed()
    first = program.act(dossier, "accept", match='"1"', key="nhan")
    second = program.act(dossier, "accept", match='"1"', key="nhan")
    assert first.json() == second.json()
    assert JournalEntry.objects.filter(verb="accept").count() == 1


def test_what_changed_since_it_was_read_is_told(desk: Desk, program: Program) -> None:
    dossier = desk.filed()
    tag = program.get(f"/dossiers/{dossier.code}").headers["ETag"]
    desk.do("accept", dossier, "tiepnhan1")
    response = program.act(dossier, "forward", match=tag)
    assert (response.status_code, response.json()["code"]) == (412, "changed")
    assert [one["verb"] for one in response.json()["since"]] == ["accept"]
    assert program.act(dossier, "forward", match="*").status_code == 200


def test_a_verb_needs_key_and_match(desk: Desk, program: Program) -> None:
    here = f"/dossiers/{desk.filed().code}/actions/accept"
    without_match = program.post(here)
    assert (without_match.status_code, without_match.json()["code"]) == (428, "needs_match")
    without_key = program.ask("POST", here, {}, If_Match="*")
    assert (without_key.status_code, without_key.json()["code"]) == (400, "needs_key")


def test_available_actions_are_what_the_table_allows_the_officer(desk: Desk, program: Program) -> None:
    dossier = desk.filed()
    offered = program.get(f"/dossiers/{dossier.code}/status").json()["available_actions"]
    assert {one["verb"] for one in offered if one["as"] == "officer"} == {
        "accept", "refuse", "request_supplement", "withdraw", "reassign",
    } - {"reassign"}  # fmt: skip
    for one in ("forward", "issue", "hand_over"):
        response = program.act(dossier, one, {"handed_to": "A"} if one == "hand_over" else {})
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed"), one


def test_an_officers_right_elsewhere_does_not_count(desk: Desk, office: KinhBac) -> None:
    """The mandate is cut down to the program's own unit."""
    abroad = program_of(office, unit_id=office.other_id, officer="tiepnhan1")
    dossier = desk.filed()
    response = abroad.act(dossier, "accept", match="*")
    assert (response.status_code, response.json()["code"]) == (403, "no_mandate")


def test_a_wrong_input_of_a_verb_is_named(desk: Desk, program: Program) -> None:
    dossier = desk.filed()
    for data in ({}, {"reason": ""}, {"reason": "x" * 2001}, {"reason": 5}):
        response = program.act(dossier, "refuse", data)
        assert response.status_code == 422
        assert response.json()["errors"][0]["pointer"] == "/reason"
    assert program.act(dossier, "refuse", {"reason": "Không thuộc thẩm quyền."}).status_code == 200


def test_the_worklist_goes_on_by_cursor(desk: Desk, program: Program) -> None:
    codes = [desk.filed().code for _ in range(5)]
    found: list[str] = []
    after = ""
    while True:
        page = program.get(f"/worklist?group=desk&limit=2&after={after}").json()
        found += [row["code"] for row in page["dossiers"]]
        after = page["next"]
        if not after:
            break
    assert found == codes
    assert [row["code"] for row in program.get("/worklist?q=nguyen").json()["dossiers"]] == codes


def test_what_the_program_filed_may_be_followed_by_its_own_actions(desk: Desk, program: Program) -> None:
    filed = program.post("/dossiers", filing_of(desk, program)).json()
    assert {"verb": "withdraw", "as": "applicant", "href": f"/api/v1/dossiers/{filed['code']}/withdrawal"} in filed[
        "available_actions"
    ]


def test_who_can_take_it_next_is_told(program: Program) -> None:
    people = program.get("/offices/H05.101/people?function=case_handler").json()["people"]
    assert {"account_id", "name", "title", "unit_id", "on_leave"} == set(people[0])
