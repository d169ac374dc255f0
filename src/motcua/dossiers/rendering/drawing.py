"""The process that draws: a file on its input, a PNG or a number on its output; it knows nothing of the house.

Run by path, isolated: `python -I drawing.py <media type> count | draw <page> <width> <turn>`.
"""

from __future__ import annotations

import io
import os
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MEMORY = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 10
GRACE_SECONDS = 5
MOST_PIXELS = 80_000_000
TALLEST = 4


def limit() -> None:
    """Little time, little memory, no new file and no core."""
    os.nice(5)
    # The soft limit comes first and has a signal of its own: whoever waits can tell it from being killed by others.
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + GRACE_SECONDS))
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def drawn(content: bytes, media_type: str, page: int, width: int) -> Image.Image:
    """The page as a picture. Raises IndexError for a page that is not there."""
    from PIL import Image

    if media_type == "application/pdf":
        from pypdfium2 import PdfDocument

        document = PdfDocument(content)
        if not 1 <= page <= len(document):
            raise IndexError(page)
        one = document[page - 1]
        scale = width / max(one.get_width(), 1)
        if one.get_height() * scale > TALLEST * width:
            scale = TALLEST * width / one.get_height()
        picture: Image.Image = one.render(scale=scale).to_pil()
        return picture
    if page != 1:
        raise IndexError(page)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    opened = Image.open(io.BytesIO(content), formats=["JPEG", "PNG"])
    opened.draft("RGB", (width, TALLEST * width))  # a photograph is read no larger than it is shown
    opened.thumbnail((width, TALLEST * width))
    return opened


def main() -> None:
    media_type, what, *numbers = sys.argv[1:]
    content = sys.stdin.buffer.read()
    limit()
    if what == "count":
        from pypdfium2 import PdfDocument

        sys.stdout.write(str(len(PdfDocument(content))))
        return
    page, width, turn = map(int, numbers)
    picture = drawn(content, media_type, page, width)
    if turn:
        picture = picture.rotate(-turn, expand=True)
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG")
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
