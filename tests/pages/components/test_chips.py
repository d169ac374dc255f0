"""Chips, steps and icons."""

from __future__ import annotations

import pytest
from django.template import engines

from motcua.dossiers.rules.states import State
from motcua.pages.components import chips
from motcua.pages.components.icons import icon
from tests.pages.markup import Markup


@pytest.mark.parametrize(
    ("minutes", "tone", "words"),
    [
        (2 * 480 + 240, "ok", "Còn 2 ngày 4 giờ"),
        (121, "ok", "Còn 2 giờ 1 phút"),
        (120, "soon", "Còn 2 giờ"),
        (0, "soon", "Còn 0 phút"),
        (-1, "late", "Quá hạn 1 phút"),
        (-780, "late", "Quá hạn 1 ngày 5 giờ"),
    ],
)
def test_a_running_deadline_says_how_much_is_left_and_how_urgent_it_is(minutes: int, tone: str, words: str) -> None:
    chip = chips.running(minutes)
    assert (chip.tone, chip.words) == (tone, words)


def test_every_national_state_has_words_and_an_icon() -> None:
    found = [chips.state(state) for state in State]
    assert len({chip.words for chip in found}) == len(State)
    assert all(Markup(chip.html("status")).faults() == [] for chip in found)


def test_a_chip_never_speaks_by_colour_alone() -> None:
    html = chips.running(-5).html("deadline")
    assert "is-late" in html
    assert "<svg" in html
    assert "Quá hạn 5 phút" in html


def test_the_words_of_a_chip_stay_text() -> None:
    assert "<b>" not in chips.paused("<b>").html("deadline")


def test_an_icon_alone_speaks_and_beside_words_is_silent() -> None:
    assert 'aria-hidden="true"' in icon("clock")
    alone = icon("check", 'khớp "đúng"')
    assert 'role="img"' in alone
    assert 'aria-label="khớp &quot;đúng&quot;"' in alone


def test_the_step_bar_marks_what_is_done_now_and_ahead() -> None:
    assert chips.step_bar(2, 3) == ["done", "now", "ahead"]


def test_the_timeline_marks_the_current_step_for_screen_readers() -> None:
    steps = [
        chips.Step("Tiếp nhận", "done"),
        chips.Step("Thẩm tra", "now", unit="Tư pháp", meter=150.0, note="Đã dùng 3 giờ trên 2 giờ", since="10:00"),
        chips.Step("Trả kết quả"),
    ]
    for tag in ("timeline", "stages"):
        template = engines["django"].from_string(f"{{% load components %}}{{% {tag} steps %}}")
        page = Markup(template.render({"steps": steps}))
        assert page.unbalanced == []
        assert len(page.all("li", **{"aria-current": "step"})) == 1
        assert [found["width"] for found in page.all("rect", height="10")] == ["100"]
