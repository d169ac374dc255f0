"""ClamAV's daemon, asked by its INSTREAM command (clamd's published protocol); every wait on it is bounded."""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO

from django.conf import settings

from motcua.dossiers.ports import AntivirusSilent

SECONDS = 20.0
_CHUNK = 1 << 16


class Clamd:
    """Looks for known malware through the clamd that MOTCUA_CLAMD names: "host:port", or the path of its socket."""

    def __init__(self, address: str = "", seconds: float = SECONDS) -> None:
        self.address = address or settings.CLAMD
        self.seconds = seconds

    def scan(self, content: BinaryIO) -> str:
        """The name of what clamd found, or "". Raises AntivirusSilent where it is away, slow or answers nonsense."""
        try:
            with self._connected() as line:
                line.sendall(b"zINSTREAM\0")
                while chunk := content.read(_CHUNK):
                    line.sendall(struct.pack("!I", len(chunk)) + chunk)
                line.sendall(struct.pack("!I", 0))
                answer = self._answer(line)
        except OSError as why:
            raise AntivirusSilent(f"clamd at {self.address}: {type(why).__name__}") from why
        if answer == "stream: OK":
            return ""
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise AntivirusSilent(f"clamd at {self.address} answered {answer[:80]!r}")

    def _connected(self) -> socket.socket:
        if "/" in self.address:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.seconds)
            line.connect(self.address)
            return line
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=self.seconds)

    def _answer(self, line: socket.socket) -> str:
        said = b""
        while b"\0" not in said and len(said) < 1000:
            if not (part := line.recv(1000)):
                break
            said += part
        return said.partition(b"\0")[0].decode("ascii", "replace").strip()
