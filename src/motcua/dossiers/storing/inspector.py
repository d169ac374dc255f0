"""One look into one file, in a process of its own that may take little time, little memory and open nothing new."""

from __future__ import annotations

import errno
import os
import resource
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

from ..rules import documents, pictures
from ..rules.files import UNSETTLED

MEMORY = 1536 * 1024 * 1024
GRACE_SECONDS = 5
LARGEST_OUTPUT = 200 * 1024 * 1024


def look(answer: Connection, quarantined: str, cleaned: str, media_type: str, processor_seconds: int) -> None:
    """Open the quarantined file; send "" or the key in `files.WHY`. A picture is drawn anew into `cleaned`."""
    _limit(processor_seconds)
    content = BytesIO(Path(quarantined).read_bytes())
    try:
        if media_type == "application/pdf":
            why = documents.why_not(content)
        else:
            drawn = BytesIO()
            why = pictures.draw_anew(content, drawn, media_type=media_type)
            if not why:
                Path(cleaned).write_bytes(drawn.getbuffer())
    except MemoryError:
        why = "too_heavy"
    except OSError as problem:  # a full disk is no fault of the file; a picture that grows beyond measure is
        why = "too_heavy" if problem.errno == errno.EFBIG else UNSETTLED
    answer.send(why)
    answer.close()


def _limit(processor_seconds: int) -> None:
    os.nice(5)
    # The soft limit comes first and has a signal of its own: whoever waits can tell it from being killed by others.
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds + GRACE_SECONDS))
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
