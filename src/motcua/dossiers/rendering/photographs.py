"""Photographs of papers turned, cut and joined. What is read here the gate has drawn anew already: our own pixels."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw

from .. import storing
from ..models import Attachment
from ..rules.outline import Box, outline

SMALL, LARGE = 360, 1000
LONGEST_SIDE = 2400
"""Pixels of the longer side of a page in a joined file: 200 to the inch on A4, which print and reading need."""

_QUALITY = 82


def is_photograph(attachment: Attachment) -> bool:
    """Whether a file is one page as a picture."""
    return attachment.media_type in ("image/jpeg", "image/png")


def thumbnail(attachment: Attachment, *, width: int = SMALL, box: Box | None = None) -> bytes:
    """The photograph as a small JPEG; with a `box`, what would be cut off is dimmed."""
    picture = _opened(attachment, width)
    picture.thumbnail((width, width * 2))
    if box is not None:
        picture = _dimmed(picture, box)
    return _as_jpeg(picture)


def suggested_box(attachment: Attachment) -> Box | None:
    """Where the paper seems to lie on the photograph."""
    return outline(_opened(attachment, LARGE))


def redrawn(attachment: Attachment, *, turn: int = 0, box: Box | None = None) -> bytes:
    """The photograph cut to a box and turned clockwise by `turn` degrees, as JPEG."""
    picture = _opened(attachment, 0)
    if box is not None:
        left, top, right, bottom = box
        width, height = picture.size
        picture = picture.crop((round(left * width), round(top * height), round(right * width), round(bottom * height)))
    if turn:
        picture = picture.rotate(-turn, expand=True)
    return _as_jpeg(picture, quality=90)


def joined(pages: Iterable[Attachment]) -> bytes:
    """One PDF of several photographs in their order, each a page of A4's width."""
    from pypdf import PdfReader, PdfWriter

    whole = PdfWriter()
    for one in pages:
        picture = _opened(one, LONGEST_SIDE)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = BytesIO()
        inches = 8.27 if picture.width <= picture.height else 11.69
        picture.save(out, "PDF", resolution=picture.width / inches, quality=_QUALITY)
        whole.append(PdfReader(out))
    out = BytesIO()
    whole.write(out)
    return out.getvalue()


def _opened(attachment: Attachment, seen: int) -> Image.Image:
    """The picture in memory, read no larger than about `seen` pixels where that is given."""
    with storing.opened(attachment.sha256) as content:
        picture: Image.Image = Image.open(content, formats=["JPEG", "PNG"])
        if seen:
            picture.draft("RGB", (seen, seen))
        return picture.convert("RGB")


def _dimmed(picture: Image.Image, box: Box) -> Image.Image:
    width, height = picture.size
    place = (round(box[0] * width), round(box[1] * height), round(box[2] * width) - 1, round(box[3] * height) - 1)
    dark = picture.point(lambda level: level // 3)
    dark.paste(picture.crop(place), place[:2])
    ImageDraw.Draw(dark).rectangle(place, outline="#c8102e", width=4)
    return dark


def _as_jpeg(picture: Image.Image, quality: int = 75) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
