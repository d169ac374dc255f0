"""A bank's file of credits, read by a layout of the office's own: which column holds what, and how it is written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

MOST_ROWS = 5_000


class WrongLayout(ValueError):
    """A layout that says nothing readable; the message names the part."""


class UnreadableStatement(ValueError):
    """A file that is not what the layout says; the message names line and column."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit: the day it was booked, whole đồng, the bank's own reference, the words that came with it."""

    place: int
    booked_on: date
    amount: int
    reference: str
    words: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a bank writes its file. Columns are named as in its first row that holds them all; rows above are skipped.

    `dates` is a strptime form; `encoding` the file's; amounts are whole đồng with any signs between the thousands.
    """

    separator: str = ","
    encoding: str = "utf-8-sig"
    dates: str = "%d/%m/%Y"
    booked_on: str = "Ngày giao dịch"
    amount: str = "Số tiền ghi có"
    reference: str = "Số tham chiếu"
    words: str = "Nội dung"

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Layout:
        """The layout as it is kept; what is not said is as above. Raises WrongLayout."""
        unknown = set(data) - set(cls.__slots__)
        if unknown:
            raise WrongLayout(f"không biết mục: {', '.join(sorted(unknown))}")
        if not all(isinstance(value, str) and value for value in data.values()):
            raise WrongLayout("mỗi mục là một đoạn chữ")
        layout = cls(**data)
        if len(layout.separator) != 1:
            raise WrongLayout("dấu phân cách là đúng một ký tự")
        try:
            "".encode(layout.encoding)
            datetime(2026, 1, 2).strftime(layout.dates)  # noqa: DTZ001 - only tries the form
        except (LookupError, ValueError) as wrong:
            raise WrongLayout("bảng mã hoặc kiểu ngày chưa đúng") from wrong
        return layout


def credits_in(file: bytes, layout: Layout) -> list[Credit]:
    """Every credit of the file in its order; debits and empty rows are left out. Raises UnreadableStatement."""
    try:
        text = file.decode(layout.encoding)
    except (UnicodeDecodeError, LookupError) as wrong:
        raise UnreadableStatement(f"Tệp không viết bằng bảng mã {layout.encoding}.") from wrong
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=layout.separator)
    try:
        return list(_credits(rows, layout))
    except csv.Error as wrong:
        raise UnreadableStatement("Tệp không phải là bảng CSV.") from wrong


def _credits(rows: Iterator[list[str]], layout: Layout) -> Iterator[Credit]:
    wanted = (layout.booked_on, layout.amount, layout.reference, layout.words)
    columns: list[int] | None = None
    for place, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if columns is None:
            columns = [cells.index(name) for name in wanted] if set(wanted) <= set(cells) else None
            continue
        if place > MOST_ROWS:
            raise UnreadableStatement(f"Tệp dài quá {MOST_ROWS} dòng. Lấy sao kê của ít ngày hơn.")
        if not any(cells):
            continue
        if len(cells) <= max(columns):
            raise UnreadableStatement(f"Dòng {place} thiếu cột.")
        day, amount, reference, words = (cells[column] for column in columns)
        if (sum_ := _amount(amount, place)) > 0:
            yield Credit(place, _day(day, layout, place), sum_, reference[:120], words[:500])
    if columns is None:
        raise UnreadableStatement(f"Không thấy dòng tiêu đề có đủ các cột: {', '.join(wanted)}.")


def _amount(text: str, place: int) -> int:
    """Whole đồng; a fraction of zeros is what banks write after a last point or comma."""
    plain = re.sub(r"[.,]0{1,2}$", "", text.replace("\xa0", "").replace(" ", "").removesuffix("VND").removeprefix("+"))
    digits = re.sub(r"[.,]", "", plain)
    if digits in {"", "-"}:
        return 0
    if not re.fullmatch(r"-?[0-9]{1,15}", digits):
        raise UnreadableStatement(f"Dòng {place}: số tiền «{text[:30]}» không đọc được.")
    return int(digits)


def _day(text: str, layout: Layout, place: int) -> date:
    try:
        return datetime.strptime(text, layout.dates).date()  # noqa: DTZ007 - a day of the bank's, without a zone
    except ValueError as wrong:
        raise UnreadableStatement(f"Dòng {place}: ngày «{text[:30]}» không theo kiểu {layout.dates}.") from wrong
