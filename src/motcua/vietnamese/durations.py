"""Lengths of working time in words: days of a given length, hours, minutes."""

EIGHT_HOURS = 480
"""Minutes of the ordinary working day (Labour Code 2019, article 105)."""


def format_duration(minutes: int, *, day_minutes: int = EIGHT_HOURS, parts: int = 3) -> str:
    """Minutes as days, hours and minutes: 780 → "1 ngày 5 giờ", 35 → "35 phút", 0 → "0 phút".

    A day is `day_minutes` long: 480 by default, the length of the office's own day where known,
    1440 for time by the clock. `parts` keeps only the largest units (a list has room for two) and
    drops the rest without rounding up, so that nobody is promised more time than there is.
    Refused with `ValueError`: a negative length; say "chậm …" about its absolute value instead.
    """
    if minutes < 0:
        raise ValueError("a length of time is not negative")
    days, rest = divmod(minutes, day_minutes)
    hours, left = divmod(rest, 60)
    units = ((days, "ngày"), (hours, "giờ"), (left, "phút"))
    spoken = [f"{amount} {name}" for amount, name in units if amount]
    return " ".join(spoken[:parts]) or "0 phút"
