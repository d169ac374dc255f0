"""The promise to the citizen over nights, weekends, holidays, pauses and one apology."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db.models import F

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, JournalEntry
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.organisation.models import CalendarDay, Unit
from motcua.organisation.rules.authority import SYSTEM
from motcua.working_time import sentences
from tests.builders.dossiers import Desk
from tests.builders.office import HANOI, KinhBac


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HANOI)


@pytest.fixture
def office(db: None) -> KinhBac:
    return KinhBac(keys=("birth", "marital-status", "household-business"))


def accepted(desk: Desk, key: str, moment: datetime) -> Dossier:
    desk.at = moment - timedelta(minutes=1)
    return desk.do("accept", desk.filed(key), "tiepnhan1")


def test_three_working_days_go_round_a_weekend_and_a_holiday(desk: Desk) -> None:
    # Friday 24/4/2026; Sunday 26/4 is the Hùng kings' day, so Monday 27/4 is off.
    dossier = accepted(desk, "marital-status", at(4, 24, 9))
    assert dossier.due_at == dossier.original_due_at == at(4, 30, 9).replace(month=5, day=4)
    told = " ".join(sentences(queries.explanation_of(dossier, desk.at)))
    assert "Giỗ Tổ" in told and "04/05/2026" in told


def test_a_same_day_procedure_received_after_three_counts_from_the_next_working_day(desk: Desk) -> None:
    early = accepted(desk, "birth", at(3, 13, 14, 59))
    late = accepted(desk, "birth", at(3, 13, 15, 1))
    assert early.due_at.date() == at(3, 13, 0).date()
    assert late.due_at.date() == at(3, 16, 0).date()


def test_waiting_for_the_citizen_moves_the_promise_by_exactly_the_wait(desk: Desk) -> None:
    dossier = accepted(desk, "marital-status", at(3, 10, 9))
    before = dossier.due_at
    officer = desk.office.account("tuphap1").pk
    dossier = desk.do("forward", dossier, "tiepnhan1", to_account_id=officer)
    item = {"paper": "", "field": "", "reason": "missing", "text": "Giấy ly hôn."}
    desk.at = at(3, 10, 10) - timedelta(minutes=1)
    dossier = desk.do("request_supplement", dossier, "tuphap1", items=[item])
    assert dossier.is_paused and dossier.due_at == before
    desk.at = at(3, 11, 10) - timedelta(minutes=1)
    dossier = desk.do("answer_supplement", dossier, "citizen", note="Đã nộp.")
    assert not dossier.is_paused
    # One working day's wait: the promise moves from Friday over the weekend to Monday, at the same hour.
    assert (before, dossier.due_at) == (at(3, 13, 9), at(3, 16, 9))
    assert dossier.original_due_at == before
    assert dossier.due_at == queries.explanation_of(dossier, desk.at).due_at


def test_a_wait_before_acceptance_is_not_time_that_the_desk_spent(desk: Desk) -> None:
    desk.at = at(3, 10, 9)
    dossier = desk.filed("marital-status")
    item = {"paper": "", "field": "", "reason": "missing", "text": "Giấy ly hôn."}
    desk.at = at(3, 10, 10) - timedelta(minutes=1)
    dossier = desk.do("request_supplement", dossier, "tiepnhan1", items=[item])
    assert _spent_at_the_desk(desk, dossier, at(3, 11, 16)) == 60
    desk.at = at(3, 12, 9) - timedelta(minutes=1)
    dossier = desk.do("answer_supplement", dossier, "citizen", note="Đã nộp.")
    desk.at = at(3, 12, 9, 29)
    desk.do("accept", dossier, "tiepnhan1")
    assert _spent_at_the_desk(desk, dossier, at(3, 12, 9, 30)) == 90


def _spent_at_the_desk(desk: Desk, dossier: Dossier, when: datetime) -> int:
    page = queries.dossier_page(desk.office.by("tiepnhan1", when), dossier.pk, when)
    return page.stages[0].spent_minutes


def test_a_second_supplement_needs_a_leader_and_counts_as_late(desk: Desk) -> None:
    item = {"paper": "birth_notice", "field": "", "reason": "illegible", "text": "Chụp lại."}
    dossier = desk.do("answer_supplement", desk.asked_for_more(), "citizen", note="Đây ạ.")
    with pytest.raises(NotAllowed):
        desk.do("request_supplement", dossier, "tuphap1", items=[item])
    with pytest.raises(NotAllowed):
        desk.do("request_supplement", dossier, "tuphap1", items=[item], leader_reason="Tôi tự nghĩ ra.")
    dossier = desk.do("request_supplement", dossier, "chutich", items=[item], leader_reason="Trang hai vẫn mờ.")
    assert dossier.counts_as_late


def test_a_supplement_must_say_what_is_missing(desk: Desk) -> None:
    dossier = desk.appraised()
    for items, wrong in (
        ([], "items"),
        ([{"paper": "birth_notice", "reason": "missing", "text": " "}], "items.0.text"),
        ([{"paper": "khong-co", "reason": "missing", "text": "a"}], "items.0.paper"),
        ([{"paper": "birth_notice", "reason": "vi-thich", "text": "a"}], "items.0.reason"),
    ):
        with pytest.raises(Invalid) as refused:
            desk.do("request_supplement", dossier, "tuphap1", items=items, reason="x")
        assert wrong in refused.value.detail["errors"]


def test_an_apology_is_given_once_before_the_due_date_and_keeps_the_first_promise(desk: Desk) -> None:
    dossier = accepted(desk, "marital-status", at(3, 10, 9))
    promised = dossier.due_at
    with pytest.raises(Invalid):
        desk.do("extend", dossier, "chutich", to_due_at=promised, reason="Cần xác minh.")
    dossier = desk.do("extend", dossier, "chutich", to_due_at=promised + timedelta(days=2), reason="Cần xác minh.")
    assert (dossier.due_at, dossier.original_due_at) == (promised + timedelta(days=2), promised)
    assert dossier.apology == "given"
    told = sentences(queries.explanation_of(dossier, desk.at))
    assert told[-1] == "Đã xin lỗi và hẹn lại: trả trước 09:00 Chủ nhật, 15/03/2026."
    with pytest.raises(NotAllowed):
        desk.do("extend", dossier, "chutich", to_due_at=promised + timedelta(days=9), reason="Lại cần nữa.")


def test_an_apology_after_the_due_date_comes_too_late(desk: Desk) -> None:
    dossier = accepted(desk, "marital-status", at(3, 10, 9))
    desk.at = dossier.due_at
    with pytest.raises(NotAllowed, match="quá giờ hẹn"):
        desk.do("extend", dossier, "chutich", to_due_at=dossier.due_at + timedelta(days=2), reason="Quên.")
    assert queries.is_late(dossier, dossier.due_at + timedelta(minutes=1))


def test_a_pause_after_an_apology_moves_the_new_promise(desk: Desk) -> None:
    dossier = accepted(desk, "household-business", at(3, 10, 9))
    officer = desk.office.account("kinhte1").pk
    dossier = desk.do("forward", dossier, "tiepnhan1", to_account_id=officer)
    given = dossier.due_at + timedelta(days=1)
    dossier = desk.do("extend", dossier, "chutich", to_due_at=given, reason="Cần xác minh.")
    desk.at = at(3, 11, 10) - timedelta(minutes=1)
    dossier = desk.do("withdraw", dossier, "citizen", reason="Tôi nghĩ lại.")
    desk.at = at(3, 12, 10) - timedelta(minutes=1)
    dossier = desk.do("decline_withdrawal", dossier, "chutich", reason="Sắp xong rồi.")
    assert dossier.due_at > given
    assert dossier.original_due_at is not None and dossier.original_due_at < given


def test_a_pause_begun_after_the_new_promise_was_broken_gives_nothing_back(desk: Desk) -> None:
    dossier = accepted(desk, "marital-status", at(3, 10, 9))
    given = dossier.due_at + timedelta(days=3)
    dossier = desk.do("extend", dossier, "chutich", to_due_at=given, reason="Cần xác minh.")
    desk.at = given + timedelta(days=1)
    dossier = desk.do("withdraw", dossier, "citizen", reason="Lâu quá.")
    desk.at += timedelta(days=2)
    dossier = desk.do("decline_withdrawal", dossier, "chutich", reason="Sắp xong rồi.")
    assert dossier.due_at == given
    assert queries.is_late(dossier, desk.at)


def test_a_newly_decreed_holiday_moves_the_end_of_the_stage_too(desk: Desk) -> None:
    dossier = accepted(desk, "marital-status", at(3, 10, 16, 30))
    before = dossier.stage_due_at
    assert before is not None and before.date() == at(3, 11, 0).date()
    CalendarDay.objects.create(date=at(3, 11, 0).date(), kind="holiday", name="Ngày nghỉ mới", source="Quyết định")
    Unit.objects.update(calendar_revision=F("calendar_revision") + 1)
    actions.recompute_due_dates(by=SYSTEM, at=desk.at)
    assert Dossier.objects.get(pk=dossier.pk).stage_due_at == before + timedelta(days=1)


def test_a_newly_decreed_holiday_repairs_every_open_dossier_and_leaves_the_first_promise(desk: Desk) -> None:
    dossier = accepted(desk, "marital-status", at(3, 10, 9))
    CalendarDay.objects.create(date=at(3, 12, 0).date(), kind="holiday", name="Ngày nghỉ mới", source="Quyết định")
    Unit.objects.update(calendar_revision=F("calendar_revision") + 1)
    assert actions.recompute_due_dates(by=SYSTEM, at=desk.at) == 1
    mended = Dossier.objects.get(pk=dossier.pk)
    assert (mended.due_at, mended.original_due_at) == (at(3, 16, 9), at(3, 13, 9))
    assert actions.recompute_due_dates(by=SYSTEM, at=desk.at) == 0
    entry = JournalEntry.objects.filter(dossier=dossier).order_by("-sequence")[0]
    assert (entry.verb, entry.actor_function, entry.due_at) == ("reckon_anew", "system", at(3, 16, 9))
    assert not list(queries.verify_chain(dossier.unit_id))
    with pytest.raises(NotAllowed):
        actions.recompute_due_dates(by=desk.office.by("quantri", desk.at), at=desk.at)
