"""Dates written day, month, year; and dates of which only the year, or the month and year, are known."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.procedures.rules.kinds.kind import Kind, truth, whole
from motcua.procedures.rules.kinds.typed import Raw, Wrong, typed
from motcua.procedures.rules.messages import Message
from motcua.vietnamese import Sentence, format_date

PARTS = ("day", "month", "year")
EARLIEST_YEAR = 1850
LATEST_YEAR = 2200
_ONE_LINE = re.compile(r"([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,4})\Z")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
_NAMES = {"day": "Ngày", "month": "Tháng", "year": "Năm"}
_EXAMPLES = {"day": "3", "month": "12", "year": "1988"}
PartialDateValue = dict[str, int | None]


def read_parts(raw: Raw, name: str) -> PartialDateValue:
    """Read day, month and year from three inputs, or from one line such as ``3/12/2018``; unknown parts are ``None``.

    Refuses (``Wrong``) text, a month 13, a day 31 in February and a year that cannot be meant.
    """
    line = typed(raw, name)
    written = {part: typed(raw, f"{name}.{part}") for part in PARTS}
    if line and not any(written.values()):
        written = _split(line, name)
    numbers = {part: _number(written[part], part, f"{name}.{part}") for part in PARTS}
    year, month, day = numbers["year"], numbers["month"], numbers["day"]
    if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        text = "Năm %(year)s không thể đúng. Hãy ghi đủ bốn chữ số, ví dụ 1988."
        raise Wrong(f"{name}.year", Message("year", text, {"year": year}))
    if month is not None and not 1 <= month <= 12:
        text = "Không có tháng %(month)s. Hãy ghi tháng từ 1 đến 12."
        raise Wrong(f"{name}.month", Message("month", text, {"month": month}))
    if day is not None:
        _refuse_day(day, month, year, f"{name}.day")
    return numbers


def refuse_future(value: Mapping[str, int | None], name: str, today: date) -> None:
    """Refuse a date that has not come yet."""
    year = value.get("year") or today.year
    if year > today.year:
        raise Wrong(
            f"{name}.year",
            Message(
                "future_year",
                "Năm %(year)s chưa đến; hôm nay là %(today)s. Hãy xem lại năm.",
                {"year": year, "today": format_date(today)},
            ),
        )
    earliest = date(year, value.get("month") or 1, value.get("day") or 1)
    if earliest > today:
        part = "day" if value.get("day") else "month"
        text = "Ngày này chưa đến; hôm nay là %(today)s. Hãy xem lại."
        raise Wrong(f"{name}.{part}", Message("future", text, {"today": format_date(today)}))


def age_bounds(value: Mapping[str, int | None], today: date) -> tuple[int, int] | None:
    """Give the least and the greatest age in whole years that a birth date with unknown parts allows."""
    year = value.get("year")
    if year is None:
        return None
    month, day = value.get("month"), value.get("day")
    latest = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    earliest = date(year, month or 1, day or 1)
    return _age(latest, today), _age(earliest, today)


def refuse_age(field: Any, value: Mapping[str, int | None], name: str, today: date) -> None:
    """Refuse a birth date outside the ages the field allows; unknown parts are read in the person's favour."""
    bounds = age_bounds(value, today)
    least, most = field.option("min_age"), field.option("max_age")
    if bounds is None:
        return
    if least is not None and bounds[1] < least:
        text = "Người này mới %(age)s tuổi; phải từ đủ %(least)s tuổi. Hãy xem lại năm sinh."
        raise Wrong(f"{name}.year", Message("too_young", text, {"age": max(bounds[1], 0), "least": least}))
    if most is not None and bounds[0] > most:
        text = "Người này đã %(age)s tuổi; nhiều nhất là %(most)s tuổi. Hãy xem lại năm sinh."
        raise Wrong(f"{name}.year", Message("too_old", text, {"age": bounds[0], "most": most}))


def format_parts(value: Mapping[str, Any] | None) -> str:
    """Write a date with unknown parts: ``03/12/1988``, ``12/1988`` or ``1988``."""
    if not value or not value.get("year"):
        return ""
    year, month, day = value["year"], value.get("month"), value.get("day")
    if month and day:
        return format_date(date(year, month, day))
    return f"{month:02d}/{year}" if month else str(year)


