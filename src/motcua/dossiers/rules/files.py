"""What may be kept as a paper: decided by content, never by name; allow-list, size, and whether it opens at all.

The gate of RULES.md 12 in its first form; the limited subprocess and antivirus stand in front of it later.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

import filetype
from PIL import Image

if TYPE_CHECKING:
    from pypdf.generic import StreamObject

MEBIBYTE = 1024 * 1024
LARGEST = 20 * MEBIBYTE
MOST_PIXELS = 80_000_000
ALLOWED = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}
# What a PDF may carry that runs or hides something. Only names so long that no scan holds them by chance: a script's
# three letters "/JS" stand in two of five scans of 5 MB, and no script runs without "/JavaScript" beside it.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)")
_ESCAPED_NAME = re.compile(rb"/[A-Za-z]*(?:#[0-9A-Fa-f]{2}[A-Za-z]*)+")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found: the media type by content and a safe name; or why the file is refused, in plain Vietnamese."""

    media_type: str
    name: str
    refusal: str = ""


def check_file(file: BinaryIO, *, name: str, size: int) -> CheckedFile:
    """Look at a file and leave it rewound. Size in bytes."""
    shown = safe_name(name)
    if size == 0:
        return CheckedFile("", shown, f"Tệp «{shown}» rỗng. Mở lại tệp trên máy, hoặc chụp lại giấy tờ.")
    if size > LARGEST:
        return CheckedFile("", shown, f"Tệp «{shown}» lớn hơn 20 MB. Chụp ở cỡ nhỏ hơn hoặc chia thành nhiều tệp.")
    file.seek(0)
    kind = filetype.guess_mime(file.read(8192))
    file.seek(0)
    if kind not in ALLOWED:
        return CheckedFile(
            kind or "", shown, f"Tệp «{shown}» không phải ảnh JPG, PNG hay PDF. Chụp ảnh giấy tờ rồi tải lên."
        )
    refusal = _pdf_refusal(file, shown) if kind == "application/pdf" else _image_refusal(file, shown)
    file.seek(0)
    return CheckedFile(kind, _with_ending(shown, ALLOWED[kind]), refusal)


def safe_name(name: str) -> str:
    """The file's name without folders, control characters or tricks of direction, at most 150 characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    return re.sub(r"\s+", " ", kept).strip(" .")[-150:] or "tep"


def _with_ending(name: str, ending: str) -> str:
    stem = name.rsplit(".", 1)[0] if "." in name else name
    current = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return name if current == ending or (ending == ".jpg" and current == ".jpeg") else stem + ending


def _image_refusal(file: BinaryIO, name: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(file, formats=["JPEG", "PNG"])
            if image.width * image.height > MOST_PIXELS:
                return f"Ảnh «{name}» quá lớn. Chụp lại ở cỡ nhỏ hơn."
            image.verify()
    except Exception:  # whatever a broken picture provokes, the answer is the same
        return f"Ảnh «{name}» bị hỏng nên không mở được. Chụp lại rồi tải lên."
    return ""


def _pdf_refusal(file: BinaryIO, name: str) -> str:
    broken = f"Tệp «{name}» bị hỏng nên không mở được. Quét lại rồi tải lên."
    active = f"Tệp «{name}» có chứa mã chạy được nên không nhận. In ra PDF thường rồi tải lên."
    if _is_active(file.read()):
        return active
    file.seek(0)
    # Read only where a PDF comes in: it is a quarter of the time a process needs to start.
    from pypdf import PdfReader

    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            return f"Tệp «{name}» có mật khẩu. Bỏ mật khẩu rồi tải lên lại."
        if not reader.pages:
            return broken
        packed = {number for number, _place in reader.xref_objStm.values()}
        # Whatever is no stream of objects fails here, and the file with it.
        if any(_is_active(cast("StreamObject", reader.get_object(n)).get_data()) for n in sorted(packed)):
            return active
    except Exception:  # a reader of such a format stumbles over a broken file in more ways than it names
        return broken
    return ""


def _is_active(data: bytes) -> bool:
    """Whether one of the names of `ACTIVE` stands there, in plain letters or with some of them written as #xx."""
    if ACTIVE.search(data):
        return True
    escaped = (_ESCAPE.sub(_letter, name) for name in _ESCAPED_NAME.findall(data))
    return any(ACTIVE.match(name) for name in escaped)


def _letter(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])
