"""Dates, lengths of time, numbers and sentences in the language of the page; no page calls `vietnamese.format_*`.

Messages, papers and everything kept stay Vietnamese: they are written by `motcua.vietnamese`.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django.utils.translation import get_language, gettext

from motcua import vietnamese
from motcua.vietnamese.citations import citation_in_english
from motcua.vietnamese.durations import EIGHT_HOURS

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = (("ngày", "day"), ("giờ", "hour"), ("phút", "minute"))


def in_english() -> bool:
    """Whether this page is read in English."""
    return (get_language() or "vi").startswith("en")


def said(words: str | vietnamese.Worded) -> str:
    """A sentence of the rules in the language of the page; where no translation is known, in Vietnamese."""
    return vietnamese.in_other_words(words, gettext)


def cited(words: str) -> str:
    """What law or letter something rests on: "Decree 61/2018/NĐ-CP, article 17"; what is no citation, as it is."""
    if not in_english() or not words:
        return words
    known = said(words)
    return known if known != words else citation_in_english(words, said)


def weekday_name(day: date) -> str:
    """ "thứ Hai" or "Monday"."""
    return _WEEKDAYS[day.weekday()] if in_english() else vietnamese.weekday_name(day)


def format_date(day: date) -> str:
    """ "17/12/2018" or "17 Dec 2018": in English the month is spelled, since digits are read both ways."""
    return f"{format_day_month(day)} {day.year}" if in_english() else vietnamese.format_date(day)


def format_typed_date(day: date) -> str:
    """ "17/12/2018" in every language: what stands in an input is read by `vietnamese.parse_date`."""
    return vietnamese.format_date(day)


def format_day_month(day: date) -> str:
    """ "17/12" or "17 Dec"."""
    return f"{day.day} {_MONTHS[day.month - 1]}" if in_english() else vietnamese.format_day_month(day)


def format_weekday_date(day: date) -> str:
    """ "thứ Hai, 17/12/2018" or "Monday, 17 Dec 2018"."""
    return f"{weekday_name(day)}, {format_date(day)}"


def format_time(moment: datetime | time) -> str:
    """ "09:52" in both languages."""
    return vietnamese.format_time(moment)


def format_moment(moment: datetime) -> str:
    """ "09:52 thứ Hai, 17/12/2018" or "09:52 Monday, 17 Dec 2018"; give it in the zone of the reader."""
    return f"{format_time(moment)} {format_weekday_date(moment)}"


def format_duration(minutes: int, *, day_minutes: int = EIGHT_HOURS, parts: int = 3) -> str:
    """ "1 ngày 5 giờ" or "1 day 5 hours"; see `vietnamese.format_duration`."""
    vietnamese_words = vietnamese.format_duration(minutes, day_minutes=day_minutes, parts=parts)
    if not in_english():
        return vietnamese_words
    english = dict(_UNITS)
    pieces = vietnamese_words.split(" ")
    return " ".join(
        f"{amount} {english[unit]}{'' if amount == '1' else 's'}"
        for amount, unit in zip(pieces[::2], pieces[1::2], strict=True)
    )


def format_number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """ "9.200" or "9,200"."""
    written = vietnamese.format_number(value, decimals)
    return written.translate(str.maketrans(",.", ".,")) if in_english() else written


def format_percent(percent: int | float | Decimal, decimals: int = 1) -> str:
    """ "99,4%" or "99.4%", of a percentage that is already one."""
    return f"{format_number(percent, decimals)}%"


def format_money(amount: int) -> str:
    """ "8.000 đồng" or "8,000 VND"."""
    return f"{format_number(amount)} VND" if in_english() else vietnamese.format_money(amount)
