"""One end for a whole conversation: who answers a letter at a time never meets a deadline that is set anew at each."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def hung_up_after(sock: socket.socket | None, seconds: float) -> Iterator[None]:
    """Close the line after so many seconds, whatever is being said on it; reading then fails with an OSError."""
    timer = threading.Timer(max(0.05, seconds), _hang_up, [sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(sock: socket.socket | None) -> None:
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
