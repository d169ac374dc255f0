"""Whether a photograph of a paper can be read: small, dark, washed out or blurred. A warning, never a refusal.

The thresholds were set by trying: a page photographed with a phone at arm's length, sharp and by daylight, passes; the
same shrunk, darkened or out of focus does not. `tests/dossiers/rules/test_legibility.py` tries them again.
"""

from __future__ import annotations

from typing import BinaryIO

from PIL import Image, ImageFilter, ImageStat

SMALLEST_SIDE = 700
"""Pixels of the shorter side below which eight-point print of an A4 page falls apart."""

DARKEST, BRIGHTEST = 70, 250
SHARPEST = 60.0
"""Variance of the edges of a thousand-pixel picture below which letters run together."""

_SEEN = 1000
_EDGES = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)

SMALL, DARK, BRIGHT, BLURRED = "small", "dark", "bright", "blurred"


def of_picture(source: BinaryIO) -> tuple[str, ...]:
    """What may be hard to read about a picture, worst first; nothing where it is fine or cannot be judged."""
    source.seek(0)
    try:
        picture: Image.Image = Image.open(source, formats=["JPEG", "PNG"])
        size = picture.size
        picture.draft("L", (_SEEN, _SEEN))
        grey = picture.convert("L")
    except Exception:  # the gate judges files, not this
        return ()
    finally:
        source.seek(0)
    grey.thumbnail((_SEEN, _SEEN))
    found = []
    if min(size) < SMALLEST_SIDE:
        found.append(SMALL)
    light = ImageStat.Stat(grey).mean[0]
    # A paper is bright where nothing is written: the lightest tenth tells of the light, the mean of the paper.
    lightest = _level(grey, 0.9)
    if lightest < DARKEST * 1.6 and light < DARKEST:
        found.append(DARK)
    elif _level(grey, 0.05) > BRIGHTEST:
        found.append(BRIGHT)
    if DARK not in found and BRIGHT not in found and ImageStat.Stat(grey.filter(_EDGES)).var[0] < SHARPEST:
        found.append(BLURRED)
    return tuple(found)


def _level(grey: Image.Image, share: float) -> int:
    """The grey below which this share of the picture lies."""
    counts, sum_so_far = grey.histogram(), 0.0
    wanted = share * grey.width * grey.height
    for level, many in enumerate(counts):
        sum_so_far += many
        if sum_so_far >= wanted:
            return level
    return 255
