"""A card scanned at the counter fills in the person, with the procedure one takes in most already chosen."""

from __future__ import annotations

import re
from typing import Any

import pytest

from motcua.dossiers import actions
from motcua.dossiers.actions import receive_at_desk
from motcua.dossiers.models import Dossier, Draft, JournalEntry
from motcua.dossiers.rules.refusals import Invalid
from motcua.procedures import queries as procedures
from motcua.procedures.rules.papers import papers_for
from tests.builders.dossiers import Desk, scan
from tests.builders.office import KinhBac

LAN = "001165007315||Vũ Thị Lan|15041965|Nữ|Tổ dân phố số 2, Phúc Diễn, Bắc Từ Liêm, Hà Nội|22122022"
COPY = {"document_kind": "diploma", "page_count": "4", "copy_count": "3", "delivery_wish": "desk"}


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def scanned(client: Any, text: str = LAN, number: str = "chung thuc") -> str:
    """Scan at the page on which one chooses; the address of the intake begun."""
    answer = client.post("/can-bo/tiep-nhan/", {"quet": text, "so": number})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_one_scan_begins_the_intake_with_the_person_and_the_cursor_at_the_first_question(
    office: KinhBac, sit_down: Any
) -> None:
    clerk = sit_down("tiepnhan1")
    address, _hash, first = scanned(clerk).partition("#")
    assert first == "document_kind"
    page = clerk.get(address).content.decode()
    assert 'value="Vũ Thị Lan"' in page
    answer = clerk.post(address, {**COPY, "requester_name": "Vũ Thị Lan", "presented": ["original"]})
    assert answer.status_code == 302
    assert Dossier.objects.get().owner_name == "Vũ Thị Lan"


def test_the_paper_follows_by_itself_after_the_press_that_says_so_and_not_later(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    address = scanned(clerk).partition("#")[0]
    answer = clerk.post(address, {**COPY, "requester_name": "Vũ Thị Lan", "presented": ["original"]})
    dossier = Dossier.objects.get()
    paper = f"/can-bo/ho-so/{dossier.pk}/giay/form01/"
    assert clerk.get(answer.headers["Location"]).headers["Refresh"] == f"0; url={paper}"
    assert "Refresh" not in clerk.get(f"/can-bo/da-tiep-nhan/{dossier.pk}/").headers


def test_the_procedure_one_takes_in_most_is_already_chosen(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")

    def chosen() -> str:
        page = clerk.get("/can-bo/tiep-nhan/").content.decode()
        number = re.search(r'id="so" name="so" value="(\d+)"', page)
        name = re.search(rf"<kbd>{number[1]}</kbd>([^<]+)<", page) if number else None
        return name[1].strip() if name else ""

    assert chosen() == "Chứng thực bản sao"
    for _ in range(2):
        clerk.post("/can-bo/tiep-nhan/", {"version": str(office.version_id("birth"))})
        Draft.objects.update(answers={"begun": True})
    assert chosen() == "Khai sinh"


def test_a_card_fills_in_a_person_with_all_that_the_form_asks_of_it(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    page = clerk.get(scanned(clerk, number="khai sinh").partition("#")[0]).content.decode()
    for value in ("Vũ Thị Lan", "001165007315", "1965"):
        assert f'value="{value}"' in page, value


def test_a_card_scanned_into_the_form_never_receives_and_keeps_what_was_typed(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    address = clerk.post("/can-bo/tiep-nhan/", {"so": "chung thuc"}).headers["Location"].partition("#")[0]
    typed = {**COPY, "requester_name": "Người khác", "presented": ["original"], "quet": LAN}
    answer = clerk.post(address, typed)  # a scanner's Enter presses the main button
    page = answer.content.decode()
    assert answer.status_code == 200
    assert Dossier.objects.count() == 0
    for kept in ('value="Vũ Thị Lan"', 'value="4"', 'value="original" checked', "15/04/1965"):
        assert kept in page, kept
    wrong = clerk.post(address, {**typed, "quet": "không phải thẻ"})
    assert wrong.status_code == 422
    assert 'href="#quet"' in wrong.content.decode()
    assert 'value="không phải thẻ"' in wrong.content.decode()
    assert 'value="Người khác"' in wrong.content.decode()


@pytest.mark.parametrize("text", ["rác", "|" * 3000, "001165007315|", "<script>"])
def test_what_is_no_card_is_said_at_its_place_and_kept(office: KinhBac, sit_down: Any, text: str) -> None:
    answer = sit_down("tiepnhan1").post("/can-bo/tiep-nhan/", {"quet": text, "so": "1"})
    assert answer.status_code == 422
    assert 'href="#quet"' in answer.content.decode()
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("number", ["", "99", "0", "-1", "không có", "9" * 50])
def test_an_unknown_number_is_said_at_its_place(office: KinhBac, sit_down: Any, number: str) -> None:
    answer = sit_down("tiepnhan1").post("/can-bo/tiep-nhan/", {"quet": LAN, "so": number})
    assert answer.status_code == 422
    assert 'href="#so"' in answer.content.decode()
    assert "Vũ Thị Lan" in answer.content.decode()


def test_a_missing_paper_is_refused_by_the_action_itself_and_noted_where_it_was_received_all_the_same(
    desk: Desk,
) -> None:
    answers, case = desk.answers("birth")
    by, version = desk.office.by("tiepnhan1", desk.at), desk.office.version_id("birth", desk.at)
    where = {"version_id": version, "office_id": desk.office.id, "channel": "desk"}
    draft = actions.start_draft(by=by, at=desk.at, case=case, **where)
    actions.save_page(draft.pk, by=by, at=desk.at, answers=answers, delivery_wish="desk")
    with pytest.raises(Invalid) as refused:
        receive_at_desk(draft.pk, by=by, at=desk.at)
    assert "presented" in refused.value.detail["errors"]
    dossier = receive_at_desk(draft.pk, by=by, at=desk.at, despite_missing=True)
    assert JournalEntry.objects.get(dossier=dossier).data["lacking"]


def test_an_officer_who_files_their_own_dossier_online_is_its_submitter(desk: Desk) -> None:
    answers, case = desk.answers("birth")
    by, version = desk.office.by("tuphap1", desk.at), desk.office.version_id("birth", desk.at)
    draft = actions.start_draft(by=by, at=desk.at, version_id=version, office_id=desk.office.id, case=case)
    actions.save_page(draft.pk, by=by, at=desk.at, answers=answers, delivery_wish="desk")
    for needed in papers_for(procedures.version(version).definition, case, answers):
        if needed.uploadable and needed.paper.required:
            actions.attach(draft.pk, by=by, at=desk.at, paper_key=needed.paper.key, file=scan())
    assert actions.submit(draft.pk, by=by, at=desk.at).submitter_id == by.account_id
    assert desk.at_the_desk().submitter_id is None
