"""Moving a colleague's dossiers, reminding, noting that somebody is away: seen before done, each by its own action."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from motcua.correspondence.models import Message
from motcua.dossiers.models import Dossier, JournalEntry
from motcua.organisation.models import Leave, OrganisationChange
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

AT = "/can-bo/dieu-hanh/"


def hidden(text: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', text)


def said(screen: Any, answer: Any) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return str(screen.get(answer.url).content.decode())


def held_by(office: KinhBac, login: str) -> int:
    return Dossier.objects.filter(holder=office.person(login), is_open=True).count()


def test_a_sick_colleagues_dossiers_are_shown_shared_out_and_moved(busy: Desk, sit_down: Any) -> None:
    office, screen = busy.office, sit_down("giamdoc")
    sick, well = office.person("tuphap1"), office.person("tuphap2")
    text = screen.get(f"{AT}chuyen-nguoi/?can-bo={sick.pk}").content.decode()
    picked = hidden(text, "dossier")
    assert len(picked) == 3 and well.full_name in text
    typed = {"step": "preview", "dossier": picked, "to-case_handler": [str(well.pk)], "cach": "turns", "ly-do": "Ốm."}
    text = screen.post(f"{AT}chuyen-nguoi/", typed).content.decode()
    assert "Chuyển 3 hồ sơ này?" in text and "Lý do: Ốm." in text
    assert held_by(office, "tuphap2") == 0, "nothing has moved yet"
    typed = {"step": "move", "key": hidden(text, "key")[0], "move": hidden(text, "move"), "ly-do": "Ốm."}
    answer = screen.post(f"{AT}chuyen-nguoi/", typed)
    assert f"Đã chuyển 3 hồ sơ: {well.full_name} 3." in said(screen, answer)
    assert (held_by(office, "tuphap1"), held_by(office, "tuphap2")) == (0, 3)
    entries = JournalEntry.objects.filter(verb="reassign")
    assert {(one.note, one.actor_id) for one in entries} == {("Ốm.", office.person("giamdoc").pk)}
    assert Message.objects.filter(account=well, kind="reassign").count() == 3
    said(screen, screen.post(f"{AT}chuyen-nguoi/", typed))
    assert JournalEntry.objects.filter(verb="reassign").count() == 3, "the same form sent twice moves nothing twice"


def test_who_ticked_nothing_is_told_to_tick(busy: Desk, sit_down: Any) -> None:
    screen = sit_down("giamdoc")
    assert "Chưa chọn hồ sơ nào." in said(screen, screen.get(f"{AT}chuyen-nguoi/"))
    gone = screen.get(f"{AT}chuyen-nguoi/?dossier={uuid4()}")
    assert "hồ sơ đã xong, hoặc cơ quan khác giữ" in said(screen, gone)


def test_what_changed_meanwhile_is_named_and_the_rest_moves(busy: Desk, sit_down: Any) -> None:
    office, screen = busy.office, sit_down("chutich")
    mine = list(Dossier.objects.filter(holder=office.person("tuphap1"), is_open=True, is_paused=False).order_by("pk"))
    to = office.person("tuphap2").pk
    values = [f"{one.pk}:{one.lock}:{to}" for one in mine]
    busy.do("submit_for_approval", mine[0], "tuphap1", summary="Xong rồi.")
    answer = screen.post(f"{AT}chuyen-nguoi/", {"step": "move", "move": values, "ly-do": "Ốm."})
    text = said(screen, answer)
    assert f"{mine[0].code} chưa chuyển được" in text and "Đã chuyển 1 hồ sơ" in text
    assert held_by(office, "tuphap2") == 1


def test_work_in_nobodys_hands_is_given_and_several_colleagues_share(busy: Desk, sit_down: Any) -> None:
    office, screen = busy.office, sit_down("chutich")
    nobodys = Dossier.objects.get(holder=None, holder_function="case_handler", is_open=True)
    mine = Dossier.objects.filter(holder=office.person("tuphap1"), is_open=True, is_paused=False)
    picked = [str(one.pk) for one in [nobodys, *mine]]
    both = [str(office.person(who).pk) for who in ("tuphap1", "tuphap2")]
    typed = {"step": "preview", "dossier": picked, "to-case_handler": both, "cach": "fewest", "ly-do": "Chia việc."}
    text = screen.post(f"{AT}chuyen-nguoi/", typed).content.decode()
    moves = hidden(text, "move")
    assert len(moves) == 3 and sum(both[1] in move for move in moves) >= 2, "who holds fewer gets more"
    text = said(screen, screen.post(f"{AT}chuyen-nguoi/", {"step": "move", "move": moves, "ly-do": "Chia việc."}))
    assert "Đã chuyển" in text
    assert JournalEntry.objects.filter(verb="assign", dossier=nobodys).exists()


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(busy: Desk, sit_down: Any) -> None:
    screen, person = sit_down("giamdoc"), busy.office.person("tuphap1").pk
    picked = hidden(screen.get(f"{AT}chuyen-nguoi/?can-bo={person}").content.decode(), "dossier")
    typed = {"step": "preview", "dossier": picked, "cach": "fewest", "ly-do": "Nghỉ ốm"}
    text = screen.post(f"{AT}chuyen-nguoi/", typed).content.decode()
    assert "<title>Lỗi:" in text and 'href="#to-case_handler"' in text and "Nghỉ ốm</textarea>" in text
    assert re.search(r'value="fewest" checked', text)
    someone = {"to-case_handler": [str(busy.office.person("vocuong.vanphong").pk)]}
    assert "<title>Lỗi:" in screen.post(f"{AT}chuyen-nguoi/", typed | someone).content.decode()
    colleague = {"to-case_handler": [str(busy.office.person("tuphap2").pk)], "ly-do": " "}
    text = screen.post(f"{AT}chuyen-nguoi/", typed | colleague).content.decode()
    assert 'href="#ly-do"' in text and "checked" in text
    too_long = screen.post(f"{AT}chuyen-nguoi/", typed | colleague | {"ly-do": "a" * 501}).content.decode()
    assert "Lý do dài quá" in too_long


def test_nonsense_moves_nothing_and_breaks_nothing(busy: Desk, sit_down: Any) -> None:
    screen = sit_down("giamdoc")
    for typed in (
        {"step": "move"}, {"step": "move", "move": ["x", "a:b:c", f"{uuid4()}:1:{uuid4()}", "\0:1:2"], "ly-do": "\0"},
        {"step": "preview"}, {"step": "preview", "dossier": ["x", str(uuid4())]}, {"dossier": "\0", "can-bo": "\0"},
    ):  # fmt: skip
        assert screen.post(f"{AT}chuyen-nguoi/", typed).status_code == 302, typed
    assert screen.get(f"{AT}chuyen-nguoi/?can-bo={uuid4()}").status_code == 302
    assert not JournalEntry.objects.filter(verb__in=["reassign", "assign"]).exists()


def test_inspectors_superiors_and_other_offices_move_and_remind_nothing(busy: Desk, sit_down: Any) -> None:
    dossier = Dossier.objects.filter(holder=busy.office.person("tuphap1"), is_paused=False).first()
    assert dossier is not None
    move = f"{dossier.pk}:{dossier.lock}:{busy.office.person('tuphap2').pk}"
    for who in ("bacninh.kiemtra", "bacninh.lanhdao", "vocuong.chutich"):
        screen = sit_down(who)
        assert screen.get(f"{AT}chuyen-nguoi/?dossier={dossier.pk}").status_code == 302
        screen.post(f"{AT}chuyen-nguoi/", {"step": "move", "move": [move], "ly-do": "x"})
        screen.post(f"{AT}nhac/", {"dossier": [str(dossier.pk)]})
    assert sit_down("tuphap2").post(f"{AT}nhac/", {"dossier": [str(dossier.pk)]}).status_code == 403
    assert not JournalEntry.objects.filter(verb__in=["reassign", "remind"]).exists()


def test_a_late_dossiers_holder_is_reminded_once_a_day(busy: Desk, sit_down: Any, clock: Any) -> None:
    clock.at = busy.at + timedelta(days=9)
    screen, tuphap1 = sit_down("chutich"), busy.office.person("tuphap1")
    late = screen.get(f"{AT}danh-sach/?nhom=cham&can-bo={tuphap1.pk}").content.decode()
    picked = re.findall(r'name="dossier" value="([^"]+)"', late)
    assert len(picked) == 2 and "Chưa rõ lý do · Chưa xin lỗi" in late
    form = screen.get(f"{AT}nhac/", {"dossier": picked}).content.decode()
    assert "Nhắc 2 hồ sơ" in form and tuphap1.full_name in form
    typed = {"dossier": picked, "loi-nhac": "Xong trước trưa mai.", "key": hidden(form, "key")[0]}
    text = said(screen, screen.post(f"{AT}nhac/", typed))
    assert "Đã nhắc 2 hồ sơ." in text and "đã nhắc hôm nay" in text
    assert "Những hồ sơ sau không nhắc" in screen.get(f"{AT}nhac/", {"dossier": picked}).content.decode()
    again = said(screen, screen.post(f"{AT}nhac/", {"dossier": picked}))
    assert again.count("Hôm nay đã nhắc hồ sơ này rồi.") == 2
    assert JournalEntry.objects.filter(verb="remind").count() == 2
    long = screen.post(f"{AT}nhac/", {"dossier": picked, "loi-nhac": "a" * 501})
    assert long.status_code == 200 and "Lời nhắc dài quá" in long.content.decode()
    assert screen.get(f"{AT}nhac/?dossier=x").status_code == 302


def test_why_a_dossier_is_late_is_told_as_far_as_it_is_known(busy: Desk, sit_down: Any, clock: Any) -> None:
    asked = busy.consulted()
    clock.at = busy.at + timedelta(days=9)
    Leave.objects.create(account=busy.office.person("tuphap1"), valid_from=clock.at.date())
    text = sit_down("chutich").get(f"{AT}danh-sach/?nhom=cham").content.decode()
    assert text.count("Chưa giao cho ai ·") == 1 and "Chờ ký" in text
    assert text.count("Người giữ đang nghỉ") == 2 and text.count("Chờ ý kiến nơi khác") == 1
    assert asked.code in text


# Somebody is away


def test_a_desk_head_notes_a_sick_colleague_and_is_offered_to_hand_their_work_on(busy: Desk, sit_down: Any) -> None:
    screen, sick = sit_down("giamdoc"), busy.office.person("tuphap1")
    assert "Không ai nghỉ." in screen.get(f"{AT}nghi/").content.decode()
    day = f"{busy.at:%d/%m/%Y}"
    text = said(screen, screen.post(f"{AT}nghi/", {"person": str(sick.pk), "first": day, "last": "", "reason": "Ốm"}))
    assert f"Đã ghi: {sick.full_name} nghỉ từ {day} đến khi có báo lại." in text
    assert "đang giữ 3 hồ sơ đang mở" in text and f"chuyen-nguoi/?can-bo={sick.pk}" in text and "Ốm" not in text
    leave = Leave.objects.get(account=sick)
    assert OrganisationChange.objects.get(verb="record_leave").actor_id == busy.office.person("giamdoc").pk
    text = said(screen, screen.post(f"{AT}nghi/{leave.pk}/bo/"))
    assert "Đã bỏ lần nghỉ này." in text and not Leave.objects.exists()


def test_days_that_cannot_be_are_refused_beside_the_input_and_strangers_are_not_offered(
    busy: Desk, sit_down: Any
) -> None:
    screen, sick = sit_down("giamdoc"), str(busy.office.person("tuphap1").pk)
    stranger = busy.office.person("vocuong.chutich")
    assert stranger.full_name not in screen.get(f"{AT}nghi/").content.decode()
    for person, first, last in ((sick, "hôm nay", ""), (sick, "31/02/2026", ""), (sick, "", ""),
                                (sick, "12/03/2026", "11/03/2026"), ("", "12/03/2026", ""), ("x", "12/03/2026", ""),
                                (str(stranger.pk), "12/03/2026", ""), (sick, "12/03/2036", ""),
                                (sick, "12/03/2026", "\0")):  # fmt: skip
        answer = screen.post(f"{AT}nghi/", {"person": person, "first": first, "last": last})
        assert answer.status_code == 200 and "<title>Lỗi:" in answer.content.decode(), (person, first, last)
    assert not Leave.objects.exists()
    leave = Leave.objects.create(account=stranger, valid_from=busy.at.date())
    assert screen.post(f"{AT}nghi/{leave.pk}/bo/").status_code == 404
    assert screen.post(f"{AT}nghi/{uuid4()}/bo/").status_code == 404
    assert screen.get(f"{AT}nghi/{leave.pk}/bo/").status_code == 405
