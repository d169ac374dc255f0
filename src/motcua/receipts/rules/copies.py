"""What a print says of itself: nothing on the original, «BẢN SAO» with number, time and who on every further one."""

from __future__ import annotations

from datetime import datetime

from motcua.vietnamese import format_date, format_time

PRINTED_AT_ONCE = 200


def copy_mark(ordinal: int, local: datetime, name: str) -> str:
    """The mark of the n-th print, n counted from 1; `local` is in the office's time."""
    if ordinal <= 1:
        return ""
    return f"BẢN SAO lần {ordinal - 1} · in lúc {format_time(local)}, {format_date(local)} · {name}"
