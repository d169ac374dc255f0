"""The register as an Excel file: typed cells, Vietnamese dates, written to disk row by row whatever its length."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from ..rules.register import COLUMNS, Line, begins_a_formula

WIDTHS = (6, 26, 34, 28, 40, 26, 18, 18, 18, 20, 14)
MOMENT = "[$-042A]dd/mm/yyyy hh:mm"


def write_register(path: Path, *, title: str, subtitle: str, lines: Iterable[Line]) -> int:
    """Write the file and give how many rows it holds. Memory stays constant: every row goes to disk at once.

    Texts are written as texts, never as formulas or links; one that looks like a formula is also marked as a text, so
    that a list of values made from the file later stays harmless.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": title, "comments": subtitle})
        sheet = book.add_worksheet("Sổ theo dõi")
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        guarded = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True})
        moment = book.add_format({"num_format": MOMENT, "valign": "top", "border": 1})
        number = book.add_format({"num_format": "#,##0", "valign": "top", "border": 1})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        sheet.freeze_panes(4, 2)
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, subtitle)
        for column, name in enumerate(COLUMNS):
            sheet.write_string(3, column, name, bold)
        count = 0
        for count, line in enumerate(lines, start=1):
            row = count + 3
            sheet.write_number(row, 0, line.number, number)
            texts = (line.code, line.procedure, line.owner, line.contact, line.office)
            for column, text in enumerate(texts, start=1):
                sheet.write_string(row, column, text, guarded if begins_a_formula(text) else plain)
            for column, at in enumerate((line.received, line.due, line.returned), start=6):
                if at is None:
                    sheet.write_blank(row, column, None, moment)
                else:
                    sheet.write_datetime(row, column, at.replace(tzinfo=None), moment)
            sheet.write_string(row, 9, line.way, plain)
            sheet.write_blank(row, 10, None, plain)
        sheet.autofilter(3, 0, count + 3, len(COLUMNS) - 1)
    return count
