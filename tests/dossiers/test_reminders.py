"""A leader reminds whoever holds a dossier: once a day, written down, told to nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.correspondence import queries as correspondence
from motcua.correspondence.models import Message
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier, JournalEntry
from motcua.dossiers.queries import verify_chain
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from tests.builders.dossiers import Desk


def remind(desk: Desk, dossier: Dossier, who: str = "giamdoc", words: str = "") -> JournalEntry:
    desk.at += timedelta(minutes=1)
    return actions.remind(dossier.pk, by=desk.office.by(who, desk.at), at=desk.at, key=uuid4(), words=words)


def test_a_reminder_is_written_in_the_journal_and_told_to_the_holder_on_the_page_and_by_email(desk: Desk) -> None:
    dossier = desk.appraised()
    holder = desk.office.person("tuphap1")
    type(holder).objects.filter(pk=holder.pk).update(email="tuphap1@example.vn")
    before = Dossier.objects.get(pk=dossier.pk)
    entry = remind(desk, dossier, words="Hôm nay phải xong.")
    assert (entry.verb, entry.note, entry.actor_function) == ("remind", "Hôm nay phải xong.", "desk_head")
    assert entry.actor_id == desk.office.person("giamdoc").pk
    assert list(verify_chain(desk.office.id)) == []
    told = {one.channel: one for one in Message.objects.filter(kind="remind")}
    assert set(told) == {"in_app", "email"}
    assert all(one.account_id == holder.pk and dossier.code in one.body for one in told.values())
    assert "Hôm nay phải xong." in told["email"].body and told["email"].address == "tuphap1@example.vn"
    assert before.owner_name not in told["email"].body
    assert Dossier.objects.get(pk=dossier.pk).lock == before.lock, "nobody's open form is disturbed"
    assert correspondence.unread(desk.office.by("tuphap1", desk.at)) == 1


def test_a_dossier_is_reminded_of_once_a_day_and_a_repeat_of_the_request_is_no_second_one(desk: Desk) -> None:
    dossier, by, key = desk.appraised(), desk.office.by("chutich", desk.at), uuid4()
    first = actions.remind(dossier.pk, by=by, at=desk.at, key=key)
    assert actions.remind(dossier.pk, by=by, at=desk.at, key=key).pk == first.pk
    with pytest.raises(NotAllowed, match="Hôm nay đã nhắc"):
        remind(desk, dossier)
    desk.at += timedelta(days=1)
    remind(desk, dossier)
    assert JournalEntry.objects.filter(dossier=dossier, verb="remind").count() == 2


def test_only_who_leads_the_office_reminds_and_only_of_what_somebody_has_in_hand(desk: Desk) -> None:
    dossier = desk.appraised()
    for who in ("tuphap2", "vanthu", "tiepnhan1"):
        with pytest.raises(NotAllowed):
            remind(desk, dossier, who)
    with pytest.raises(NotFound):
        remind(desk, dossier, "vocuong.chutich")
    with pytest.raises(NotAllowed):
        remind(desk, dossier, "bacninh.kiemtra")
    for other in (desk.unassigned(), desk.asked_for_more(), desk.issued()):
        with pytest.raises(NotAllowed):
            remind(desk, other)
    with pytest.raises(Invalid):
        remind(desk, dossier, words="a" * 501)
    assert not JournalEntry.objects.filter(verb="remind").exists()


def test_whoever_is_given_a_dossier_by_a_leader_is_told_and_who_takes_it_themselves_is_not(desk: Desk) -> None:
    dossier = desk.appraised()
    assert not Message.objects.filter(account=desk.office.person("tuphap1")).exists()
    desk.do("reassign", dossier, "giamdoc", to_account_id=desk.office.person("tuphap2").pk, reason="Anh Long ốm.")
    told = Message.objects.get(account=desk.office.person("tuphap2"))
    assert (told.channel, told.kind) == ("in_app", "reassign")
    assert dossier.code in told.subject and "Anh Long ốm." in told.body
