"""Papers as people have them: a large scan, a photograph of a page."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter


def large_scan(size: int) -> bytes:
    """A sound PDF of about `size` bytes that no packing makes smaller."""
    noise = random.Random(1).randbytes(size)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(noise), noise),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def page(
    size: tuple[int, int] = (1200, 1600),
    *,
    lines: int = 40,
    light: int = 235,
    blur: float = 0,
    margin: int = 0,
    turned: int = 0,
    seed: int = 1,
) -> bytes:
    """A photograph of a printed page as JPEG: `light` of the paper, out of focus by `blur` pixels, on a dark table."""
    width, height = size
    paper = Image.new("L", size, light)
    draw, chance = ImageDraw.Draw(paper), random.Random(seed)
    step = height // (lines + 2)
    for line in range(1, lines):
        place = width // 12
        while place < width - width // 10:
            word = chance.randint(width // 60, width // 14)
            for stroke in range(place, place + word, max(width // 160, 3)):
                draw.line((stroke, line * step, stroke + 2, line * step + step // 2), fill=light // 6, width=2)
            place += word + width // 60
    if blur:
        paper = paper.filter(ImageFilter.GaussianBlur(blur))
    if margin:
        table = Image.new("L", (width + 2 * margin, height + 2 * margin), 60)
        table.paste(paper, (margin, margin))
        paper = table
    out, exif = io.BytesIO(), Image.Exif()
    if turned:
        exif[0x0112] = turned
    paper.convert("RGB").save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()
