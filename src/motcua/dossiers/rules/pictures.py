"""A photograph of a paper, drawn anew: what comes out shows the same and carries nothing else."""

from __future__ import annotations

import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

MOST_PIXELS = 80_000_000
_QUALITY = 85
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
# Colours that the two formats keep; anything rarer becomes ordinary colour.
_KEPT = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA")}


def draw_anew(source: BinaryIO, target: BinaryIO, *, media_type: str) -> str:
    """Read a picture and write it again, upright, without the place it was taken at, notes or anything behind its end.

    Gives "" or the key in `files.WHY` for which it is refused. Whatever the reader stumbles over is `broken_picture`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture: Image.Image = Image.open(source, formats=[_FORMATS[media_type]])
            if picture.width * picture.height > MOST_PIXELS:
                return "huge_picture"
            picture.load()
            _write(ImageOps.exif_transpose(picture), target, _FORMATS[media_type])
    except Exception:  # a broken picture provokes more kinds of error than a reader names
        return "broken_picture"
    return ""


def _write(picture: Image.Image, target: BinaryIO, kind: str) -> None:
    if picture.mode not in _KEPT[kind]:
        picture = picture.convert("RGB")
    # Only pixels go over: no profile, no metadata, no further frames.
    plain = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if picture.mode == "P" and picture.palette is not None:
        plain.putpalette(picture.palette)
    if kind == "JPEG":
        plain.save(target, "JPEG", quality=_QUALITY)
    else:
        plain.save(target, "PNG", compress_level=6)
