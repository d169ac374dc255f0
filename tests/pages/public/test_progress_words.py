"""What the public look-up says in each state."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from motcua.dossiers.rules.states import State
from motcua.pages.public import progress_words
from motcua.pages.shell import site
from tests.pages.markup import Markup
from tests.pages.public.samples import NOW, RECEIVED, progress, stage


def page(**changes) -> Markup:  # type: ignore[no-untyped-def]
    found = progress(**changes)
    context = {"section": "lookup", "user": None, **site(RequestFactory().get("/")), **progress_words.shown(found, NOW)}
    return Markup(render_to_string("public/progress.html", context))


@pytest.mark.parametrize("state", State)
def test_the_page_is_sound_and_says_one_thing_first_in_every_state(state: State) -> None:
    found = page(state=state)
    assert found.faults() == []
    assert len({progress_words.heading(progress(state=one)) for one in State}) >= 8


def test_the_heading_names_the_unit_that_holds_the_dossier() -> None:
    assert progress_words.heading(progress()) == "Hồ sơ đang ở Tư pháp – Hộ tịch phường Phúc Diễn"


def test_the_due_date_is_given_with_weekday_date_and_hour_and_explained() -> None:
    found = page()
    assert "Thứ Sáu, 21/12/2018" in found.text
    assert "trước 10:37" in found.text
    assert "Luật Hộ tịch, Điều 16" in found.text


def test_nothing_is_promised_before_the_desk_has_taken_the_dossier_in() -> None:
    filed = progress(state=State.FILED, received_at=None)
    assert progress_words.due_chip(filed) is None
    context = progress_words.shown(filed, NOW)
    assert context["facts"][0].label == "Dự kiến có kết quả"
    assert context["sentences"] == ()


def test_a_paused_dossier_shows_no_running_clock() -> None:
    chip = progress_words.due_chip(progress(state=State.AWAITING_SUPPLEMENT, is_paused=True, minutes_left=-500))
    assert chip is not None
    assert (chip.tone, chip.words) == ("wait", "Tạm dừng tính giờ")


def test_an_overdue_dossier_says_by_how_many_working_hours() -> None:
    chip = progress_words.due_chip(progress(is_late=True, minutes_left=-130))
    assert chip is not None
    assert (chip.tone, chip.words) == ("late", "Quá hạn 2 giờ 10 phút")


@pytest.mark.parametrize(
    ("late", "words"), [(False, "Xong 15:20, 17/12/2018"), (True, "Xong trễ hẹn, 15:20, 17/12/2018")]
)
def test_a_finished_dossier_says_when_and_plainly_if_it_was_late(late: bool, words: str) -> None:
    chip = progress_words.due_chip(progress(state=State.RESOLVED, resolved_at=NOW, is_late=late))
    assert chip is not None
    assert chip.words == words


def test_an_apology_keeps_the_first_promise_in_sight() -> None:
    later = progress(apology="given", due_at=progress().due_at + timedelta(days=3))
    assert "hẹn lần đầu 21/12/2018" in progress_words.shown(later, NOW)["facts"][0].note


def test_who_has_to_act_is_told_what_to_do() -> None:
    todo = progress_words.shown(progress(state=State.AWAITING_SUPPLEMENT), NOW)["facts"][2]
    assert todo.value == "Bổ sung giấy tờ"


def test_time_asked_of_the_citizen_before_it_began_is_not_the_offices() -> None:
    asked = {"state": State.AWAITING_SUPPLEMENT, "is_paused": True}
    assert "Đã dùng" not in page(**asked, received_at=None).text
    assert "Đã dùng" in page(**asked).text


def test_officers_names_do_not_reach_the_page() -> None:
    named = (
        stage("Tiếp nhận", "done", holder_name="Phạm Thu Hà"),
        stage("Thẩm tra", "current", holder_name="Đỗ Quang Huy"),
    )
    found = page(stages=named)
    assert "Phạm Thu Hà" not in found.text
    assert "Đỗ Quang Huy" not in found.text


def test_the_stage_that_runs_shows_time_used_of_time_allowed() -> None:
    found = page()
    assert "Đã dùng 1 giờ 45 phút trên 2 ngày" in found.text
    assert "Làm trong 1 giờ 45 phút; quy định 2 ngày" in found.text
    assert found.all("rect", height="10")[0]["width"] == "10.9"


def test_a_stage_over_its_allowance_is_called_late() -> None:
    slow = (stage("Thẩm tra", "current", spent_minutes=1100, allowance_minutes=960),)
    assert "Bước này chậm 2 giờ 20 phút" in page(stages=slow).text
    assert "Bước này chậm" not in page().text


def test_a_result_waiting_to_be_fetched_makes_no_stage_late() -> None:
    waiting = (stage("Trả kết quả", "current", spent_minutes=5000, allowance_minutes=60),)
    found = page(stages=waiting, state=State.RESOLVED, resolved_at=NOW)
    assert "Bước này chậm" not in found.text
    assert "Đã dùng" not in found.text


@pytest.mark.parametrize("state", [State.REFUSED, State.STOPPED])
def test_a_dossier_closed_without_a_result_promises_nothing_and_shows_no_way_ahead(state: State) -> None:
    found = page(state=state)
    assert "Hẹn trả kết quả" not in found.text
    assert "Trả kết quả" not in found.text


def test_moments_are_told_in_the_offices_time_whatever_zone_they_come_in() -> None:
    shown = progress_words.shown(progress(received_at=RECEIVED.astimezone(UTC)), NOW)
    assert "10:37, 14/12/2018" in [row.value for row in shown["about"]]
