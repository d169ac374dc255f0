"""What a PDF may be, and what a picture leaves behind."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from motcua.dossiers.rules.documents import why_not
from motcua.dossiers.rules.pictures import draw_anew


def picture(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


def pdf(*, password: str = "", script: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_action(action: bytes) -> bytes:
    """A PDF that asks to do something when it is opened, written by hand."""
    return pdf().replace(b"/Catalog", b"/Catalog /OpenAction << " + action + b" >>", 1)


def packed(script: str) -> bytes:
    """A PDF whose script lies in a compressed stream of objects, where its name is not to be read."""
    hidden = b"1 0 << /S /JavaScript /JS (" + script.encode() + b") >>"
    inside = zlib.compress(hidden)
    body = b"%PDF-1.5\n"
    body += b"2 0 obj << /Type /Catalog /Pages 3 0 R /OpenAction 1 0 R >> endobj\n"
    pages, kid = body.index(b"2 0 obj"), len(body)
    body += b"3 0 obj << /Type /Pages /Count 1 /Kids [4 0 R] >> endobj\n"
    page = len(body)
    body += b"4 0 obj << /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] >> endobj\n"
    pack = len(body)
    body += b"5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >> stream\n" % len(inside)
    body += inside + b"\nendstream endobj\n"
    table = len(body)
    rows = [(0, 0, 0), (2, 5, 0), (1, pages, 0), (1, kid, 0), (1, page, 0), (1, pack, 0), (1, table, 0)]
    cells = b"".join(struct.pack(">BHB", *row) for row in rows)
    body += b"6 0 obj << /Type /XRef /W [1 2 1] /Size 7 /Root 2 0 R /Length %d >> stream\n" % len(cells)
    return body + cells + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % table


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf(), ""),
        (b"%PDF-1.7\n" + b"x" * 300, "broken_document"),
        (pdf(password="x"), "locked_document"),
        (pdf(script="app.alert(1)"), "active_document"),
        (with_action(b"/S /J#61vaScript /JS (app.alert(1))"), "active_document"),
        (with_action(b"/S /#4C#61unch /F (cmd.exe)"), "active_document"),
        (with_action(b"/S /SubmitForm /F (https://x.example)"), "active_document"),
        (with_action(b"/S /GoTo /D [3 0 R /Fit]"), ""),
        (packed("app.alert(1)"), "active_document"),
        (pdf(password="x").replace(b"/Standard", b"/Nonesuch"), "broken_document"),
    ],
)
def test_a_document_has_pages_and_nothing_that_runs_or_locks(content: bytes, why: str) -> None:
    assert why_not(io.BytesIO(content)) == why


def test_a_scan_is_not_taken_for_a_script_because_of_three_letters_in_its_picture() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    scan = StreamObject()
    scan.set_data(b"\x01\x02/JS\x03\x04/JS (")
    writer.root_object[NameObject("/Picture")] = writer._add_object(scan)
    out = io.BytesIO()
    writer.write(out)
    assert b"/JS" in out.getvalue()
    assert why_not(io.BytesIO(out.getvalue())) == ""


def test_a_photograph_taken_sideways_stands_upright_and_tells_no_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter
    exif.get_ifd(0x8825)[2] = (21.0, 11.0, 0.0)
    taken = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(taken, "JPEG", exif=exif.tobytes())
    drawn = io.BytesIO()
    assert draw_anew(io.BytesIO(taken.getvalue()), drawn, media_type="image/jpeg") == ""
    kept = Image.open(drawn)
    assert kept.size == (30, 40)
    assert not kept.getexif() and b"Exif" not in drawn.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_any_colours_comes_out_as_it_was(mode: str) -> None:
    before = Image.new(mode, (5, 4), 1 if mode in {"1", "P", "L", "I;16"} else "white")
    taken, drawn = io.BytesIO(), io.BytesIO()
    before.save(taken, "PNG")
    assert draw_anew(taken, drawn, media_type="image/png") == ""
    after = Image.open(drawn)
    assert after.size == (5, 4)
    if mode != "I;16":
        assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()
