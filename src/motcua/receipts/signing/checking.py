"""Is this file signed, and by whom: read in a process of its own, with little memory and little time.

A file somebody uploads may be made to break whoever reads it, so the web process never parses it. Run as a module it
reads the PDF from its input and writes what it found as JSON.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any

from motcua.dossiers.rules.files import is_proof

from .loops import at_once

PROCESSOR_SECONDS = 20
GRACE_SECONDS = 5
# By the clock on the wall, as long as a request may last: it says how busy the machine is, and nothing of the file.
SECONDS = 50
WAIT_SECONDS = 2.0
MEBIBYTES = 600
MOST_SIGNATURES = 20
# Anybody may ask: what they ask for never takes more than one of the few threads that serve everybody.
_AT_ONCE = BoundedSemaphore(1)


class Busy(Exception):
    """There is no time for the file at this very moment, and nothing is known against it; try again soon."""


@dataclass(frozen=True, slots=True)
class Found:
    """One signature of a file: who, which certificate, when they said they signed, and whether it holds.

    `intact`: the signed bytes are unchanged. `whole`: nothing was added after the last of our signatures. `trusted`:
    the certificate leads to a root of ours and was in force when they said they signed: it ends after some years, what
    was signed with it does not. Whether they said the truth is for the record of issued files to know. `stamped_at`
    and `stamped_by` tell of an authority's time stamp, empty for none; `stamp_holds` is false for one that is there and
    does not hold.
    """

    name: str
    serial: str
    issuer: str
    at: str
    intact: bool
    valid: bool
    trusted: bool
    whole: bool
    allowed_changes: bool
    stamped_at: str = ""
    stamped_by: str = ""
    stamp_holds: bool = True

    @property
    def holds(self) -> bool:
        sound = self.intact and self.valid and self.trusted and self.stamp_holds
        return sound and (self.whole or self.allowed_changes)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds: its signatures in order; `broken` where it is no PDF that can be read."""

    signatures: tuple[Found, ...] = ()
    broken: bool = False

    @property
    def covers_everything(self) -> bool:
        return bool(self.signatures) and self.signatures[-1].whole

    @property
    def holds(self) -> bool:
        """Whether every signature holds and the last one covers the file to its last byte."""
        return self.covers_everything and all(one.holds for one in self.signatures)


def checked(pdf: bytes, roots: list[bytes], stamp_roots: list[bytes] | None = None) -> Checked:
    """Check a file somebody holds, apart from this process; whatever it breaks there is a broken file. Raises Busy."""
    if not _AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        return _asked(pdf, roots, roots if stamp_roots is None else stamp_roots)
    finally:
        _AT_ONCE.release()


def _asked(pdf: bytes, roots: list[bytes], stamp_roots: list[bytes]) -> Checked:
    given = {"roots": roots, "stamp_roots": stamp_roots}
    asked = json.dumps(
        {name: [base64.b64encode(one).decode() for one in many] for name, many in given.items()}
    ).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=len(asked).to_bytes(4, "big") + asked + pdf,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={"PYTHONPATH": os.pathsep.join(sys.path)},  # none of our secrets
            cwd="/",
        )
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError) as late:  # too slow, or no room for another process
        raise Busy from late
    except subprocess.CalledProcessError as died:
        if not is_proof(died.returncode):
            raise Busy from died
        return Checked(broken=True)
    except ValueError:
        return Checked(broken=True)
    return Checked(tuple(Found(**one) for one in said["signatures"]), said["broken"])


def look(pdf: bytes, roots: list[bytes], stamp_roots: list[bytes] | None = None) -> Checked:
    """Check a file in this process: for files of our own making, and for the process that `checked` starts."""
    import io

    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        embedded = list(reader.embedded_regular_signatures)[:MOST_SIGNATURES]
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError):
        return Checked(broken=True)

    stamps = roots if stamp_roots is None else stamp_roots
    return Checked(tuple(_found(one, roots, stamps) for one in embedded))


def _trusting(roots: list[bytes], at: datetime | None) -> Any:
    """Certificates are judged at that moment; at the present one where a signature names none."""
    from asn1crypto import x509
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=[x509.Certificate.load(one) for one in roots], allow_fetching=False, moment=at)


def _found(embedded: Any, roots: list[bytes], stamp_roots: list[bytes]) -> Found:
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    certificate = embedded.signer_cert
    said = embedded.self_reported_timestamp
    known: dict[str, Any] = {
        "name": str(certificate.subject.native.get("common_name", "")),
        "serial": f"{certificate.serial_number:x}",
        "issuer": str(certificate.issuer.native.get("common_name", "")),
        "at": said.isoformat() if said else "",
    }
    try:
        trust, stamps = _trusting(roots, said), _trusting(stamp_roots, said)
        status = at_once(
            async_validate_pdf_signature(embedded, signer_validation_context=trust, ts_validation_context=stamps)
        )
    except Exception:  # a signature that cannot be read is one that does not hold, whatever the reader calls it
        return Found(**known, intact=False, valid=False, trusted=False, whole=False, allowed_changes=False)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Found(
        **known,
        intact=bool(status.intact),
        valid=bool(status.valid),
        trusted=bool(status.trusted),
        whole=whole,
        allowed_changes=bool(status.docmdp_ok) and status.bottom_line,
        **_stamp(status.timestamp_validity),
    )


def _stamp(status: Any) -> dict[str, Any]:
    if status is None:
        return {}
    return {
        "stamped_at": status.timestamp.isoformat(),
        "stamped_by": str(status.signing_cert.subject.native.get("common_name", "")),
        "stamp_holds": bool(status.intact and status.valid and status.trusted),
    }


def _alone() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEBIBYTES << 20, MEBIBYTES << 20))
    # The soft limit comes first and has a signal of its own: whoever waits can tell it from being killed by others.
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + GRACE_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    raw = sys.stdin.buffer.read()
    length = int.from_bytes(raw[:4], "big")
    asked = json.loads(raw[4 : 4 + length])
    roots, stamp_roots = ([base64.b64decode(one) for one in asked[name]] for name in ("roots", "stamp_roots"))
    found = look(raw[4 + length :], roots, stamp_roots)
    one_by_one = [{name: getattr(one, name) for name in Found.__slots__} for one in found.signatures]
    sys.stdout.write(json.dumps({"broken": found.broken, "signatures": one_by_one}))


if __name__ == "__main__":
    _alone()
