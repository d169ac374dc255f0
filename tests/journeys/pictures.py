"""The pictures of the manual: as the browser shows the page, in few colours, so that they stay small."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual" / "pictures"
COLOURS, LARGEST = (48, 24, 12, 8), 58_000


def keep(page: Any, name: str) -> None:
    """Take what the screen shows now, from the top of the page or from the place its address names."""
    taken = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for colours in COLOURS:
        out = io.BytesIO()
        taken.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    (FOLDER / name).write_bytes(out.getvalue())
