"""The counter: taking in, signing several, handing over."""

from __future__ import annotations

import re
from typing import Any

import pytest

from motcua.dossiers.models import Attachment, Dossier, Draft, JournalEntry
from motcua.dossiers.rules.states import State
from tests.builders.dossiers import Desk, scan
from tests.builders.office import KinhBac

COPY = {
    "document_kind": "diploma",
    "page_count": "4",
    "copy_count": "3",
    "requester_name": "Vương Thị Thanh",
    "contact_phone": "0909 888 777",
    "presented": ["original"],
    "delivery_wish": "desk",
}


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def _begun(client: Any, office: KinhBac, key: str = "certified-copy") -> str:
    answer = client.post("/can-bo/tiep-nhan/", {"version": str(office.version_id(key))})
    assert answer.status_code == 302
    return str(answer.headers["Location"]).partition("#")[0]


def test_a_certified_copy_is_taken_in_with_two_presses(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    answer = clerk.post(_begun(clerk, office), COPY)
    assert answer.status_code == 302, answer.content.decode()
    page = clerk.get(answer.headers["Location"]).content.decode()
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.channel, dossier.owner_name) == (State.RECEIVED, "desk", "Vương Thị Thanh")
    assert dossier.code in page
    assert "18.000 đồng" in page  # 3 copies of 4 pages: 3 × (2 × 2.000 + 2 × 1.000)
    assert f"/can-bo/ho-so/{dossier.pk}/giay/form01/" in page


