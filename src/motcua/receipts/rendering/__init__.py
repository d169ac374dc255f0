"""Drawing papers as an accessible PDF (PDF/A-3a, PDF/UA-1) from their rows, each with a QR to its verification page.

typst sets the type with the fonts it carries, so no font of the machine matters; a warning about a missing font fails.
User text reaches the template as JSON and stays text whatever it contains.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from .printable import printable

TEMPLATES = Path(__file__).parent
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
# Which template draws a kind; every other kind is a letter with rows of label and value.
LAYOUTS = {
    "form01": "receipt",
    "control_sheet": "control_sheet",
    "declaration": "declaration",
    "slip": "slip",
    "register": "register",
    "blank_form": "blank_form",
}


class UndrawablePaper(Exception):
    """typst refused or warned; the message is its own. A defect of a template, never of what a citizen wrote."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper to be drawn: its kind and title, the row's own data, and what this very print adds.

    `copy_number` counts papers that replaced one another; `copy_mark` is what a copy of one paper says of itself.
    """

    kind: str
    title: str
    data: Mapping[str, Any]
    verify_address: str
    copy_number: int = 1
    copy_mark: str = ""

    def told(self) -> dict[str, Any]:
        """Everything the template is told, as JSON takes it."""
        return {
            "code_label": "Mã hồ sơ",
            **printable(self.data),
            "layout": LAYOUTS.get(self.kind, "notice"),
            "title": self.title,
            "copy": self.copy_number,
            "copy_mark": printable(self.copy_mark),
            "verify": self.verify_address,
            "qr": qr_svg(self.verify_address) if self.verify_address else "",
        }


def paper_pdf(
    kind: str,
    title: str,
    data: Mapping[str, Any],
    *,
    verify_address: str,
    copy_number: int = 1,
    copy_mark: str = "",
) -> bytes:
    """The PDF of one paper, continued on further pages where it is long; `data` is the row's own.

    Raises UndrawablePaper.
    """
    return papers_pdf([Sheet(kind, title, data, verify_address, copy_number, copy_mark)])


def papers_pdf(sheets: Sequence[Sheet], title: str = "") -> bytes:
    """One PDF of several papers in their order, each from a new page; `title` is the document's own, if there are many.

    Raises UndrawablePaper.
    """
    source, inputs = prepared(sheets, title)
    try:
        pdf, warnings = typst.compile_with_warnings(
            str(source),
            root=str(TEMPLATES),
            sys_inputs=inputs,
            pdf_standards=[*STANDARDS],
            ignore_system_fonts=True,
        )
    except typst.TypstError as why:
        raise UndrawablePaper(str(why)) from why
    if warnings:
        raise UndrawablePaper("; ".join(str(warning.message) for warning in warnings))
    return bytes(pdf)


def prepared(sheets: Sequence[Sheet], title: str = "") -> tuple[Path, dict[str, str]]:
    """The template, and all it is told of the papers, as typst takes it."""
    papers = [sheet.told() for sheet in sheets]
    first = papers[0]
    told = {"title": title or f"{first['title']} {first['code']}".strip(), "author": first["office"], "papers": papers}
    return TEMPLATES / "main.typ", {"data": json.dumps(told, ensure_ascii=False)}


def qr_svg(text: str) -> str:
    """The QR code of a text as SVG, error correction M, with its quiet zone."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode()
