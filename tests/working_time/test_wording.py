"""Explanations as a citizen reads them."""

from __future__ import annotations

from datetime import date, time

from motcua.working_time import (
    Calendar,
    DayOverride,
    DueRule,
    Limit,
    Pause,
    due,
    hours_in_words,
    rule_in_words,
    sentences,
)
from tests.working_time.moments import office, on

FIVE_DAYS = DueRule(Limit(5, "working_day"), cut_off=time(15), source="Điều 16 Luật Hộ tịch")
OFFICE = office("office_0730")


def test_receipt_after_the_cut_off_over_tet_with_a_supplement() -> None:
    pause = Pause(on("09:00 13/2/2018"), on("10:30 22/2/2018"), "supplement")
    assert sentences(due(on("16:10 9/2/2018"), FIVE_DAYS, OFFICE, [pause])) == [
        "Nhận lúc 16:10 thứ Sáu, 09/02/2018, sau 15:00 nên tính từ 07:30 thứ Hai, 12/02/2018.",
        "Thời hạn 5 ngày làm việc, theo Điều 16 Luật Hộ tịch.",
        "Từ 09:00 thứ Ba, 13/02/2018 đến 10:30 thứ Năm, 22/02/2018 chờ bổ sung giấy tờ: "
        "2 ngày 1 giờ 30 phút làm việc không tính.",
        "Nghỉ Tết Nguyên đán: thứ Tư, 14/02/2018 đến thứ Ba, 20/02/2018, không tính.",
        "Hẹn trả trước 09:00 thứ Tư, 28/02/2018.",
    ]


def test_a_new_year_with_a_make_up_saturday() -> None:
    assert sentences(due(on("09:52 28/12/2018"), DueRule(Limit(5, "working_day")), OFFICE)) == [
        "Nhận lúc 09:52 thứ Sáu, 28/12/2018, tính từ lúc đó.",
        "Thời hạn 5 ngày làm việc.",
        "Nghỉ Tết Dương lịch: thứ Hai, 31/12/2018 đến thứ Ba, 01/01/2019, không tính.",
        "Có làm việc thứ Bảy, 05/01/2019 (làm bù ngày 31/12/2018).",
        "Hẹn trả trước 09:52 thứ Hai, 07/01/2019.",
    ]


def test_the_same_day() -> None:
    rule = DueRule(Limit(1, "working_day"), cut_off=time(15), same_day=True, source="Điều 34 Luật Hộ tịch")
    assert sentences(due(on("20:15 16/12/2018"), rule, OFFICE)) == [
        "Nhận lúc 20:15 Chủ nhật, 16/12/2018, vào ngày nghỉ hằng tuần nên tính từ 07:30 thứ Hai, 17/12/2018.",
        "Trả kết quả ngay trong ngày làm việc, theo Điều 34 Luật Hộ tịch.",
        "Hẹn trả trước 17:00 thứ Hai, 17/12/2018.",
    ]
    assert rule_in_words(rule) == "trong ngày làm việc"


def test_why_the_clock_did_not_start_at_once() -> None:
    shut = DayOverride(date=date(2018, 12, 13), kind="closure", name="mất điện", sessions=[(810, 960)])
    flood = DayOverride(date=date(2018, 12, 14), kind="closure", name="ngập lụt")
    calendar = Calendar.layered(OFFICE, Calendar([], [shut, flood]))

    def first(received: str) -> str:
        return sentences(due(on(received), FIVE_DAYS, calendar))[0].split(", ", 2)[2]

    assert first("12:00 12/12/2018") == "ngoài giờ làm việc nên tính từ 13:30 thứ Tư, 12/12/2018."
    assert first("09:00 15/2/2018") == "vào ngày nghỉ Tết Nguyên đán nên tính từ 07:30 thứ Tư, 21/02/2018."
    opening = "nên tính từ 16:00 thứ Năm, 13/12/2018."
    assert first("14:00 13/12/2018") == f"lúc nơi làm việc đóng cửa (mất điện) {opening}"
    opening = "nên tính từ 07:30 thứ Hai, 17/12/2018."
    assert first("09:00 14/12/2018") == f"lúc nơi làm việc đóng cửa (ngập lụt) {opening}"