def test_pressing_twice_or_going_back_receives_once(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    address = _begun(clerk, office)
    first, second = clerk.post(address, COPY), clerk.post(address, COPY)
    places = [one.headers["Location"].partition("?")[0] for one in (first, second, clerk.get(address))]
    assert len(set(places)) == 1
    assert Dossier.objects.count() == 1


def test_procedures_are_found_by_number_and_by_words_without_marks(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")

    def picks(text: str) -> list[str]:
        shown = clerk.get("/can-bo/tiep-nhan/", {"tim": text}).content.decode().partition('<ul class="picks">')[2]
        return re.findall(r'name="version" value="[^"]+"><kbd>\d+</kbd> ([^<]+)<', shown)

    assert len(picks("")) == 2
    assert picks("chung thuc") == ["Chứng thực bản sao"]
    assert len(picks("1")) == 1


def test_what_is_wrong_is_said_at_its_place_and_everything_typed_is_kept(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    answer = clerk.post(_begun(clerk, office), {**COPY, "page_count": "bốn", "contact_phone": "12"})
    text = answer.content.decode()
    assert answer.status_code == 422
    for place in ("page_count", "contact_phone"):
        assert f'href="#{place}"' in text
    for typed in ('value="bốn"', 'value="12"', 'value="Vương Thị Thanh"', 'value="original" checked'):
        assert typed in text, typed
    assert Dossier.objects.count() == 0


def test_a_missing_paper_is_asked_about_and_may_be_received_all_the_same(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    address = _begun(clerk, office, "birth")
    typed = _birth(Desk(office))
    refused = clerk.post(address, typed)
    assert refused.status_code == 422
    assert "Chưa đánh dấu đã có: Giấy chứng sinh" in refused.content.decode()
    assert clerk.post(address, {**typed, "_anyway": "yes"}).status_code == 302


def test_a_whole_birth_is_typed_on_one_page(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    answer = clerk.post(_begun(clerk, office, "birth"), {**_birth(Desk(office)), "presented": ["birth_notice"]})
    assert answer.status_code == 302, answer.content.decode()
    dossier = Dossier.objects.get()
    assert dossier.title == "Trần Minh Khôi"
    assert JournalEntry.objects.get(dossier=dossier).data["presented"] == ["birth_notice"]


def test_scans_are_kept_even_when_something_else_is_wrong(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    address = _begun(clerk, office)
    wrong = clerk.post(address, {**COPY, "page_count": "", "paper.copies": scan("ban-sao.pdf")})
    assert wrong.status_code == 422
    assert "ban-sao.pdf" in wrong.content.decode()
    assert clerk.post(address, COPY).status_code == 302
    assert Attachment.objects.get().dossier == Dossier.objects.get()


def test_an_unfinished_intake_waits_in_its_list_and_can_be_thrown_away(office: KinhBac, sit_down: Any) -> None:
    clerk = sit_down("tiepnhan1")
    address = _begun(clerk, office)
    clerk.post(address, {**COPY, "_update": "yes"})
    listed = clerk.get("/can-bo/tiep-nhan/").content.decode()
    assert address in listed
    assert "Vương Thị Thanh" in listed
    assert 'value="Vương Thị Thanh"' in clerk.get(address).content.decode()
    clerk.post(f"{address}bo/")
    assert Draft.objects.count() == 0


def test_a_colleagues_intake_does_not_exist_and_who_is_not_at_the_desk_takes_nothing_in(
    office: KinhBac, sit_down: Any
) -> None:
    address = _begun(sit_down("tiepnhan1"), office)
    assert sit_down("tiepnhan2").get(address).status_code == 404
    handler = sit_down("tuphap1")
    answer = handler.post("/can-bo/tiep-nhan/", {"version": str(office.version_id("certified-copy"))})
    assert "Chỉ cán bộ tiếp nhận" in answer.content.decode()


@pytest.mark.parametrize("value", ["", "không phải", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_procedure_is_refused_in_words(office: KinhBac, sit_down: Any, value: str) -> None:
    answer = sit_down("tiepnhan1").post("/can-bo/tiep-nhan/", {"version": value})
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.content.decode()


def test_online_filings_wait_in_the_queue_until_they_are_taken_in(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.filed()
    clock.at = desk.at
    clerk = sit_down("tiepnhan1")
    assert dossier.code in clerk.get("/can-bo/nop-truc-tuyen/").content.decode()
    desk.do("accept", dossier, "tiepnhan1")
    assert dossier.code not in clerk.get("/can-bo/nop-truc-tuyen/").content.decode()


def test_several_are_signed_with_one_confirmation_and_never_twice(desk: Desk, sit_down: Any, clock: Any) -> None:
    one, two, three = desk.at_approval(), desk.at_approval(), desk.at_approval()
    clock.at = desk.at
    leader = sit_down("chutich")
    assert leader.get("/can-bo/ky/").content.decode().count('name="dossier"') == 3
    confirm = leader.post("/can-bo/ky/", {"dossier": [str(one.pk), str(two.pk)]}).content.decode()
    assert "Ký 2 hồ sơ này?" in confirm
    assert three.code not in confirm
    key = re.search(r'name="key" value="([^"]+)"', confirm)
    assert key is not None
    typed = {"step": "sign", "key": key[1], "dossier": re.findall(r'name="dossier" value="([^"]+)"', confirm)}
    for _press in range(2):
        assert leader.post("/can-bo/ky/", typed).status_code == 302
    assert JournalEntry.objects.filter(verb="sign").count() == 2
    left = leader.get("/can-bo/ky/").content.decode()
    assert left.count('name="dossier"') == 1
    assert f"{one.code}, {two.code}" in left


def test_a_dossier_that_changed_meanwhile_is_named_and_the_others_are_signed(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    one, two = desk.at_approval(), desk.at_approval()
    clock.at = desk.at
    leader = sit_down("chutich")
    desk.do("send_for_redo", one, "phochutich", reason="Sai tên cha.")
    typed = {"step": "sign", "dossier": [f"{one.pk}:{one.lock}", f"{two.pk}:{two.lock}", "rác"]}
    text = leader.post("/can-bo/ky/", typed, follow=True).content.decode()
    assert f"{one.code} chưa ký được" in text
    assert two.code in text
    assert JournalEntry.objects.filter(verb="sign").count() == 1


def test_signing_nothing_says_what_to_do(desk: Desk, sit_down: Any, clock: Any) -> None:
    desk.at_approval()
    clock.at = desk.at
    assert "Chưa chọn hồ sơ nào" in sit_down("chutich").post("/can-bo/ky/", {}).content.decode()


def test_what_waits_for_the_leader_is_nobody_elses_to_sign(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.at_approval()
    clock.at = desk.at
    assert dossier.code not in sit_down("tuphap1").get("/can-bo/ky/").content.decode()


def test_a_result_is_found_by_its_code_and_handed_over_there(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.issued()
    clock.at = desk.at
    clerk = sit_down("tiepnhan1")
    assert dossier.code in clerk.get("/can-bo/tra-ket-qua/").content.decode()
    page = clerk.get("/can-bo/tra-ket-qua/", {"ma": f" {dossier.code.lower()} "}).content.decode()
    hidden = dict(re.findall(r'name="(key|lock|next)" value="([^"]+)"', page))
    typed = {**hidden, "handed_by": "desk", "handed_to": "Trần Văn Đức"}
    answer = clerk.post(f"/can-bo/ho-so/{dossier.pk}/tra-ket-qua/", typed)
    assert answer.headers["Location"] == "/can-bo/tra-ket-qua/"
    assert Dossier.objects.get(pk=dossier.pk).state == State.RETURNED
    assert f"{dossier.code}</a>" not in clerk.get("/can-bo/tra-ket-qua/").content.decode()


def test_an_unknown_or_unfinished_code_at_the_hand_over_is_explained(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    clerk = sit_down("tiepnhan1")
    assert "Không có hồ sơ nào mang mã" in clerk.get("/can-bo/tra-ket-qua/", {"ma": "H00-0"}).content.decode()
    unfinished = clerk.get("/can-bo/tra-ket-qua/", {"ma": dossier.code}).content.decode()
    assert "chưa có kết quả để trả" in unfinished


def _birth(desk: Desk) -> dict[str, Any]:
    """What the clerk types for the first example of a birth."""
    from motcua.pages.components.asking import typed_of
    from motcua.procedures import queries as procedures

    answers, case = desk.answers("birth")
    definition = procedures.version(desk.office.version_id("birth")).definition
    typed: dict[str, Any] = {"case": case, "delivery_wish": "desk"}
    for page in definition.form.pages:
        typed |= typed_of(page.fields, answers)
    return typed
