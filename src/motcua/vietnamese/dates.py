"""Dates and moments as Vietnamese readers write them: day, month, year."""

import calendar
import re
from datetime import date, datetime, time

from motcua.vietnamese.reading import NotUnderstood, plain
from motcua.vietnamese.sentences import Sentence

WEEKDAY_NAMES = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)
"""Names of the days of the week; index 0 is Monday, as in `datetime.date.weekday`."""

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})", re.ASCII)
_SPELLED = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.ASCII | re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)


def weekday_name(day: date) -> str:
    """The day of the week in the middle of a sentence: "thứ Hai", "Chủ nhật"."""
    return WEEKDAY_NAMES[day.weekday()]


def format_date(day: date) -> str:
    """The date in digits: "17/12/2018"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_day_month(day: date) -> str:
    """The date without its year, where the year is plain from its neighbour: "17/12"."""
    return f"{day.day:02d}/{day.month:02d}"


def format_weekday_date(day: date) -> str:
    """The date with its day of the week: "thứ Hai, 17/12/2018"."""
    return f"{weekday_name(day)}, {format_date(day)}"


def format_time(moment: datetime | time) -> str:
    """The time of day, 24 hours: "09:52"."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def format_moment(moment: datetime) -> str:
    """Hour, weekday and date, as every deadline is written: "09:52 thứ Hai, 17/12/2018".

    The moment is written as it stands: give it in the zone of the reader.
    """
    return f"{format_time(moment)} {format_weekday_date(moment)}"


def parse_date(typed: str) -> date:
    """Read a date typed by a person: 5/3/2026 is the fifth of March.

    Day first with slash, dot, hyphen or space between; "5 tháng 3 năm 2026"; eight digits run
    together; or the year-first form that browsers send (2026-03-05). Refused with `NotUnderstood`:
    anything else, two-digit years, and days that do not exist.
    """
    text = plain(typed)
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := (_DAY_FIRST.fullmatch(text) or _SPELLED.fullmatch(text) or _RUN_TOGETHER.fullmatch(text)):
        day, month, year = (int(part) for part in match.groups())
    else:
        raise NotUnderstood("Hãy nhập ngày theo thứ tự ngày/tháng/năm, ví dụ 17/12/2018.")
    if not 1 <= month <= 12:
        raise NotUnderstood(Sentence("Không có tháng %(month)d. Tháng là số từ 1 đến 12.", {"month": month}))
    if year == 0:
        raise NotUnderstood("Hãy nhập năm đủ bốn chữ số, ví dụ 2018.")
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        words = {"day": day, "month": month, "year": year, "longest": longest}
        text = "Không có ngày %(day)d/%(month)d/%(year)d. Tháng %(month)d năm %(year)d có %(longest)d ngày."
        raise NotUnderstood(Sentence(text, words))
    return date(year, month, day)
