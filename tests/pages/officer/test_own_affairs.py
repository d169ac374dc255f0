"""My leave, my deputies, what I am told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from motcua.correspondence import queries as correspondence
from motcua.correspondence.models import Message
from motcua.dossiers import actions
from motcua.organisation.models import Delegation, Holding, Leave, OrganisationChange
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

MINE, MESSAGES = "/can-bo/uy-quyen/", "/can-bo/tin-bao/"


def said(screen: Any, answer: Any) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return str(screen.get(answer.url).content.decode())


def day(office: KinhBac, ahead: int) -> str:
    return f"{office.at + timedelta(days=ahead):%d/%m/%Y}"


def test_i_note_my_leave_and_take_it_back(office: KinhBac, sit_down: Any) -> None:
    screen = sit_down("tuphap1")
    typed = {"step": "leave", "first": day(office, 1), "last": day(office, 3), "reason": "Về quê"}
    text = said(screen, screen.post(MINE, typed))
    assert "Đã ghi ngày nghỉ." in text and "Về quê" in text and day(office, 3) in text
    again = screen.post(MINE, typed)
    assert again.status_code == 200 and "Đã ghi nghỉ từ" in again.content.decode()
    assert OrganisationChange.objects.filter(verb="record_leave").count() == 1
    leave = Leave.objects.get()
    stranger = sit_down("tuphap2")
    assert "Bạn không được bỏ" in said(stranger, stranger.post(f"{MINE}nghi/{leave.pk}/bo/"))
    assert "Đã bỏ lần nghỉ này." in said(screen, screen.post(f"{MINE}nghi/{leave.pk}/bo/"))
    assert OrganisationChange.objects.filter(verb="cancel_leave").exists() and not Leave.objects.exists()


def test_i_entrust_my_post_to_a_colleague_who_sees_it_and_i_take_it_back(office: KinhBac, sit_down: Any) -> None:
    screen, deputy = sit_down("tuphap1"), office.person("tuphap2")
    post = Holding.objects.get(account=office.person("tuphap1"))
    typed = {"step": "lend", "posts": [str(post.pk)], "to": str(deputy.pk), "first": day(office, 0),
             "last": day(office, 5), "reason": "Nghỉ phép"}  # fmt: skip
    text = said(screen, screen.post(MINE, typed))
    assert "Đã giao vị trí cho đồng nghiệp." in text and "Tôi giao" in text and deputy.full_name in text
    theirs = sit_down("tuphap2").get(MINE).content.decode()
    assert "Giao cho tôi" in theirs and "Nghỉ phép" in theirs and "Thu hồi" not in theirs
    given = Delegation.objects.get()
    receiver = sit_down("tuphap2")
    assert "Bạn không được thu hồi" in said(receiver, receiver.post(f"{MINE}{given.pk}/thu-hoi/"))
    assert "Đã thu hồi." in said(screen, screen.post(f"{MINE}{given.pk}/thu-hoi/"))
    assert "Giao cho tôi" not in sit_down("tuphap2").get(MINE).content.decode()
    assert OrganisationChange.objects.filter(verb__in=["grant_delegation", "revoke_delegation"]).count() == 2


def test_a_post_or_colleague_of_elsewhere_and_days_that_cannot_be_are_refused_and_what_was_typed_stays(
    office: KinhBac, sit_down: Any
) -> None:
    screen = sit_down("tuphap1")
    own, other = (str(Holding.objects.filter(account=office.person(who)).first().pk) for who in ("tuphap1", "vanthu"))  # type: ignore[union-attr]
    to, stranger = (str(office.person(who).pk) for who in ("tuphap2", "vocuong.chutich"))
    good = {"step": "lend", "posts": [own], "to": to, "first": day(office, 0), "last": day(office, 2)}
    assert office.person("vocuong.chutich").full_name not in screen.get(MINE).content.decode()
    for wrong in ({"posts": [other]}, {"posts": []}, {"to": stranger}, {"to": ""}, {"first": "mai"},
                  {"last": ""}, {"last": day(office, -2)}, {"first": day(office, 3)}, {"posts": ["x"]},
                  {"reason": "a" * 301}):  # fmt: skip
        answer = screen.post(MINE, good | wrong)
        assert answer.status_code == 200 and "<title>Lỗi:" in answer.content.decode(), wrong
    text = screen.post(MINE, good | {"first": "mai", "reason": "Đi học"}).content.decode()
    assert 'value="mai"' in text and "Đi học" in text and 'href="#giao_first"' in text
    assert not Delegation.objects.exists()
    for address in (f"{MINE}{uuid4()}/thu-hoi/", f"{MINE}nghi/{uuid4()}/bo/"):
        assert "Bạn không được" in said(screen, screen.post(address))
        assert screen.get(address).status_code == 405


def test_somebody_without_a_post_is_offered_no_delegation(office: KinhBac, sit_down: Any) -> None:
    Holding.objects.filter(account=office.person("tuphap1")).delete()
    text = sit_down("tuphap1").get(MINE).content.decode()
    assert "Giao vị trí cho đồng nghiệp" not in text and "Hôm nay bạn không giữ vị trí nào." in text


def test_what_i_am_told_is_counted_in_the_menu_listed_and_marked_read(
    office: KinhBac, sit_down: Any, clock: Any
) -> None:
    desk = Desk(office)
    dossier = desk.appraised()
    clock.at = desk.at
    screen, me = sit_down("tuphap1"), office.person("tuphap1")
    assert "Chưa có tin nào" in screen.get(MESSAGES).content.decode()
    actions.remind(dossier.pk, by=office.by("chutich"), at=desk.at, key=uuid4(), words="Làm ngay giúp.")
    text = screen.get(MESSAGES).content.decode()
    assert re.search(r'class="badge">1<', text) and "Làm ngay giúp." in text
    assert not sit_down("tuphap2").get(MESSAGES).content.decode().count(dossier.code)
    answer = screen.post(MESSAGES, {"dossier": str(dossier.pk)})
    assert answer.url == f"/can-bo/ho-so/{dossier.pk}/"
    assert Message.objects.get(account=me).read_at is not None
    text = screen.get(MESSAGES).content.decode()
    assert "badge" not in text and "Đánh dấu đã đọc hết" not in text and "Làm ngay giúp." in text
    assert screen.post(MESSAGES, {"dossier": "\0"}).status_code == 302
    assert correspondence.unread(office.by("tuphap1")) == 0
