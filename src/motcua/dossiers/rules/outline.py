"""Where on a photograph the paper lies: the bright part of it, where that is plainly a page on a darker table."""

from __future__ import annotations

from PIL import Image

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, each as a share of the picture's width or height."""

_SEEN = 240
_FILLED = 0.4
SMALLEST, LARGEST = 0.2, 0.93


def outline(picture: Image.Image) -> Box | None:
    """The box around the paper; None where the paper fills the picture, or nothing can be told."""
    grey = picture.convert("L")
    grey.thumbnail((_SEEN, _SEEN))
    width, height = grey.size
    bound = _between(grey.histogram())
    pixels = grey.tobytes()
    bright = [[pixels[row * width + column] > bound for column in range(width)] for row in range(height)]
    rows = [row for row in range(height) if sum(bright[row]) > _FILLED * width]
    columns = [column for column in range(width) if sum(line[column] for line in bright) > _FILLED * height]
    if not rows or not columns:
        return None
    box = (columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height)
    share = (box[2] - box[0]) * (box[3] - box[1])
    return box if SMALLEST <= share <= LARGEST else None


def _between(counts: list[int]) -> int:
    """The grey that best parts dark from bright (Otsu's method: the largest variance between the two)."""
    whole, weight = sum(counts), sum(level * many for level, many in enumerate(counts))
    best, found, below, below_weight = -1.0, 127, 0, 0
    for level, many in enumerate(counts):
        below += many
        below_weight += level * many
        above = whole - below
        if not below or not above:
            continue
        apart = below_weight / below - (weight - below_weight) / above
        if below * above * apart * apart > best:
            best, found = below * above * apart * apart, level
    return found
