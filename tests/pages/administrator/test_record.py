"""Sessions, the record and its searching, failed messages: within one's own subtree, and each look leaves a row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from motcua.accounts.models import AccountSession
from motcua.correspondence.actions.enqueue import enqueue
from motcua.correspondence.models import Message, Resending
from motcua.correspondence.rules.wording import Facts
from motcua.dossiers.actions import record_view
from motcua.organisation.models import OrganisationChange
from motcua.pages.administrator.audit import harmless
from tests.builders.dossiers import Desk
from tests.builders.office import PASSWORD, KinhBac
from tests.statements import statements

HOME = "/can-bo/quan-tri/"


def signed_in(office: KinhBac, login: str) -> Client:
    person = office.account(login)
    window = Client()
    window.post("/can-bo/dang-nhap/", {"login": person.login, "password": PASSWORD})
    return window


def test_who_is_signed_in_is_seen_and_ended_here_but_not_next_door(office: KinhBac, ward: Any) -> None:
    window = signed_in(office, "tuphap1")
    signed_in(office, "vocuong.chutich")
    page = ward.get(f"{HOME}dang-nhap/").content.decode()
    assert office.person("tuphap1").full_name in page
    assert office.person("vocuong.chutich").full_name not in page
    row = AccountSession.objects.get(account=office.person("tuphap1"))
    ward.sends(f"{HOME}dang-nhap/{row.account_id}/{row.pk}/ket-thuc/")
    assert window.get("/can-bo/ho-so/").status_code == 302
    other = AccountSession.objects.get(account=office.person("vocuong.chutich"))
    assert ward.post(f"{HOME}dang-nhap/{other.account_id}/{other.pk}/ket-thuc/").status_code == 404


def test_the_record_is_found_by_person_code_kind_and_period(office: KinhBac, ward: Any, desk: Desk) -> None:
    dossier = desk.appraised()
    found = ward.get(
        f"{HOME}nhat-ky/?loai=ho-so&ma={dossier.code}&nguoi=kinhbac.tiepnhan1&tu=1/3/2026"
    ).content.decode()
    assert "chuyển bước" in found and dossier.code in found
    assert "Không có dòng nào khớp" in ward.get(f"{HOME}nhat-ky/?loai=ho-so&tu=1/1/2027").content.decode()
    assert "Không có ai mang tên" in ward.get(f"{HOME}nhat-ky/?loai=ho-so&nguoi=ai.do").content.decode()
    assert dossier.owner_name not in found
    record_view(office.by("tuphap1"), dossier, what="unmasked", at=office.at)
    assert "xem thông tin bị che" in ward.get(f"{HOME}nhat-ky/?loai=luot-xem&ma={dossier.code}").content.decode()
    signed_in(office, "tuphap1")
    assert "đăng nhập" in ward.get(f"{HOME}nhat-ky/?loai=tai-khoan&nguoi=kinhbac.tuphap1").content.decode()


def test_searching_is_itself_recorded_without_what_was_typed(office: KinhBac, ward: Any) -> None:
    ward.get(f"{HOME}nhat-ky/")
    assert not OrganisationChange.objects.filter(verb="search_record").exists()
    ward.get(f"{HOME}nhat-ky/?loai=to-chuc&nguoi=kinhbac.chutich")
    row = OrganisationChange.objects.get(verb="search_record")
    assert row.data == {"kind": "to-chuc", "filters": ["nguoi"]}
    assert "tra nhật ký" in ward.get(f"{HOME}nhat-ky/?loai=to-chuc").content.decode()


def test_the_file_holds_the_rows_and_no_formula(office: KinhBac, ward: Any, desk: Desk) -> None:
    dossier = desk.accepted()
    answer = ward.get(f"{HOME}nhat-ky/tep/?loai=ho-so")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert dossier.code in text
    assert OrganisationChange.objects.filter(verb="export_record").exists()
    assert [harmless(sign + "1+1") for sign in "=+-@\t"] == ["'" + sign + "1+1" for sign in "=+-@\t"]


def dead(desk: Desk, number: int = 1) -> list[Message]:
    """Messages of the office that could not be sent."""
    dossier = desk.filed()
    facts = Facts(
        dossier.code, "Khai sinh", "UBND", "https://a.example/", "a.example/", desk.at, reason="Nội dung riêng tư"
    )
    made: list[Message] = []
    for one in range(number):
        made += enqueue(dossier, kind="submitted", facts=facts, cause=f"cause{one}", at=desk.at)
    keys = [one.pk for one in made if one.channel == "sms"]
    Message.objects.filter(pk__in=keys).update(state="dead", last_error="số không đúng", attempts=3)
    return [one for one in made if one.pk in keys]


def test_a_failed_message_is_seen_masked_and_sent_again_or_given_up(office: KinhBac, ward: Any, desk: Desk) -> None:
    first, second = dead(desk, 2)
    page = ward.get(f"{HOME}tin/").content.decode()
    assert "số không đúng" in page
    assert first.address not in page and "Nội dung riêng tư" not in page
    ward.sends(f"{HOME}tin/{first.pk}/gui-lai/", reason="Đã sửa số")
    ward.sends(f"{HOME}tin/{second.pk}/thoi/", reason="Đã gọi điện")
    assert Message.objects.get(pk=first.pk).state == "waiting"
    assert Message.objects.get(pk=second.pk).state == "given_up"
    assert Resending.objects.get().reason == "Đã sửa số"
    verbs = OrganisationChange.objects.filter(unit=office.id).values_list("verb", flat=True)
    assert {"resend_message", "give_up_message"} <= set(verbs)
    assert "Mọi tin đều gửi được" in ward.get(f"{HOME}tin/").content.decode()


def test_the_messages_of_the_ward_next_door_are_not_there(office: KinhBac, desk: Desk, clock: Any) -> None:
    from tests.pages.administrator.conftest import Administrator

    one = dead(desk)[0]
    Message.objects.filter(pk=one.pk).update(unit_id=office.other_id)
    assert Administrator(office, "quantri").get(f"{HOME}tin/{one.pk}/thoi/").status_code == 404
    assert Administrator(office, "bacninh.quantri").get(f"{HOME}tin/{one.pk}/thoi/").status_code == 200


@pytest.mark.parametrize("page", ["", "can-bo/", "dang-nhap/", "nhat-ky/?loai=to-chuc", "nhat-ky/?loai=ho-so", "tin/"])
def test_more_rows_cost_no_more_statements(office: KinhBac, ward: Any, desk: Desk, page: str) -> None:
    ward.get(HOME + page)
    with statements() as few:
        ward.get(HOME + page)
    dead(desk, 3)
    for login in ("tuphap1", "vanthu", "chutich"):
        AccountSession.objects.create(
            account=office.person(login), session_key=login, opened_at=office.at, seen_at=timezone.now(), how="password"
        )
    office.at += timedelta(0)
    ward.get(HOME + page)  # who asks was last told to the database for somebody else
    with statements() as many:
        ward.get(HOME + page)
    assert len(many) <= len(few)
    assert len(many) <= 16
