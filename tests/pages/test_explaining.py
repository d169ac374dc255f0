"""The same explanation of a due date in both languages."""

from __future__ import annotations

from django.utils import translation

from motcua.pages.explaining import sentences
from motcua.working_time import DueRule, Limit, Pause, due, wording
from tests.working_time.moments import office, on

OFFICE = office("office_0730")


def test_in_english_the_same_story_is_told() -> None:
    told = due(on("09:52 28/12/2018"), DueRule(Limit(5, "working_day"), source="Nghị định 61/2018/NĐ-CP"), OFFICE)
    with translation.override("vi"):
        assert sentences(told) == wording.sentences(told)
    with translation.override("en"):
        assert sentences(told) == [
            "Received at 09:52 Friday, 28 Dec 2018; the clock starts at once.",
            "The limit is 5 working days, by Decree 61/2018/NĐ-CP.",
            "Monday, 31 Dec 2018 does not count (New Year&#x27;s Day).",
            "Tuesday, 1 Jan 2019 does not count (New Year&#x27;s Day).",
            "Saturday, 5 Jan 2019 is a working day (working day in lieu of 31 Dec 2018).",
            "The result is due before 09:52 Monday, 7 Jan 2019.",
        ]


def test_in_english_waiting_is_told_too() -> None:
    pause = Pause(on("09:00 12/12/2018"), None, "supplement")
    with translation.override("en"):
        told = sentences(
            due(on("16:10 11/12/2018"), DueRule(Limit(5, "working_day")), OFFICE, [pause], at=on("10:00 17/12/2018"))
        )
    assert any(", waiting for more papers: " in one for one in told)
    assert told[-1].startswith("The due date moves with the time of waiting")
