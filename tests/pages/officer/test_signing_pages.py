"""The signing room's pages: the list, the paper as pictures, its lines mended, the clerk's form, what is recorded."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from motcua.dossiers.models import Attachment, JournalEntry, PersonalDataView
from motcua.dossiers.rules.refusals import Invalid
from motcua.receipts.actions import sign_result
from motcua.receipts.models import ResultDocument
from tests.builders.dossiers import Desk, scan
from tests.builders.office import KinhBac
from tests.receipts.signing_keys import set_up
from tests.statements import statements


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def test_a_longer_queue_costs_no_more_statements(desk: Desk, sit_down: Any, clock: Any) -> None:
    counts = []
    leader = sit_down("chutich")
    for more in (1, 3):
        for _ in range(more):
            desk.at_approval()
        clock.at = desk.at
        leader.confirm()
        leader.get("/can-bo/ky/")
        with statements() as sent:
            page = leader.get("/can-bo/ky/").content.decode()
        counts.append(len(sent))
    assert page.count('name="dossier"') == 4
    assert counts[0] == counts[1]


def test_the_leader_sees_the_paper_as_a_picture_and_that_is_recorded(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.at_approval()
    clock.at = desk.at
    leader = sit_down("chutich")
    page = leader.get(f"/can-bo/ky/{dossier.pk}/").content.decode()
    assert "Trần Minh Khôi" in page
    picture = leader.get(f"/can-bo/ho-so/{dossier.pk}/van-ban/1.png")
    assert picture["Content-Type"] == "image/png"
    with Image.open(BytesIO(picture.content)) as image:
        assert image.size == (1012, 1432)
    assert PersonalDataView.objects.filter(dossier=dossier, what="result").exists()


def test_a_page_that_is_not_there_and_another_offices_paper_are_not_found(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.at_approval()
    clock.at = desk.at
    assert sit_down("chutich").get(f"/can-bo/ho-so/{dossier.pk}/van-ban/9.png").status_code == 404
    other = sit_down("vocuong.chutich")
    for place in ("van-ban/", "van-ban/1.png"):
        assert other.get(f"/can-bo/ho-so/{dossier.pk}/{place}").status_code == 404
    assert other.get(f"/can-bo/ky/{dossier.pk}/").status_code == 404


def test_the_handler_mends_a_line_and_an_empty_one_is_named_with_nothing_lost(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    handler, place = sit_down("tuphap1"), f"/can-bo/ho-so/{dossier.pk}/van-ban/"
    wrong = handler.post(place, {"line.child_name": "", "line.hometown": "xã Tiên Du"})
    assert wrong.status_code == 422
    assert "Hãy điền «Họ, chữ đệm, tên»" in wrong.content.decode()
    assert 'value="xã Tiên Du"' in wrong.content.decode()
    assert handler.post(place, {"line.child_name": "Trần Minh Khôi A"}).status_code == 302
    kept = ResultDocument.objects.get(dossier=dossier)
    assert {line["key"]: line["value"] for line in kept.lines}["child_name"] == "Trần Minh Khôi A"
    assert JournalEntry.objects.filter(dossier=dossier, verb="draft_result").count() == 1


def test_who_does_not_write_the_result_sees_no_form(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.at_approval()
    clock.at = desk.at
    page = sit_down("tuphap1").get(f"/can-bo/ho-so/{dossier.pk}/van-ban/").content.decode()
    assert "Lưu dự thảo" not in page


def test_a_signature_is_asked_for_again_after_a_quarter_of_an_hour(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.at_approval()
    clock.at = desk.at
    leader = sit_down("chutich")
    session = leader.session
    session["confirmed_at"] = 0
    session.save()
    typed = {"step": "sign", "dossier": f"{dossier.pk}:{dossier.lock}"}
    assert "Xác nhận lại đây là bạn" in leader.post("/can-bo/ky/", typed).content.decode()
    assert "Xác nhận lại đây là bạn" in leader.post(f"/can-bo/ho-so/{dossier.pk}/ky/", {}).content.decode()
    assert not JournalEntry.objects.filter(dossier=dossier, verb="sign").exists()


def test_one_that_cannot_be_signed_stays_ticked_and_the_others_are_signed(
    desk: Desk, sit_down: Any, clock: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(settings, tmp_path)
    good, bad = desk.at_approval(), desk.at_approval()
    clock.at = desk.at
    leader = sit_down("chutich")
    drawn = sign_result.__globals__["_drawn"]

    def fails_for_one(document: ResultDocument, about: Any) -> Any:
        if document.dossier_id == bad.pk:
            raise Invalid("Không vẽ được.", errors={})
        return drawn(document, about)

    with monkeypatch.context() as broken:
        broken.setitem(sign_result.__globals__, "_drawn", fails_for_one)
        typed = {"step": "sign", "dossier": [f"{one.pk}:{one.lock}" for one in (good, bad)]}
        shown = leader.post("/can-bo/ky/", typed, follow=True).content.decode()
    assert f"{bad.code} chưa ký được: Không vẽ được." in shown
    assert f'value="{bad.pk}" checked' in shown
    assert ResultDocument.objects.get(dossier=good).state == "signed"


def test_a_result_on_paper_is_recorded_and_its_scan_added_later(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.signed()
    clock.at = desk.at
    clerk = sit_down("vanthu")
    form = clerk.get(f"/can-bo/ho-so/{dossier.pk}/?viec=phat-hanh").content.decode()
    assert "Nơi giữ bản giấy" in form
    typed = {"number": "15/2026", "dated": "09/03/2026", "signer_name": "Đỗ Thành Lâm", "place_kept": "Tủ 3"}
    assert clerk.post(f"/can-bo/ho-so/{dossier.pk}/phat-hanh/", {**typed, "lock": dossier.lock}).status_code == 302
    kept = ResultDocument.objects.get(dossier=dossier)
    assert (kept.on_paper, kept.number, kept.place_kept, str(kept.dated)) == (True, "15/2026", "Tủ 3", "2026-03-09")
    place = f"/can-bo/ho-so/{dossier.pk}/van-ban/"
    assert "Lưu bản quét" in clerk.get(place).content.decode()
    assert clerk.post(f"{place}ban-quet/", {}).status_code == 422
    assert clerk.post(f"{place}ban-quet/", {"scan": scan()}).status_code == 302
    assert Attachment.objects.filter(dossier=dossier, stream="result").count() == 1


def test_a_date_on_paper_yet_to_come_is_told_at_the_input(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.signed()
    clock.at = desk.at
    typed = {"dated": "01/01/2027", "lock": dossier.lock}
    answer = sit_down("vanthu").post(f"/can-bo/ho-so/{dossier.pk}/phat-hanh/", typed)
    assert answer.status_code == 422
    assert "không thể sau hôm nay" in answer.content.decode()


def test_the_question_before_signing_many_says_what_is_being_done_meanwhile(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    waiting = [desk.at_approval(), desk.at_approval()]
    clock.at = desk.at
    text = sit_down("chutich").post("/can-bo/ky/", {"dossier": [str(one.pk) for one in waiting]}).content.decode()
    assert 'data-busy="Đang ký 2 hồ sơ. Đừng đóng trang này."' in text
    assert 'role="status" data-busy-told' in text
    assert "motcua/js/busy" in text
