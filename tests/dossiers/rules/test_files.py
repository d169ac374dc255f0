"""What may be kept as a paper."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from motcua.dossiers.rules.files import LARGEST, check_file, safe_name


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


def looked_at(content: bytes, name: str = "giay.jpg") -> tuple[str, str, str]:
    found = check_file(io.BytesIO(content), name=name, size=len(content))
    return found.media_type, found.name, found.refusal


def test_pictures_and_pdf_are_kept_by_what_they_are_not_by_their_name() -> None:
    assert looked_at(picture(), "ảnh giấy chứng sinh.jpeg") == ("image/jpeg", "ảnh giấy chứng sinh.jpeg", "")
    assert looked_at(picture("PNG"), "a.jpg") == ("image/png", "a.png", "")
    assert looked_at(pdf(), "a.pdf") == ("application/pdf", "a.pdf", "")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"MZ\x90\x00" + b"\0" * 600, "không phải ảnh"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "không phải ảnh"),
        (b"<html><script>alert(1)</script>", "không phải ảnh"),
        (picture()[:200], "hỏng"),
        (b"%PDF-1.7\n" + b"x" * 300, "hỏng"),
        (pdf(password="x"), "mật khẩu"),
        (pdf(script="app.alert(1)"), "mã chạy được"),
        (with_action(b"/S /J#61vaScript /JS (app.alert(1))"), "mã chạy được"),
        (with_action(b"/S /#4C#61unch /F (cmd.exe)"), "mã chạy được"),
        (packed("app.alert(1)"), "mã chạy được"),
        (pdf(password="x").replace(b"/Standard", b"/Nonesuch"), "hỏng"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    assert words in looked_at(content)[2]


def test_a_scan_is_not_taken_for_a_script_because_of_three_letters_in_its_picture() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    scan = StreamObject()
    scan.set_data(b"\x01\x02/JS\x03\x04/JS (")
    writer.root_object[NameObject("/Picture")] = writer._add_object(scan)
    out = io.BytesIO()
    writer.write(out)
    assert b"/JS" in out.getvalue()
    assert looked_at(out.getvalue(), "a.pdf") == ("application/pdf", "a.pdf", "")


def test_a_file_over_twenty_megabytes_is_refused_unread() -> None:
    assert "20 MB" in check_file(io.BytesIO(b""), name="a.pdf", size=LARGEST + 1).refusal


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\giấy.pdf", "giấy.pdf"),
        ("a\x00b\u202egnp.exe", "abgnp.exe"),
        ("", "tep"),
        ("...", "tep"),
    ],
)
def test_a_name_keeps_no_folder_and_no_trick(given: str, kept: str) -> None:
    assert safe_name(given) == kept
