"""A bad line to a server on this machine: it breaks every so often and lets through only so much a second."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator

PIECE = 16 * 1024


class BadLine:
    """A proxy on a port of its own. `cut` breaks what is open and lets nobody in until it is mended."""

    def __init__(self, host: str, port: int, *, breaks_after: float, bytes_per_second: float) -> None:
        self.target, self.breaks_after, self.rate = (host, port), breaks_after, bytes_per_second
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.breaks = 0
        self.is_cut = self.is_deaf = False
        self._open: set[socket.socket] = set()
        self._over = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._break_often, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        self.is_cut = True
        self._break()

    def swallow(self) -> None:
        """From now on what is asked arrives, and the line breaks before the answer does."""
        self.is_deaf = True

    def mend(self) -> None:
        self.is_cut = self.is_deaf = False

    def close(self) -> None:
        self._over.set()
        self.listener.close()
        self._break()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                near, _address = self.listener.accept()
            except OSError:
                return
            if self.is_cut:
                _reset(near)
                continue
            try:
                far = socket.create_connection(self.target, timeout=10)
            except OSError:
                _reset(near)
                continue
            self._open |= {near, far}
            for one, other, answers in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._carry, args=(one, other, answers), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        try:
            while data := source.recv(PIECE):
                if answers and self.is_deaf:
                    self.cut()
                    return
                target.sendall(data)
                time.sleep(len(data) / self.rate)
        except OSError:
            pass
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
            self._open.discard(one)

    def _break_often(self) -> None:
        while self.breaks_after and not self._over.wait(self.breaks_after):
            self.breaks += self._break()

    def _break(self) -> bool:
        found = list(self._open)
        for one in found:
            _reset(one)
        self._open.clear()
        return bool(found)


def _reset(one: socket.socket) -> None:
    """Close with a reset, as a line does that is simply gone."""
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextlib.contextmanager
def bad_line(server: str, *, breaks_after: float = 0, bytes_per_second: float = 1e9) -> Iterator[BadLine]:
    """A bad line to the server at an address «http://host:port»."""
    host, _colon, port = server.removeprefix("http://").partition(":")
    line = BadLine(host, int(port), breaks_after=breaks_after, bytes_per_second=bytes_per_second)
    try:
        yield line
    finally:
        line.close()
