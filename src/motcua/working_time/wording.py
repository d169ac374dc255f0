"""The explanation of a due date in plain Vietnamese sentences, for the citizen and the officer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from motcua.vietnamese import (
    WEEKDAY_NAMES,
    format_date,
    format_duration,
    format_moment,
    format_time,
    format_weekday_date,
)
from motcua.working_time.due import ending_on
from motcua.working_time.explanation import DayCrossed, Explanation, PauseTaken
from motcua.working_time.limits import DueRule, Limit
from motcua.working_time.sessions import Session

_UNITS = {
    "minute": "phút làm việc",
    "working_hour": "giờ làm việc",
    "working_day": "ngày làm việc",
    "calendar_day": "ngày",
    "month": "tháng",
}

_REASONS = {
    "supplement": "chờ bổ sung giấy tờ",
    "payment": "chờ nộp nghĩa vụ tài chính",
    "consultation": "chờ cơ quan khác trả lời",
    "": "tạm dừng",
}


def limit_in_words(limit: Limit) -> str:
    """A limit as it is said: "5 ngày làm việc", "8 giờ làm việc", "1 tháng"."""
    return f"{limit.amount} {_UNITS[limit.unit]}"


def rule_in_words(rule: DueRule) -> str:
    """A rule as it is said: "trong ngày làm việc" or its limit, without the source."""
    return "trong ngày làm việc" if rule.same_day else limit_in_words(rule.limit)


def hours_in_words(week: Sequence[Sequence[Session]]) -> list[str]:
    """Office hours of a week, Monday first: "thứ Hai đến thứ Sáu 07:30–11:30 và 13:30–17:00", "thứ Bảy 07:30–11:30"."""
    lines = []
    for hours, run in groupby(enumerate(week), key=lambda pair: tuple(pair[1])):
        weekdays = [WEEKDAY_NAMES[weekday] for weekday, _ in run]
        if hours:
            span = weekdays[0] if len(weekdays) == 1 else f"{weekdays[0]} đến {weekdays[-1]}"
            lines.append(f"{span} {_hours(hours)}")
    return lines


def sentences(explanation: Explanation) -> list[str]:
    """The explanation as sentences, in the order things happened; the last is the due date, or its apology.

    Nothing in them tells who the citizen is, so the public look-up may show them.
    """
    return [
        *_beginning(explanation),
        _limit(explanation),
        *(_pause(pause, explanation) for pause in explanation.pauses if pause.working_minutes or pause.end is None),
        # Calendar days and months count holidays too; there only the moved last day matters.
        *(_special_days(explanation.holidays) if explanation.last_day is None else ()),
        *_moved_last_day(explanation),
        _due(explanation),
        *_extended(explanation),
    ]


def _beginning(explanation: Explanation) -> Iterator[str]:
    received = f"Nhận lúc {format_moment(explanation.received_at)}"
    if explanation.restarted_at is None:
        yield _start(received, "tính", explanation)
        return
    yield f"{received}."
    yield _start(f"Đủ giấy tờ lúc {format_moment(explanation.restarted_at)}", "tính lại", explanation)


def _start(happened: str, counted: str, explanation: Explanation) -> str:
    start = format_moment(explanation.clock_start)
    reason = explanation.start_reason
    if reason == "at_once":
        return f"{happened}, {counted} từ lúc đó."
    if reason == "cut_off" and explanation.rule.cut_off is not None:
        why = f"sau {format_time(explanation.rule.cut_off)}"
    elif reason == "rest_day":
        why = "vào ngày nghỉ hằng tuần"
    elif reason == "holiday":
        why = f"vào ngày {_with_off(explanation.start_note)}"
    elif reason == "closure":
        why = f"lúc nơi làm việc đóng cửa ({explanation.start_note})"
    else:
        why = "ngoài giờ làm việc"
    return f"{happened}, {why} nên {counted} từ {start}."


def _limit(explanation: Explanation) -> str:
    rule = explanation.rule
    words = "Trả kết quả ngay trong ngày làm việc" if rule.same_day else f"Thời hạn {limit_in_words(rule.limit)}"
    return f"{words}, theo {rule.source}." if rule.source else f"{words}."


def _pause(pause: PauseTaken, explanation: Explanation) -> str:
    reason = _REASONS.get(pause.reason, pause.reason)
    since = format_moment(pause.start)
    span = f"Từ {since} đến {'nay' if pause.end is None else format_moment(pause.end)}"
    if explanation.last_day is not None:
        return f"{span} {reason}, thời gian này không tính."
    length = format_duration(pause.working_minutes, day_minutes=explanation.day_minutes)
    return f"{span} {reason}: {length} làm việc không tính."


def _special_days(days: Iterable[DayCrossed]) -> Iterator[str]:
    """One sentence for each run of days of one name that took or gave working time."""
    for run in _runs(days):
        if not any(day.minutes for day in run):
            continue
        first, last = run[0], run[-1]
        span = format_weekday_date(first.date)
        if first is not last:
            span = f"{span} đến {format_weekday_date(last.date)}"
        if first.kind == "working_day":
            yield f"Có làm việc {span} ({first.name})."
        elif first.kind == "closure":
            yield f"Đóng cửa {f'{_hours(first.hours)} {span}'.lstrip()} ({first.name}), không tính."
        else:
            name = _with_off(first.name)
            yield f"{name[0].upper()}{name[1:]}: {span}, không tính."


def _hours(sessions: Iterable[tuple[int, int]]) -> str:
    return " và ".join(f"{_clock(start)}–{_clock(end)}" for start, end in sessions)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _runs(days: Iterable[DayCrossed]) -> Iterator[list[DayCrossed]]:
    """Days grouped while they follow each other with one kind and name."""
    ordered = sorted(days, key=lambda day: (day.kind, day.name, day.hours, day.date))
    counted = [((day.kind, day.name, day.hours, day.date - timedelta(days=i)), day) for i, day in enumerate(ordered)]
    runs = [[day for _, day in group] for _, group in groupby(counted, key=lambda pair: pair[0])]
    return iter(sorted(runs, key=lambda run: run[0].date))


def _with_off(name: str) -> str:
    """The name of a holiday as a day off, whether or not whoever wrote it began with "nghỉ" himself."""
    bare = name[5:] if name.casefold().startswith("ngày nghỉ") else name
    return bare if bare.casefold().startswith("nghỉ") else f"nghỉ {bare}"


def _moved_last_day(explanation: Explanation) -> Iterator[str]:
    last_day, due_day = explanation.last_day, ending_on(explanation.due_at)
    if last_day is not None and last_day != due_day:
        yield f"Ngày cuối là {format_weekday_date(last_day)}, không làm việc, nên chuyển sang {format_date(due_day)}."


def _due(explanation: Explanation) -> str:
    moment = format_moment(explanation.due_at)
    if not explanation.paused:
        return f"Hẹn trả trước {moment}."
    return f"Ngày hẹn lùi theo thời gian chờ; nếu việc chờ xong ngay bây giờ thì hẹn trả trước {moment}."


def _extended(explanation: Explanation) -> Iterator[str]:
    if explanation.extended_to is not None and explanation.extended_to != explanation.due_at:
        yield f"Đã xin lỗi và hẹn lại: trả trước {format_moment(explanation.extended_to)}."
