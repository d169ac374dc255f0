"""Administrators' pages of messages: what failed, the words, texts to many, the jobs of the workers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from motcua.config.models import JobState, WorkerState
from motcua.correspondence.actions.campaigns import spread_campaigns
from motcua.correspondence.loading import shipped
from motcua.correspondence.models import Campaign, Message, ProviderHealth, WordingVersion
from motcua.correspondence.queries.wordings import forget
from motcua.organisation.models import OrganisationChange
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.correspondence.outboxes import laid

HOME = "/can-bo/quan-tri/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


def page(who: Any, address: str) -> str:
    answer = who.get(HOME + address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_what_the_provider_said_did_not_arrive_is_seen_found_and_sent_again(
    office: KinhBac, ward: Any, desk: Desk
) -> None:
    lost = laid(
        1, unit_id=office.id, state="sent", fate="failed", provider="viettel", reference="m1", last_error="mã lỗi 9"
    )
    laid(2, unit_id=office.id, state="sent", fate="delivered", provider="viettel")
    laid(3, unit_id=office.other_id, state="dead", last_error="của phường khác")
    failed = page(ward, "tin/")
    assert "nhà mạng báo không đến được" in failed and "của phường khác" not in failed
    assert lost.address not in failed
    assert "đã đến máy" in page(ward, "tin/?xem=sent&den=0912+000+002")
    assert "Không có tin nào" in page(ward, "tin/?xem=sent&den=0912000009")
    one = page(ward, f"tin/{lost.pk}/")
    assert "viettel" in one and "Xin chào" not in one
    assert ward.get(f"{HOME}tin/{laid(4, unit_id=office.other_id).pk}/").status_code == 404
    ward.sends(f"{HOME}tin/{lost.pk}/gui-lai/", reason="Máy đã mở")
    lost.refresh_from_db()
    assert (lost.state, lost.fate, lost.reference) == ("waiting", "", "")
    assert "Máy đã mở" in page(ward, f"tin/{lost.pk}/")


def words(**more: str) -> dict[str, str]:
    text = shipped("vi")["accepted"]
    told = {name: getattr(text, name) for name in ("subject", "tag", "tone", "heading", "opening", "link", "closing")}
    rows = "\n".join(f"{label}: {value}" for label, value in text.rows)
    return {**told, "rows": rows, "sms": "\n".join(text.sms), "after": "1", "reason": "Gọn hơn", "do": "save", **more}


def test_words_are_looked_at_before_they_hold_and_come_back(province: Any) -> None:
    address = f"{HOME}mau-tin/vi/accepted/"
    assert "GSM-7" in page(province, "mau-tin/vi/accepted/")
    seen = province.post(address, words(do="preview", sms="Phuong da nhan [{code}]")).content.decode()
    assert "Phuong da nhan (H05.101-261120-AA0007)" in seen and not WordingVersion.objects.exists()
    province.sends(address, **words(sms="Phường đã nhận {code}"))
    province.sends(address, **words(sms="Phường nhận {code}", after="2"))
    assert [one.number for one in WordingVersion.objects.order_by("number")] == [2, 3]
    listed = page(province, "mau-tin/vi/accepted/cac-ban/")
    assert "Phường đã nhận {code}" in listed and "Gọn hơn" in listed
    province.sends(f"{HOME}mau-tin/vi/accepted/lay-lai/1/", reason="Như cũ tốt hơn")
    newest = WordingVersion.objects.latest("number")
    assert newest.number == 4 and newest.text["sms"] == list(shipped("vi")["accepted"].sms)
    assert OrganisationChange.objects.filter(verb="save_wording").count() == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"sms": "Lý do {reason}"}, "Không có chỗ điền tên {reason}"),
        ({"sms": ""}, "Hãy ghi mục này."),
        ({"subject": "Không mã"}, "Tiêu đề phải có {code}"),
        ({"rows": "không có hai chấm {due"}, "ngoặc nhọn lẻ"),
        ({"after": "7"}, "Người khác vừa sửa mẫu này"),
    ],
)
def test_words_that_cannot_hold_say_why_and_what_was_typed_stays(
    province: Any, more: dict[str, str], said: str
) -> None:
    answer = province.post(f"{HOME}mau-tin/vi/accepted/", words(**more)).content.decode()
    assert said in answer
    assert "Gọn hơn" in answer and not WordingVersion.objects.exists()


def test_words_are_tried_on_oneself(province: Any) -> None:
    address = f"{HOME}mau-tin/vi/accepted/"
    assert (
        "Đã gửi thử"
        in province.sends(address, **words(do="test", phone="0912345678", email="an@a.vn")).content.decode()
    )
    assert {one.channel for one in Message.objects.filter(kind="test")} == {"sms", "email"}
    assert "để gửi thử" in province.post(address, words(do="test")).content.decode()
    assert province.post(address, words(do="test", email="x")).content.decode().count("ten@coquan.gov.vn")


def test_words_are_nothing_of_a_wards_and_unknown_ones_are_not_found(ward: Any, province: Any) -> None:
    assert ward.get(f"{HOME}mau-tin/").status_code == 404
    for address in ("vi/nothing", "fr/accepted", "vi/accepted/lay-lai/9"):
        assert province.get(f"{HOME}mau-tin/{address}/").status_code == 404


def campaign(office: KinhBac, **more: str) -> dict[str, str]:
    return {
        "office": str(office.id),
        "title": "Mất điện sáng thứ Sáu",
        "text": "UBND phường Kinh Bắc nghỉ tiếp dân sáng thứ Sáu vì mất điện.",
        "purpose": "service",
        "audience": "open",
        "per_minute": "60",
        **more,
    }


def test_a_text_to_many_is_written_looked_at_started_watched_and_stopped(
    office: KinhBac, ward: Any, desk: Desk
) -> None:
    desk.accepted()
    shown = ward.sends(f"{HOME}gui-hang-loat/moi/", **campaign(office)).content.decode()
    assert "1 số điện thoại" in shown and "nghi tiep dan" in shown
    one = Campaign.objects.get()
    place = f"{HOME}gui-hang-loat/{one.pk}/"
    ward.sends(f"{place}gui/", day="", clock="")
    spread_campaigns(timezone.now() + timedelta(seconds=1))
    answer = ward.get(place)
    assert answer.headers["Refresh"] == "10" and "0 trên 1 người, 0%" in answer.content.decode()
    assert "Đã dừng" in ward.sends(f"{place}dung/").content.decode()
    assert Message.objects.get(campaign=one).state == "given_up"
    assert "Refresh" not in ward.get(place).headers
    assert "Mất điện" in page(ward, "gui-hang-loat/")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"audience": "list", "purpose": "news", "numbers": "0912345678\nkhông phải"}, "Mục thứ 2 không phải số"),
        ({"audience": "list", "numbers": "0912345678"}, "chỉ gửi cho người có hồ sơ chưa xong"),
        ({"audience": "filed", "purpose": "news"}, "Ghi cả hai ngày"),
        ({"text": "Nhập mật khẩu vào đây"}, "Không hỏi mật khẩu"),
        ({"audience": "open"}, "Không có ai để gửi"),
    ],
)
def test_what_cannot_be_sent_to_many_says_why(office: KinhBac, ward: Any, more: dict[str, str], said: str) -> None:
    assert said in ward.post(f"{HOME}gui-hang-loat/moi/", campaign(office, **more)).content.decode()
    assert not Campaign.objects.exists()


def test_another_wards_text_to_many_does_not_exist(office: KinhBac, ward: Any, province: Any) -> None:
    wrong = ward.post(f"{HOME}gui-hang-loat/moi/", campaign(office) | {"office": str(office.other_id)})
    assert wrong.status_code == 200 and not Campaign.objects.exists()
    numbers = {"audience": "list", "purpose": "news", "numbers": "0912345678; 0912 345 679"}
    province.sends(f"{HOME}gui-hang-loat/moi/", **(campaign(office, **numbers) | {"office": str(office.other_id)}))
    one = Campaign.objects.get()
    assert one.expected == 2
    for place in ("", "gui/", "dung/"):
        assert ward.get(f"{HOME}gui-hang-loat/{one.pk}/{place}").status_code == 404


def test_jobs_are_seen_with_what_failed_first_and_one_is_had_run(province: Any, ward: Any, settings: Any) -> None:
    settings.PROVIDERS = {**settings.PROVIDERS, "sms": {"viettel": "folder:"}}
    at = timezone.now()
    assert "Không có tiến trình nền nào đang chạy" in page(province, "viec-nen/")
    WorkerState.objects.create(name="may1:7", started_at=at, seen_at=timezone.now())
    JobState.objects.create(name="journal anchors", failures=9, error="OSError", set_aside_at=at, ended_at=at)
    ProviderHealth.objects.create(
        name="viettel", channel="sms", failures=3, down_until=timezone.now() + timedelta(minutes=4),
        last_error="nhà mạng không trả lời (TimeoutError)", noted_at=at,
    )  # fmt: skip
    shown = page(province, "viec-nen/")
    for words_seen in ("Để riêng", "hỏng 9 lần liền: OSError", "may1:7", "Đang nghỉ sau lỗi"):
        assert words_seen in shown
    assert shown.index("Neo nhật ký") < shown.index("Gửi tin nhắn")
    assert "Sẽ chạy trong vài giây" in province.sends(f"{HOME}viec-nen/journal-anchors/chay/").content.decode()
    state = JobState.objects.get(name="journal anchors")
    assert state.asked_at is not None and state.set_aside_at is None
    assert OrganisationChange.objects.filter(verb="run_job").exists()
    assert province.post(f"{HOME}viec-nen/khong-co/chay/").status_code == 404
    assert ward.get(f"{HOME}viec-nen/").status_code == 404