def test_closures_on_the_way_are_named_with_their_hours() -> None:
    shut = DayOverride(date=date(2018, 12, 13), kind="closure", name="mất điện", sessions=[(810, 960)])
    flood = DayOverride(date=date(2018, 12, 14), kind="closure", name="ngập lụt")
    calendar = Calendar.layered(OFFICE, Calendar([], [shut, flood]))
    spoken = sentences(due(on("09:00 12/12/2018"), FIVE_DAYS, calendar))
    assert spoken[2:4] == [
        "Đóng cửa 13:30–16:00 thứ Năm, 13/12/2018 (mất điện), không tính.",
        "Đóng cửa thứ Sáu, 14/12/2018 (ngập lụt), không tính.",
    ]


def test_a_limit_in_days_says_only_that_its_last_day_moved() -> None:
    pause = Pause(on("10:00 5/2/2018"), on("10:00 6/2/2018"), "payment")
    assert sentences(due(on("10:00 2/2/2018"), DueRule(Limit(15, "calendar_day")), OFFICE, [pause])) == [
        "Nhận lúc 10:00 thứ Sáu, 02/02/2018, tính từ lúc đó.",
        "Thời hạn 15 ngày.",
        "Từ 10:00 thứ Hai, 05/02/2018 đến 10:00 thứ Ba, 06/02/2018 chờ nộp nghĩa vụ tài chính, "
        "thời gian này không tính.",
        "Ngày cuối là Chủ nhật, 18/02/2018, không làm việc, nên chuyển sang 21/02/2018.",
        "Hẹn trả trước 17:00 thứ Tư, 21/02/2018.",
    ]


def test_a_restarted_limit_and_a_pause_still_open() -> None:
    pauses = [
        Pause(on("10:00 11/12/2018"), on("16:20 13/12/2018"), "supplement"),
        Pause(on("09:00 17/12/2018"), None, "chờ kết quả đo đạc"),
    ]
    explanation = due(
        on("09:00 10/12/2018"), FIVE_DAYS, OFFICE, pauses, on("16:20 13/12/2018"), at=on("10:00 17/12/2018")
    )
    assert sentences(explanation) == [
        "Nhận lúc 09:00 thứ Hai, 10/12/2018.",
        "Đủ giấy tờ lúc 16:20 thứ Năm, 13/12/2018, sau 15:00 nên tính lại từ 07:30 thứ Sáu, 14/12/2018.",
        "Thời hạn 5 ngày làm việc, theo Điều 16 Luật Hộ tịch.",
        "Từ 09:00 thứ Hai, 17/12/2018 đến nay chờ kết quả đo đạc: 1 giờ làm việc không tính.",
        "Ngày hẹn lùi theo thời gian chờ; nếu việc chờ xong ngay bây giờ thì hẹn trả trước 08:30 thứ Sáu, 21/12/2018.",
    ]


def test_the_office_hours_of_a_week() -> None:
    day = date(2018, 12, 17)
    assert hours_in_words(office("desk_0730_saturday").week_on(day)) == [
        "thứ Hai đến thứ Sáu 07:30–11:30 và 13:30–17:00",
        "thứ Bảy 07:30–11:30",
    ]
    assert hours_in_words(office("round_the_clock").week_on(day)) == ["thứ Hai đến Chủ nhật 00:00–24:00"]
    assert hours_in_words(OFFICE.week_on(date(2010, 1, 1))) == []


def test_a_weekend_inside_a_holiday_does_not_break_its_sentence_in_two() -> None:
    spoken = sentences(due(on("10:00 28/4/2023"), FIVE_DAYS, OFFICE))
    assert [line for line in spoken if line.startswith("Nghỉ")] == [
        "Nghỉ lễ 30/4 và 01/5: Chủ nhật, 30/04/2023 đến thứ Hai, 01/05/2023, không tính.",
        "Nghỉ Giỗ Tổ Hùng Vương và lễ 30/4: thứ Ba, 02/05/2023 đến thứ Tư, 03/05/2023, không tính.",
    ]
