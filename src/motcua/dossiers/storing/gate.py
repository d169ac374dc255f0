"""The gate every uploaded file goes through: quarantine, a look inside in a limited process, antivirus if there is one.

Source: RULES.md 12. Nothing that has not passed is ever found under the name of its content.
"""

from __future__ import annotations

import logging
import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO

from django.conf import settings
from django.utils.module_loading import import_string

from ..ports import Antivirus, AntivirusSilent
from ..rules.files import HEAD, CheckedFile, first_look
from . import inspector

logger = logging.getLogger(__name__)

SECONDS = 30
"""How long one file may be looked at, by the clock on the wall."""

_AT_ONCE = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Passed:
    """What came out of the gate: what it is, and its bytes to keep, open for reading; refused files have no bytes."""

    checked: CheckedFile
    size: int = 0
    content: BinaryIO | None = None


@contextmanager
def passing(file: BinaryIO, *, name: str, size: int) -> Iterator[Passed]:
    """Take a file through the gate. `size` in bytes. The content given is gone when the block ends: keep it inside."""
    file.seek(0)
    checked = first_look(file.read(HEAD), name=name, size=size, largest=settings.LARGEST_FILE)
    if checked.why:
        yield Passed(checked)
        return
    with tempfile.TemporaryDirectory(prefix="gate-", dir=_quarantine()) as folder:
        arrived, cleaned = Path(folder) / "arrived", Path(folder) / "cleaned"
        file.seek(0)
        with arrived.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        why = _inspected(arrived, cleaned, checked.media_type) or _virus(arrived)
        if why:
            logger.warning("a file was refused at the gate: %s", why)
            yield Passed(replace(checked, why=why))
            return
        kept = cleaned if cleaned.exists() else arrived
        with kept.open("rb") as content:
            yield Passed(checked, kept.stat().st_size, content)


def _quarantine() -> Path:
    folder = Path(settings.QUARANTINE)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _inspected(arrived: Path, cleaned: Path, media_type: str) -> str:
    with _AT_ONCE:
        ours, theirs = _processes().Pipe(duplex=False)
        process = _processes().Process(
            target=inspector.look, args=(theirs, str(arrived), str(cleaned), media_type), daemon=True
        )
        process.start()
        theirs.close()
        try:
            # A process that dies, of its limits or otherwise, closes its end: that is an answer too.
            return str(ours.recv()) if ours.poll(SECONDS) else "too_heavy"
        except EOFError:
            return "too_heavy"
        finally:
            process.kill()
            process.join()
            process.close()
            ours.close()


@cache
def _processes() -> multiprocessing.context.ForkServerContext:
    """Processes forked from a small server that has the readers loaded, and nothing of ours: no rows, no secrets."""
    context = multiprocessing.get_context("forkserver")
    readers = ["PIL.JpegImagePlugin", "PIL.PngImagePlugin", "pypdf"]
    context.set_forkserver_preload(["motcua.dossiers.storing.inspector", *readers])
    return context


def _virus(arrived: Path) -> str:
    scanner = _antivirus()
    if scanner is None:
        return ""
    try:
        with arrived.open("rb") as content:
            found = scanner.scan(content)
    except AntivirusSilent:
        # The gate has looked inside; an antivirus out of order does not stop people from filing. `doctor` tells of it.
        logger.exception("the antivirus did not answer; the file went through on the gate's own look")
        return ""
    if found:
        logger.warning("the antivirus found %s", found)
    return "infected" if found else ""


def _antivirus() -> Antivirus | None:
    if not settings.ANTIVIRUS:
        return None
    scanner: Antivirus = import_string(settings.ANTIVIRUS)()
    return scanner
