"""The gate every uploaded file goes through: quarantine, a look inside in a limited process, antivirus if there is one.

Source: RULES.md 12. Nothing that has not passed is ever found under the name of its content.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
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
from ..rules.files import HEAD, UNSETTLED, CheckedFile, first_look, is_proof
from . import inspector, waiting

logger = logging.getLogger(__name__)

PROCESSOR_SECONDS = 20
"""How much of a processor one look may take. This alone proves a file too heavy."""
SECONDS = 50
"""How long to wait for a look by the clock on the wall. It says how busy the machine is, and nothing of the file.

Under a minute, because the web server in front gives up a request after one.
"""
QUEUE_SECONDS = 20
"""How long to wait for a place to look from."""

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
    checked = first_look(file.read(HEAD), name=name, size=size)
    if checked.why:
        yield Passed(checked)
        return
    with tempfile.TemporaryDirectory(prefix=waiting.ARRIVING, dir=waiting.quarantine()) as folder:
        arrived, cleaned = Path(folder) / "arrived", Path(folder) / "cleaned"
        digest = _copied(file, arrived)
        why = waiting.verdict_on(digest, cleaned)  # it may have been looked at since it was sent the first time
        if why is None:
            why = _looked_at(arrived, cleaned, checked.media_type)
        if why == UNSETTLED:
            waiting.hold(arrived, digest, checked.media_type)
            logger.warning("a file could not be looked at in time; it is kept and will be looked at later")
        elif why:
            logger.warning("a file was refused at the gate: %s", why)
        if why:
            yield Passed(replace(checked, why=why))
            return
        kept = cleaned if cleaned.exists() else arrived
        with kept.open("rb") as content:
            yield Passed(checked, kept.stat().st_size, content)


def settle_next() -> bool:
    """Look again at the file that has waited longest; whether there was one that is settled now."""
    held = waiting.longest()
    if held is None:
        return False
    with tempfile.TemporaryDirectory(prefix=waiting.ARRIVING, dir=waiting.quarantine()) as folder:
        cleaned = Path(folder) / "cleaned"
        why = _looked_at(held.content, cleaned, held.media_type)
        if why == UNSETTLED:
            held.tried()
            return False
        held.settle(why, cleaned)
    return True


def _copied(file: BinaryIO, to: Path) -> str:
    """Copy what arrived into quarantine; its SHA-256."""
    digest = hashlib.sha256()
    file.seek(0)
    with to.open("wb") as copy:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def _looked_at(arrived: Path, cleaned: Path, media_type: str) -> str:
    return _inspected(arrived, cleaned, media_type) or _virus(arrived)


def _inspected(arrived: Path, cleaned: Path, media_type: str) -> str:
    if not _AT_ONCE.acquire(timeout=QUEUE_SECONDS):
        return UNSETTLED
    try:
        return _asked(arrived, cleaned, media_type)
    finally:
        _AT_ONCE.release()


def _asked(arrived: Path, cleaned: Path, media_type: str) -> str:
    ours, theirs = _processes().Pipe(duplex=False)
    process = _processes().Process(
        target=inspector.look,
        args=(theirs, str(arrived), str(cleaned), media_type, PROCESSOR_SECONDS),
        daemon=True,
    )
    process.start()
    theirs.close()
    try:
        if ours.poll(SECONDS):
            return str(ours.recv())
    except EOFError:  # a process that dies, of its limits or otherwise, closes its end: how it died tells the rest
        process.join(SECONDS)
        if is_proof(process.exitcode):
            return "too_heavy"
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
    return UNSETTLED


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