class Date(Kind):
    """A whole date: day, month and year."""

    name = "date"
    parts = PARTS
    options = {"past": truth(False), "future": truth(False), "min_age": whole(None), "max_age": whole(None)}

    def take(self, field: Any, raw: Raw, name: str, context: Any) -> str | None:
        parts = read_parts(raw, name)
        if all(number is None for number in parts.values()):
            return None
        for part in PARTS:
            if parts[part] is None:
                text = "Còn thiếu %(part)s. Hãy ghi đủ ngày, tháng, năm."
                raise Wrong(f"{name}.{part}", Message("part_missing", text, {"part": Sentence(_NAMES[part].lower())}))
        if field.option("past"):
            refuse_future(parts, name, context.today)
        found = date(parts["year"] or 1, parts["month"] or 1, parts["day"] or 1)
        if field.option("future") and found < context.today:
            text = "Ngày này đã qua; hôm nay là %(today)s. Hãy ghi ngày từ hôm nay trở đi."
            raise Wrong(f"{name}.day", Message("past", text, {"today": format_date(context.today)}))
        refuse_age(field, parts, name, context.today)
        return found.isoformat()

    def first_input(self, field: Any, name: str) -> str:
        return f"{name}.day"

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        found = _iso(value)
        parts = (found.day, found.month, found.year) if found else ("", "", "")
        return {f"{name}.{part}": [str(one)] for part, one in zip(PARTS, parts, strict=True)}

    def display(self, field: Any, value: Any, context: Any) -> str:
        found = _iso(value)
        return format_date(found) if found else ""

    def print(self, field: Any, value: Any, context: Any) -> str:
        found = _iso(value)
        return f"ngày {found.day:02d} tháng {found.month:02d} năm {found.year}" if found else ""

    def json_schema(self, field: Any, context: Any) -> dict[str, Any]:
        return {"title": field.label, "type": "string", "format": "date"}


class PartialDate(Kind):
    """A date of which the day, or the day and the month, may be unknown; as in old civil-status papers."""

    name = "partial_date"
    parts = PARTS
    options = {"past": truth(True), "min_age": whole(None), "max_age": whole(None)}

    def take(self, field: Any, raw: Raw, name: str, context: Any) -> PartialDateValue | None:
        return take_partial(field, raw, name, context)

    def first_input(self, field: Any, name: str) -> str:
        return f"{name}.year"

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        return partial_inputs(value, name)

    def display(self, field: Any, value: Any, context: Any) -> str:
        return format_parts(value)

    def export(self, field: Any, value: Any, context: Any) -> list[Any]:
        return [format_parts(value)]

    def json_schema(self, field: Any, context: Any) -> dict[str, Any]:
        return {"title": field.label} | partial_schema()


def take_partial(field: Any, raw: Raw, name: str, context: Any) -> PartialDateValue | None:
    """Read a date with unknown parts; refuses a day without its month and a date without its year."""
    parts = read_parts(raw, name)
    if all(number is None for number in parts.values()):
        return None
    if parts["year"] is None:
        text = "Còn thiếu năm. Nếu không nhớ ngày, tháng thì để trống, chỉ ghi năm."
        raise Wrong(f"{name}.year", Message("part_missing", text))
    if parts["day"] is not None and parts["month"] is None:
        text = "Có ngày mà chưa có tháng. Hãy ghi tháng, hoặc xóa ngày nếu không nhớ."
        raise Wrong(f"{name}.month", Message("part_missing", text))
    if field.option("past"):
        refuse_future(parts, name, context.today)
    refuse_age(field, parts, name, context.today)
    return {"year": parts["year"], "month": parts["month"], "day": parts["day"]}


def partial_inputs(value: Any, name: str) -> dict[str, list[str]]:
    """Turn a date with unknown parts back into what its three inputs show."""
    given = value if isinstance(value, Mapping) else {}
    return {f"{name}.{part}": [str(given[part])] if isinstance(given.get(part), int) else [] for part in PARTS}


def partial_schema() -> dict[str, Any]:
    """Describe a date with unknown parts for programs."""
    part = {"type": ["integer", "null"]}
    return {
        "type": "object",
        "properties": {"year": {"type": "integer"}, "month": part, "day": part},
        "required": ["year"],
        "additionalProperties": False,
    }


def _split(line: str, name: str) -> dict[str, str]:
    iso = _ISO.match(line)
    if iso:
        return dict(zip(("year", "month", "day"), iso.groups(), strict=True))
    written = _ONE_LINE.match(line)
    if not written:
        text = "«%(typed)s» không phải là ngày. Hãy ghi ngày, tháng, năm bằng số, ví dụ 3/12/2018."
        raise Wrong(name, Message("not_a_date", text, {"typed": line[:40]}))
    return dict(zip(PARTS, written.groups(), strict=True))


def _number(text: str, part: str, name: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise Wrong(
            name,
            Message(
                "not_a_number",
                "%(part)s «%(typed)s» không phải là số có nghĩa. Hãy ghi bằng chữ số, ví dụ %(example)s.",
                {"part": Sentence(_NAMES[part]), "typed": text[:20], "example": _EXAMPLES[part]},
            ),
        )
    return int(text)


def _refuse_day(day: int, month: int | None, year: int | None, name: str) -> None:
    # Without a year, 29 February may exist; without a month, any month may have 31 days.
    last = calendar.monthrange(year or 2000, month)[1] if month else 31
    if 1 <= day <= last:
        return
    if month and 1 <= day <= 31:
        when = f"{month}/{year}" if year else str(month)
        text = "Tháng %(when)s chỉ có %(last)s ngày, không có ngày %(day)s. Hãy xem lại."
        raise Wrong(name, Message("day", text, {"when": when, "last": last, "day": day}))
    text = "Không có ngày %(day)s. Hãy ghi ngày từ 1 đến %(last)s."
    raise Wrong(name, Message("day", text, {"day": day, "last": last}))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _iso(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None
