"""The national portal, as a stub plays it: told in order, whatever it does, and compared once a day."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from motcua.adapters.national_portal import Portal
from motcua.adapters.national_portal.messages import mapping_on, moment, read_moment
from motcua.adapters.national_portal.stub import StubPortal
from motcua.dossiers import actions
from motcua.dossiers.models import Attachment
from motcua.dossiers.rules.states import State, Verb
from motcua.exchange.actions.differences import Difference, differences, write_differences
from motcua.exchange.actions.portal import tell_portal
from motcua.exchange.actions.spread import spread
from motcua.exchange.models import PortalMessage
from motcua.exchange.ports import PermanentFailure
from tests.api.programs import now_is
from tests.builders.dossiers import Desk, scan
from tests.builders.office import KinhBac


@pytest.fixture
def stub() -> Iterator[StubPortal]:
    found = StubPortal(patience=1.0)
    threading.Thread(target=found.serve_forever, args=(0.01,), daemon=True).start()
    yield found
    found.over.set()
    found.shutdown()
    found.server_close()


@pytest.fixture
def portal(stub: StubPortal, settings: Any) -> Portal:
    settings.NATIONAL_PORTAL = "motcua.adapters.national_portal.Portal"
    settings.NATIONAL_PORTAL_URL = stub.url
    return Portal(seconds=0.5)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[KinhBac]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield KinhBac()
        transaction.set_rollback(True)


@pytest.fixture
def desk(loaded: KinhBac, db: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(loaded)
    now_is(monkeypatch, lambda: desk.at)
    return desk


def told(desk: Desk, portal: Portal, at: datetime | None = None) -> int:
    """Read the journals on, and send until nothing more leaves."""
    at = at or desk.at
    spread(at)
    found = 0
    while done := tell_portal(at, portal):
        found += done
    return found


def test_the_mapping_knows_every_state_verb_and_channel() -> None:
    words = mapping_on(datetime(2026, 3, 10, tzinfo=UTC).date())
    assert set(words["states"]) == {int(one) for one in State}
    assert set(words["steps"]) == {one.value for one in Verb}
    assert set(words["channels"]) == {"desk", "online", "post"}
    with pytest.raises(PermanentFailure):
        mapping_on(datetime(2018, 1, 1, tzinfo=UTC).date())


def test_moments_are_written_in_vietnamese_time() -> None:
    at = datetime(2026, 3, 10, 18, 30, 5, tzinfo=UTC)
    assert moment(at) == "20260311013005"
    assert read_moment("20260311013005") == at
    assert [read_moment(one) for one in ("", None, "2026", 5)] == [None] * 4


def test_a_dossier_is_told_with_every_step(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    dossier = desk.accepted()
    assert told(desk, portal) == 2
    there = stub.dossiers[dossier.code]
    assert (there["TrangThaiHoSo"], there["KenhThucHien"], there["LoaiDoiTuong"]) == ("2", "2", "0")
    assert (there["ChuHoSo"], there["NgayHenTra"]) == (dossier.owner_name, moment(dossier.due_at))
    assert [one["TrangThai"] for one in stub.steps] == ["1", "2"]
    assert stub.steps[1]["NguoiXuLy"]
    assert differences(desk.at, to=portal) == []
    assert told(desk, portal) == 0


def test_what_lies_in_a_dossier_is_told_by_name_and_digest(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    dossier = desk.asked_for_more()
    told(desk, portal)
    there = stub.dossiers[dossier.code]
    kept = Attachment.objects.filter(dossier=dossier).order_by("uploaded_at", "pk")
    assert [(one["TepDinhKemId"], one["MaBam"]) for one in there["TaiLieuNop"]] == [
        (str(one.pk), one.sha256) for one in kept
    ]
    first = there["TaiLieuNop"][0]
    assert (first["TenTepDinhKem"], first["KichThuoc"]) == ("giay.pdf", len(scan().read()))
    assert len(first["MaBam"]) == 64
    [asked] = there["DanhSachHoSoBoSung"]
    assert (asked["NoiDungBoSung"], asked["TrangThaiBoSung"]) == ("Ảnh mờ.\nChụp lại cho rõ.", "0")
    assert asked["DanhSachGiayToBoSung"] == []


def test_what_was_supplied_is_told_with_the_request_it_answers(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    dossier = desk.asked_for_more()
    desk.at += timedelta(minutes=1)
    words = {"paper_key": "birth_notice", "file": scan("ro.pdf"), "stream": "supplement"}
    actions.attach_to_dossier(dossier.pk, by=desk.citizen(), at=desk.at, **words)
    desk.do("answer_supplement", dossier, "citizen", note="Đã chụp lại.")
    told(desk, portal)
    there = stub.dossiers[dossier.code]
    [asked] = there["DanhSachHoSoBoSung"]
    assert (asked["TrangThaiBoSung"], asked["ThongTinTiepNhan"]) == ("1", "Đã chụp lại.")
    assert [one["TenTepDinhKem"] for one in asked["DanhSachGiayToBoSung"]] == ["ro.pdf"]
    assert "ro.pdf" not in [one["TenTepDinhKem"] for one in there["TaiLieuNop"]]


def test_what_is_to_be_paid_is_told_published_and_asked_for(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    copies, asked = desk.at_the_desk(), desk.asked_to_pay()
    told(desk, portal)
    [fee] = stub.dossiers[copies.code]["DanhSachLePhi"]
    assert (fee["MaPhiLePhi"], fee["LoaiPhiLePhi"]) == ("pages", "1")
    assert int(fee["Gia"]) > 0
    *_, fee = stub.dossiers[asked.code]["DanhSachLePhi"]
    assert (fee["TenPhiLePhi"], fee["LoaiPhiLePhi"], fee["Gia"], fee["NgayNop"]) == ("Bản sao.", "3", "24000", "")
    desk.do("confirm_obligation", asked, "tiepnhan1", receipt_number="BL 07")
    told(desk, portal)
    *_, fee = stub.dossiers[asked.code]["DanhSachLePhi"]
    assert (fee["SoBienLai"], fee["NgayNop"], fee["DuocMien"]) == ("BL 07", moment(desk.at), "0")


def test_a_result_is_told_once_it_is_issued_and_not_before(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    dossier = desk.signed()
    told(desk, portal)
    assert stub.dossiers[dossier.code]["DanhSachGiayToKetQua"] == []
    desk.do("issue", dossier, "vanthu", number="12/2026")
    told(desk, portal)
    [paper] = stub.dossiers[dossier.code]["DanhSachGiayToKetQua"]
    assert (paper["MaGiayToKetQua"], paper["NgayBanHanh"]) == ("12/2026", moment(desk.at))
    assert paper["TenGiayTo"]


@pytest.mark.parametrize(
    ("name", "tax_code", "kind"),
    [
        ("Công ty Hoa Sen", "0100109106", "1"),
        ("HỘ KINH DOANH Hoa Sen", "0100109106", "2"),
        ("HKD Hoa Sen", "0100109106", "2"),
        ("Tạp hóa Hoa Sen", "001188123482", "2"),
    ],
)
def test_a_household_and_a_firm_are_told_apart_from_a_citizen(
    desk: Desk, portal: Portal, stub: StubPortal, name: str, tax_code: str, kind: str
) -> None:
    by = desk.citizen()
    mandate = actions.register_enterprise(by=by, at=desk.at, name=name, tax_code=tax_code, paper=scan())
    dossier = desk.filed(mandate_id=mandate.pk)
    told(desk, portal)
    assert (stub.dossiers[dossier.code]["LoaiDoiTuong"], stub.dossiers[dossier.code]["ChuHoSo"]) == (kind, name)


@pytest.mark.parametrize("way", ["500", "wrong_json", "wrong_shape", "hang_up", "silent", "lost_answer"])
def test_whatever_it_does_everything_arrives_once(desk: Desk, portal: Portal, stub: StubPortal, way: str) -> None:
    dossier = desk.accepted()
    stub.next = ["", way]  # the sign-in is fine, the message is not
    assert told(desk, portal) == 0
    message = PortalMessage.objects.order_by("sequence").first()
    assert message is not None and message.attempts == 1 and message.last_error
    assert told(desk, portal, message.send_after) == 2
    assert (len(stub.steps), stub.dossiers[dossier.code]["TrangThaiHoSo"]) == (2, "2")
    assert differences(desk.at, to=portal) == []


def test_a_session_that_ended_is_begun_anew(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    desk.filed()
    told(desk, portal)
    stub.next = ["expired"]
    desk.filed()
    assert told(desk, portal) == 1
    assert PortalMessage.objects.filter(attempts__gt=1).count() == 0


def test_a_slow_portal_is_waited_for_until_the_deadline(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    stub.always = "slow"
    desk.filed()
    assert told(desk, portal) == 1


def test_what_it_refuses_is_given_up_and_holds_up_no_other(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    refused, fine = desk.filed(), desk.filed()
    stub.next = ["", "refused"]
    told(desk, portal)
    assert refused.code not in stub.dossiers
    assert fine.code in stub.dossiers
    [found] = differences(desk.at, to=portal)
    assert (found.code, found.what, found.why) == (refused.code, "hồ sơ", "đã thôi gửi: cổng từ chối: mã E42")


def test_what_it_lost_is_told_anew(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    dossier = desk.filed()
    told(desk, portal)
    stub.dossiers.clear()
    desk.do("accept", dossier, "tiepnhan1")
    assert told(desk, portal) == 1
    assert stub.dossiers[dossier.code]["TrangThaiHoSo"] == "2"


def test_a_later_step_waits_for_the_earlier_one(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    dossier = desk.filed()
    stub.next = ["", "500"]
    told(desk, portal)
    desk.do("accept", dossier, "tiepnhan1")
    assert told(desk, portal, desk.at - timedelta(minutes=2)) == 0, "the first one's time has not come"
    told(desk, portal, desk.at + timedelta(minutes=1))
    assert [one["TrangThai"] for one in stub.steps] == ["1", "2"]


def test_differences_are_listed_with_the_reason(
    desk: Desk, portal: Portal, stub: StubPortal, tmp_path: Any, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path
    wrong, waiting = desk.filed(), desk.accepted()
    told(desk, portal)
    stub.dossiers[wrong.code]["TrangThaiHoSo"] = "9"
    stub.dossiers[wrong.code]["NgayHenTra"] = "rubbish"
    later = desk.do("forward", waiting, "tiepnhan1")
    spread(desk.at)
    found = {(one.code, one.what): one for one in differences(desk.at, to=portal)}
    assert (found[wrong.code, "trạng thái"].here, found[wrong.code, "trạng thái"].there) == ("1", "9")
    assert found[wrong.code, "ngày hẹn trả"].there == ""
    assert "bên kia giữ khác" in found[wrong.code, "trạng thái"].why
    assert found[later.code, "trạng thái"].why == "đang chờ gửi lần 1"
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("portal_differences", stdout=out)
    assert f"{wrong.code}: trạng thái: ở đây 1, bên kia 9" in out.getvalue()
    write_differences(desk.at)
    lines = (tmp_path / "portal-differences/2026-03-10.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + len(found)


def test_a_portal_that_does_not_answer_is_a_line_of_the_report(desk: Desk, portal: Portal, stub: StubPortal) -> None:
    desk.filed()
    stub.always = "500"
    assert [one.what for one in differences(desk.at, to=portal)] == ["tra cứu"]


def test_its_procedures_are_read(portal: Portal) -> None:
    assert portal.procedures()[0]["MaTTHC"] == "1.001193"


def test_what_comes_from_elsewhere_is_no_formula_in_the_table(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    said = Difference("H05.101-1", "trạng thái", "1", '=HYPERLINK("http://evil/")', "@SUM(1)")
    monkeypatch.setattr("motcua.exchange.actions.differences.differences", lambda at: [said])
    settings.NATIONAL_PORTAL, settings.DATA_DIR = "set", tmp_path
    write_differences(datetime(2026, 3, 10, 9, tzinfo=UTC))
    (file,) = (tmp_path / "portal-differences").iterdir()
    (_heading, row) = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [cell[:1] for cell in row[3:]] == ["'", "'"]


def test_no_portal_no_messages(desk: Desk) -> None:
    desk.filed()
    assert (spread(desk.at), tell_portal(desk.at), differences(desk.at)) == (0, 0, [])
