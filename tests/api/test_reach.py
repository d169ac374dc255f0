"""What a program reaches: its unit's offices, its scopes, nothing else; every address asks for a pass."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.api.v1.addresses import TABLE, Address
from motcua.dossiers.models import Dossier, PersonalDataView
from motcua.exchange.rules.scopes import AccessScope
from tests.api.programs import EVERYTHING, Program, filing_of, program_of
from tests.builders.dossiers import Desk
from tests.builders.office import CODE, OTHER_CODE, KinhBac

NOBODYS = "019a0000-0000-7000-8000-000000000000"


def filled(address: Address, code: str, file_id: str = NOBODYS) -> str:
    """The address with something in each gap."""
    words = {"code": code, "office": CODE, "key": "birth", "file_id": file_id, "webhook": NOBODYS, "event": NOBODYS}
    return address.path.format(**words)


@pytest.mark.parametrize("address", [one for one in TABLE if one.scopes], ids=lambda one: f"{one.method} {one.path}")
def test_every_address_asks_for_a_pass(address: Address, db: None) -> None:
    response = Client().generic(address.method, "/api/v1" + filled(address, "H05.101-260310-AA0001"))
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("address", [one for one in TABLE if one.scopes], ids=lambda one: f"{one.method} {one.path}")
def test_a_pass_without_the_scope_opens_nothing(address: Address, office: KinhBac) -> None:
    others = tuple(one for one in EVERYTHING if AccessScope(one) not in address.scopes)
    program = program_of(office, officer="tiepnhan1", scopes=others)
    response = program.ask(address.method, filled(address, "H05.101-260310-AA0001"))
    assert (response.status_code, response.json()["code"]) == (403, "wrong_scope")


def test_a_dossier_of_another_unit_is_404_at_every_address(desk: Desk, program: Program, stranger: Program) -> None:
    dossier = desk.filed()
    file_id = str(dossier.attachments.get().pk)
    for address in [one for one in TABLE if "{code}" in one.path and one.path != "/problems/{code}"]:
        body = {
            "reason": "a", "leader_reason": "a", "note": "a", "question": "a", "answer": "a", "agrees": True,
            "amount": 1, "unit_id": NOBODYS, "to_account_id": NOBODYS, "consultation_id": NOBODYS,
            "due_at": "2026-04-01T09:00:00+07:00", "to_due_at": "2026-04-01T09:00:00+07:00",
            "items": [{"paper": "birth_notice", "reason": "wrong", "text": "a"}],
        }  # fmt: skip
        path = filled(address, dossier.code, file_id)
        response = stranger.ask(address.method, path, body, Idempotency_Key="a", If_Match="*")
        assert (response.status_code, response.json()["code"]) == (404, "not_found"), path
    assert program.get(f"/dossiers/{dossier.code}").status_code == 200
    assert Dossier.objects.get(pk=dossier.pk).lock == dossier.lock


def test_an_office_of_another_unit_is_404(program: Program, stranger: Program, office: KinhBac) -> None:
    for path in ("/worklist?office=", "/events?office=", "/procedures?office="):
        assert program.get(path + CODE).status_code == 200
        assert program.get(path + OTHER_CODE).status_code == 404
        assert stranger.get(path + CODE).status_code == 404
    assert stranger.get(f"/offices/{CODE}/people?function=receiver").status_code == 404
    filing = {"office": CODE, "procedure": "birth", "answers": {}}
    assert stranger.post("/dossiers", filing).status_code == 404


def test_a_program_of_the_province_reaches_every_ward_under_it(desk: Desk, office: KinhBac) -> None:
    from motcua.organisation.models import Unit

    province = Unit.objects.get(code="H05")
    above = program_of(office, unit_id=province.pk)
    dossier = desk.filed()
    assert above.get(f"/dossiers/{dossier.code}").status_code == 200
    codes = {one["code"] for one in above.get("/offices").json()["offices"]}
    assert {CODE, OTHER_CODE} <= codes


def test_a_program_that_only_files_reads_only_what_it_filed(desk: Desk, program: Program, office: KinhBac) -> None:
    others = desk.filed()
    own = program_of(office, scopes=("dossiers:file", "worklist:read", "events:read", "catalogue:read"))
    code = own.post("/dossiers", filing_of(desk, own)).json()["code"]
    assert own.get(f"/dossiers/{code}").status_code == 200
    assert own.get(f"/dossiers/{others.code}").status_code == 404
    assert own.get(f"/dossiers/{others.code}/files/{others.attachments.get().pk}").status_code == 404


def test_that_an_offices_program_read_a_dossier_is_recorded(desk: Desk, program: Program) -> None:
    dossier = desk.filed()
    file_id = dossier.attachments.get().pk
    program.get(f"/dossiers/{dossier.code}")
    response = program.get(f"/dossiers/{dossier.code}/files/{file_id}")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    seen = PersonalDataView.objects.order_by("pk").values_list("account_id", "what")
    assert list(seen) == [(program.row.account_id, "dossier"), (program.row.account_id, f"file:{file_id.hex}")]


def test_an_address_that_there_is_not_is_a_problem_too(program: Program) -> None:
    for path in ("/nothing", "/dossiers/x/actions/sign", "/dossiers/x/actions/submit"):
        response = program.post(path)
        assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
    wrong = program.ask("DELETE", "/dossiers")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "wrong_method")
