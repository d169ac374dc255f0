"""Drawing a result paper and the stamps that its signatures show; turning its pages into pictures for the eye."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from ..rules.results import told
from . import STANDARDS, UndrawablePaper, qr_svg
from .printable import printable

TEMPLATE = Path(__file__).parent / "result.typ"
STAMP = Path(__file__).parent / "stamp.typ"
PICTURE_SCALE = 1.7
PICTURE_SIZE = (1012, 1432)  # of an A4 page
A4_HEIGHT = 841.89


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page where a signature shows: page from 0, left, bottom, right, top in points from the corner."""

    page: int
    box: tuple[int, int, int, int]

    @property
    def size(self) -> tuple[int, int]:
        return self.box[2] - self.box[0], self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A result paper as PDF and where its signatures go."""

    pdf: bytes
    places: Mapping[str, Place]


def result_pdf(
    layout: Mapping[str, Any],
    lines: list[dict[str, str]],
    about: Mapping[str, str],
    *,
    verify_address: str,
    draft: bool,
) -> bytes:
    """The PDF of a result paper (PDF/A-3a, PDF/UA-1); a draft says so across the page. Raises UndrawablePaper."""
    return _compiled(TEMPLATE, _inputs(layout, lines, about, verify_address, draft=draft))


def result_drawn(
    layout: Mapping[str, Any], lines: list[dict[str, str]], about: Mapping[str, str], *, verify_address: str
) -> Drawn:
    """The paper to be signed, with the places of its signatures. Raises UndrawablePaper."""
    inputs = _inputs(layout, lines, about, verify_address, draft=False)
    found = typst.query(str(TEMPLATE), "<place>", field="value", sys_inputs=inputs, ignore_system_fonts=True)
    told_places = json.loads(found) if isinstance(found, str) else found
    return Drawn(_compiled(TEMPLATE, inputs), {one["name"]: _place(one) for one in told_places})


def signature_stamp(place: Place, *, heading: list[str], name: str, office: str, at: str) -> bytes:
    """What the signer's block shows, as a PDF page of the place's size."""
    said = {"kind": "signature", "heading": heading, "name": name, "office": office, "at": at}
    return _stamp(place, f"Chữ ký số của {name}", said)


def seal_stamp(place: Place, *, number: str, town: str, day: tuple[str, str, str], at: str) -> bytes:
    """What the office's seal shows where the number and the date stand."""
    said = {"kind": "seal", "number": number, "place": town, "at": at}
    return _stamp(place, f"Số {number}", {**said, "day": day[0], "month": day[1], "year": day[2]})


def pictures(pdf: bytes, page: int) -> tuple[bytes, int]:
    """One page of a PDF of ours as PNG, from 0, and how many pages there are. Raises LookupError for no such page."""
    # Only where a paper is looked at: 20 MB of a process.
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document)
        if not 0 <= page < count:
            raise LookupError(page)
        document.init_forms()
        out = io.BytesIO()
        document[page].render(scale=PICTURE_SCALE, may_draw_forms=True).to_pil().save(out, "PNG", optimize=False)
        return out.getvalue(), count
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _inputs(
    layout: Mapping[str, Any], lines: list[dict[str, str]], about: Mapping[str, str], verify: str, *, draft: bool
) -> dict[str, str]:
    texts = {
        key: [told(one, lines, about) for one in layout.get(key, ())] for key in ("opening", "articles", "closing")
    }
    said = {
        **printable(dict(about)),
        **printable(texts),
        "layout": layout["layout"],
        "title": printable(layout["title"]),
        "subtitle": printable(told(layout.get("subtitle", ""), lines, about)),
        "basis": printable(list(layout.get("basis", ()))),
        "recipients": printable(list(layout.get("recipients", ()))),
        "lines": [
            [printable(line["label"]), printable(line["value"])]
            for line in lines
            if not line["quiet"] and (line["value"] or not line["optional"])
        ],
        "draft": draft,
        "verify": verify,
        "qr": qr_svg(verify),
    }
    return {"data": json.dumps(said, ensure_ascii=False)}


def _stamp(place: Place, title: str, said: Mapping[str, Any]) -> bytes:
    width, height = place.size
    told_to = printable({**said, "title": title}) | {"width": width, "height": height}
    return _compiled(STAMP, {"data": json.dumps(told_to, ensure_ascii=False)})


def _compiled(source: Path, inputs: dict[str, str]) -> bytes:
    try:
        pdf, warnings = typst.compile_with_warnings(
            str(source),
            root=str(source.parent),
            sys_inputs=inputs,
            pdf_standards=[*STANDARDS],
            ignore_system_fonts=True,
        )
    except typst.TypstError as why:
        raise UndrawablePaper(str(why)) from why
    if warnings:
        raise UndrawablePaper("; ".join(str(warning.message) for warning in warnings))
    return bytes(pdf)


def _place(said: Mapping[str, Any]) -> Place:
    top = A4_HEIGHT - said["y"]
    left, bottom = said["x"], top - said["height"]
    return Place(said["page"] - 1, (round(left), round(bottom), round(left + said["width"]), round(top)))
