"""Months as the Civil Code counts them."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """The corresponding day `months` later (or earlier), or the last day of a shorter month.

    Source: Civil Code 2015, article 148.3.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
