"""Pages of papers as pictures, drawn in a process of its own that may take little time and little memory.

What was uploaded is other people's: the process that looks into it reads it from its input, writes a picture to its
output, and can open nothing else of ours (RULES.md 12). A page is drawn when it is looked at and kept nowhere.
"""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore

from .. import storing
from ..models import Attachment
from ..rules.files import is_proof

DRAWING = Path(__file__).with_name("drawing.py")
# By the clock on the wall, as long as a request may last: a busy machine is no fault of a file. What a file may cost is
# processor time, and the process that draws limits itself.
SECONDS = 50.0
WAIT_SECONDS = 8.0
MEDIA = ("application/pdf", "image/jpeg", "image/png")
WIDTHS = (900, 1400, 2000)
TURNS = (0, 90, 180, 270)

_AT_ONCE = BoundedSemaphore(2)


class NotDrawn(Exception):
    """The page cannot be shown: broken, too heavy, or not there."""


class Busy(NotDrawn):
    """Others look at papers at this very moment; in a few seconds there is room again."""


def may_be_shown(attachment: Attachment) -> bool:
    """Whether pages of the file can be shown as pictures."""
    return attachment.media_type in MEDIA


def page_count(attachment: Attachment) -> int:
    """How many pages a file has. Raises NotDrawn."""
    return _page_count(attachment.sha256, attachment.media_type)


def page_picture(attachment: Attachment, *, page: int, width: int = WIDTHS[0], turn: int = 0) -> bytes:
    """One page (from 1) as a PNG, `width` pixels wide before it is turned clockwise. Raises NotDrawn."""
    if width not in WIDTHS or turn not in TURNS or page < 1:
        raise NotDrawn
    drawn = _ask(attachment.sha256, attachment.media_type, "draw", str(page), str(width), str(turn))
    if not drawn.startswith(b"\x89PNG\r\n"):
        raise NotDrawn
    return drawn


@lru_cache(maxsize=4096)
def _page_count(sha256: str, media_type: str) -> int:
    # The bytes of a content hash never change, so neither does their number of pages.
    if media_type != "application/pdf":
        return 1
    said = _ask(sha256, media_type, "count")
    if not said.isdigit() or len(said) > 6:
        raise NotDrawn
    return int(said)


def _ask(sha256: str, media_type: str, *question: str) -> bytes:
    if media_type not in MEDIA:
        raise NotDrawn
    if not _AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        with storing.opened(sha256) as content:
            asked = [sys.executable, "-I", str(DRAWING), media_type, *question]
            done = subprocess.run(
                asked, input=content.read(), capture_output=True, timeout=SECONDS, check=True, env={}, cwd="/"
            )
    except subprocess.TimeoutExpired as late:
        raise Busy from late
    except subprocess.CalledProcessError as died:
        raise (NotDrawn if is_proof(died.returncode) else Busy) from died
    except FileNotFoundError as gone:
        raise NotDrawn from gone
    except OSError as problem:  # no room for another process
        raise Busy from problem
    finally:
        _AT_ONCE.release()
    return done.stdout
