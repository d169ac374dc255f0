"""Drawing a paper as an accessible PDF (PDF/A-3a, PDF/UA-1) from its row, with a QR to the verification page.

typst sets the type with the fonts it carries, so no font of the machine matters; a warning about a missing font fails.
User text reaches the template as JSON and stays text whatever it contains.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from .printable import printable

TEMPLATES = Path(__file__).parent
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


class UndrawablePaper(Exception):
    """typst refused or warned; the message is its own. A defect of a template, never of what a citizen wrote."""


def paper_pdf(kind: str, title: str, data: Mapping[str, Any], *, verify_address: str, copy_number: int = 1) -> bytes:
    """The PDF of one paper, A4, continued on further pages where it is long; `data` is the row's own.

    Raises UndrawablePaper.
    """
    source, inputs = prepared(kind, title, data, verify_address=verify_address, copy_number=copy_number)
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


def prepared(
    kind: str, title: str, data: Mapping[str, Any], *, verify_address: str, copy_number: int
) -> tuple[Path, dict[str, str]]:
    """The template of a kind of paper, and all it is told, as typst takes it."""
    told = {
        **printable(data),
        "title": title,
        "kind": kind,
        "copy": copy_number,
        "verify": verify_address,
        "qr": qr_svg(verify_address),
    }
    template = "receipt.typ" if kind == "form01" else "notice.typ"
    return TEMPLATES / template, {"data": json.dumps(told, ensure_ascii=False)}


def qr_svg(text: str) -> str:
    """The QR code of a text as SVG, error correction M, with its quiet zone."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode()
