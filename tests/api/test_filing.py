"""Filing by a program: the same rules as on the page, once per key."""

from __future__ import annotations

from uuid import UUID

from motcua.dossiers.models import Dossier, JournalEntry
from tests.api.programs import Program, filing_of, program_of
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


def test_a_program_files_a_dossier_and_finds_it_again(desk: Desk, program: Program) -> None:
    response = program.post("/dossiers", filing_of(desk, program))
    assert response.status_code == 201, response.content.decode()
    filed = response.json()
    dossier = Dossier.objects.get(code=filed["code"])
    assert response.headers["Location"] == f"/api/v1/dossiers/{dossier.code}"
    assert (dossier.submitter_id, dossier.channel, dossier.attachments.count()) == (program.row.account_id, "online", 1)
    assert filed["state"] == {"code": 1, "key": "filed"}
    assert filed["filed"] == {"place": "partner_api", "device": "program", "helped": False, "team": None}
    assert program.get(f"/dossiers/{dossier.code}/status").json() == filed
    assert [one["code"] for one in program.get("/dossiers").json()["dossiers"]] == [dossier.code]


def test_a_repeat_gets_the_first_answer_and_files_nothing(desk: Desk, program: Program) -> None:
    filing = filing_of(desk, program)
    first, second = (program.post("/dossiers", filing, key="mot-lan") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Dossier.objects.count() == 1


def test_another_body_under_the_same_key_is_refused(desk: Desk, program: Program) -> None:
    filing = filing_of(desk, program)
    assert program.post("/dossiers", filing, key="mot-lan").status_code == 201
    other = program.post("/dossiers", {**filing, "delivery_wish": "post"}, key="mot-lan")
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert Dossier.objects.count() == 1


def test_a_key_of_a_refused_filing_may_be_used_again(desk: Desk, program: Program) -> None:
    filing = filing_of(desk, program)
    refused = program.post("/dossiers", {**filing, "papers": []}, key="mot-lan")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert {one["pointer"] for one in refused.json()["errors"]} == {
        f"/papers/{one['paper']}" for one in filing["papers"]
    }
    assert program.post("/dossiers", filing, key="mot-lan").status_code == 201


def test_two_programs_may_use_the_same_key(desk: Desk, program: Program, office: KinhBac) -> None:
    another = program_of(office)
    codes = {one.post("/dossiers", filing_of(desk, one), key="mot").json()["code"] for one in (program, another)}
    assert len(codes) == 2


def test_without_a_key_nothing_is_filed(desk: Desk, program: Program) -> None:
    response = program.ask("POST", "/dossiers", filing_of(desk, program))
    assert (response.status_code, response.json()["code"]) == (400, "needs_key")
    assert not Dossier.objects.exists()


def test_every_wrong_answer_is_named_by_its_pointer(desk: Desk, program: Program) -> None:
    filing = filing_of(desk, program)
    filing["answers"] |= {"khong_co": 1}
    required = next(iter(filing["answers"]))
    del filing["answers"][required]
    response = program.post("/dossiers", filing)
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    places = {one["pointer"] for one in response.json()["errors"]}
    assert "/answers/khong_co" in places
    assert any(place.startswith(f"/answers/{required}") for place in places)


def test_a_file_of_another_program_is_no_file(desk: Desk, program: Program, stranger: Program) -> None:
    filing = filing_of(desk, program)
    filing["papers"][0]["file"] = stranger.upload().json()["id"]
    response = program.post("/dossiers", filing)
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/papers/0/file")


def test_what_the_gate_refuses_is_not_kept(program: Program, office: KinhBac) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = program.upload(file=SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>"))
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/file")
    assert program.get("/files").json()["files"] == []


def test_a_supplement_is_seen_and_answered(desk: Desk, program: Program) -> None:
    dossier = Dossier.objects.get(code=program.post("/dossiers", filing_of(desk, program)).json()["code"])
    dossier = desk.do("accept", dossier, "tiepnhan1")
    dossier = desk.do("forward", dossier, "tiepnhan1", to_account_id=desk.office.person("tuphap1").pk)
    items = [{"paper": "birth_notice", "field": "", "reason": "illegible", "text": "Chụp lại cho rõ."}]
    desk.do("request_supplement", dossier, "tuphap1", items=items, reason="Ảnh mờ.")
    asked = program.get(f"/dossiers/{dossier.code}/supplements").json()["supplements"]
    assert [one["items"] for one in asked] == [items]
    here = f"/dossiers/{dossier.code}/supplements/answer"
    nothing = program.post(here, {"answers": {}, "papers": []})
    assert (nothing.status_code, nothing.json()["errors"][0]["pointer"]) == (422, "/papers/birth_notice")
    given = {"papers": [{"paper": "birth_notice", "file": program.upload("ro.pdf").json()["id"]}]}
    response = program.post(here, given, key="bo-sung")
    assert (response.status_code, response.json()["state"]["code"]) == (200, 4), response.content.decode()
    assert program.post(here, given, key="bo-sung").json() == response.json()


def test_a_filing_is_withdrawn_by_its_program_alone(desk: Desk, program: Program, office: KinhBac) -> None:
    code = program.post("/dossiers", filing_of(desk, program)).json()["code"]
    another = program_of(office)
    assert another.post(f"/dossiers/{code}/withdrawal", {"reason": "Nhầm"}).status_code == 404
    response = program.post(f"/dossiers/{code}/withdrawal", {"reason": "Nộp nhầm nơi."}, key="rut")
    assert (response.status_code, response.json()["state"]["code"]) == (200, 7)
    entry = JournalEntry.objects.get(verb="withdraw")
    assert (entry.actor_id, entry.actor_function) == (program.row.account_id, "applicant")
    assert isinstance(entry.key, UUID)
