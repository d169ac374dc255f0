"""SMPP 3.4 as far as sending texts and hearing reports needs it: the line to an SMSC, its words, and its deadlines.

One connection, bound as transceiver, many requests under way at once, told apart by their sequence numbers. A thread
reads; whoever sends waits for the answer no longer than the deadline. A line that is silent for long is asked
(`enquire_link`), and closed where it does not answer. Numbers and names are those of the specification (SMPP v3.4,
12-Oct-1999): §4 the messages, §5.1.2 commands, §5.1.3 statuses, §5.3 optional parameters.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

GENERIC_NACK, BIND_TRANSCEIVER, SUBMIT, DELIVER, UNBIND, ENQUIRE = 0x80000000, 0x9, 0x4, 0x5, 0x6, 0x15
ANSWER = 0x80000000
HEADER = struct.Struct(">IIII")
LARGEST = 65_536
THROTTLED = frozenset({0x14, 0x58})  # ESME_RMSGQFUL, ESME_RTHROTTLED
# What is wrong with the message itself: lengths, addresses, parameters (ESME_RINVMSGLEN, RINVDSTADR, …).
FOR_GOOD = frozenset({0x01, 0x0A, 0x0B, 0x33, 0x40, 0x42, 0x43, 0x48, 0x49, 0x50, 0x51, 0xC4})
RECEIPTED_ID, MESSAGE_STATE, PAYLOAD = 0x001E, 0x0427, 0x0424
RECEIPT = 0x04  # esm_class of a deliver_sm that tells of a message
HAS_HEADER = 0x40  # esm_class: the text begins with a user data header


class LineDown(Exception):
    """The line is not there, closed, or silent beyond the deadline."""


class Refused(Exception):
    """The SMSC answered with a status that is not zero."""

    def __init__(self, status: int) -> None:
        super().__init__(f"0x{status:08x}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Delivered:
    """A `deliver_sm`: a report, or somebody's text."""

    sequence: int
    esm_class: int
    source: str
    data_coding: int
    text: bytes
    options: Mapping[int, bytes]


@dataclass(slots=True)
class _Asked:
    """A request under way."""

    answered: threading.Event = field(default_factory=threading.Event)
    status: int | None = None
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Line:
    """Where the SMSC is and who we are there; `seconds` ends every wait, after `idle` a silent line is asked."""

    host: str
    port: int
    system_id: str
    password: str
    system_type: str = ""
    encrypted: bool = False
    seconds: float = 10.0
    idle: float = 30.0


class Session:
    """A bound line. Safe to be used by several threads at once."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.heard: deque[Delivered] = deque()
        self._asked: dict[int, _Asked] = {}
        self._sequence = 0
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._down = threading.Event()
        try:
            self._socket = self._connected()
            threading.Thread(target=self._read, name="smpp", daemon=True).start()
            self._bind()
        except OSError as why:
            raise LineDown(type(why).__name__) from why

    def _connected(self) -> socket.socket:
        plain = socket.create_connection((self.line.host, self.line.port), self.line.seconds)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self.line.encrypted:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.line.host)

    def _bind(self) -> None:
        words = [self.line.system_id, self.line.password, self.line.system_type]
        body = b"".join(_cstring(word) for word in words) + b"\x34\x00\x00\x00"
        try:
            self.ask(BIND_TRANSCEIVER, body)
        except (Refused, LineDown):
            self.close()
            raise

    @property
    def is_up(self) -> bool:
        """Whether the line stands, as far as anybody has noticed."""
        return not self._down.is_set()

    def submit(self, body: bytes) -> str:
        """Send one `submit_sm`; the SMSC's name for the message. Raises LineDown or Refused."""
        return _read_cstring(self.ask(SUBMIT, body), 0)[0]

    def enquire(self) -> None:
        """Ask whether the other end is there. Raises LineDown."""
        with contextlib.suppress(Refused):
            self.ask(ENQUIRE, b"")

    def acknowledge(self, delivered: Delivered) -> None:
        """Say that a `deliver_sm` is kept. Raises LineDown."""
        self._write(DELIVER | ANSWER, 0, delivered.sequence, b"\x00")

    def ask(self, command: int, body: bytes) -> bytes:
        """Send a request and wait for its answer within the deadline. Raises LineDown or Refused."""
        asked = _Asked()
        with self._lock:
            if self._down.is_set():
                raise LineDown("closed")
            self._sequence = self._sequence % 0x7FFFFFFF + 1
            number = self._sequence
            self._asked[number] = asked
        try:
            self._write(command, 0, number, body)
            if not asked.answered.wait(self.line.seconds):
                raise LineDown("no answer in time")
        finally:
            with self._lock:
                self._asked.pop(number, None)
        if asked.status is None:
            raise LineDown("closed")
        if asked.status:
            raise Refused(asked.status)
        return asked.body

    def close(self) -> None:
        """Take leave without waiting for an answer."""
        if not self._down.is_set():
            with contextlib.suppress(LineDown):
                self._write(UNBIND, 0, 0x7FFFFFFF, b"")
        self._fall()

    def _write(self, command: int, status: int, number: int, body: bytes) -> None:
        try:
            with self._writing:
                self._socket.sendall(HEADER.pack(16 + len(body), command, status, number) + body)
        except OSError as why:
            self._fall()
            raise LineDown(type(why).__name__) from why

    def _fall(self) -> None:
        """The line is gone: whoever waits is told at once."""
        self._down.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        with self._lock:
            waiting, self._asked = list(self._asked.values()), {}
        for one in waiting:
            one.answered.set()

    def _read(self) -> None:
        buffer, asked_at = b"", 0.0
        self._socket.settimeout(self.line.idle)
        while not self._down.is_set():
            try:
                more = self._socket.recv(LARGEST)
            except TimeoutError:
                # Silent for long: ask once, and give it up when the next silence is as long.
                if asked_at:
                    break
                asked_at = time.monotonic()
                with contextlib.suppress(LineDown):
                    self._write(ENQUIRE, 0, 0x7FFFFFFE, b"")
                continue
            except OSError:
                break
            if not more:
                break
            asked_at, buffer = 0.0, buffer + more
            try:
                buffer = self._taken_in(buffer)
            except (LineDown, struct.error, ValueError, IndexError):
                break
        self._fall()

    def _taken_in(self, buffer: bytes) -> bytes:
        """Deal with every whole message; give back what is left."""
        while len(buffer) >= HEADER.size:
            length, command, status, number = HEADER.unpack_from(buffer)
            if not HEADER.size <= length <= LARGEST:
                raise ValueError("no SMPP")
            if len(buffer) < length:
                break
            self._heard(command, status, number, buffer[HEADER.size : length])
            buffer = buffer[length:]
        return buffer

    def _heard(self, command: int, status: int, number: int, body: bytes) -> None:
        if command & ANSWER:
            with self._lock:
                asked = self._asked.get(number)
            if asked is not None:
                asked.status, asked.body = status, body
                asked.answered.set()
        elif command == ENQUIRE:
            self._write(ENQUIRE | ANSWER, 0, number, b"")
        elif command == DELIVER:
            self.heard.append(read_delivered(number, body))
        elif command == UNBIND:
            self._write(UNBIND | ANSWER, 0, number, b"")
            raise LineDown("unbound")
        else:
            self._write(GENERIC_NACK, 0x03, number, b"")


def submitted(
    *, source: str, destination: str, text: bytes, data_coding: int, with_header: bool, wants_report: bool
) -> bytes:
    """The body of a `submit_sm` to an international number (§4.4.1)."""
    # A name of letters is alphanumeric, a short code is network specific, everything else international.
    ton, npi = (5, 0) if not source.lstrip("+").isdigit() else (3, 0) if len(source) < 8 else (1, 1)
    return b"".join((
        b"\x00", bytes((ton, npi)), _cstring(source.lstrip("+")),
        b"\x01\x01", _cstring(destination.lstrip("+")),
        bytes((HAS_HEADER if with_header else 0, 0, 0)), b"\x00\x00",
        bytes((1 if wants_report else 0, 0, data_coding, 0, len(text))), text,
    ))  # fmt: skip


def read_delivered(number: int, body: bytes) -> Delivered:
    """A `deliver_sm` (§4.6.1) with its optional parameters."""
    _, at = _read_cstring(body, 0)
    source, at = _read_cstring(body, at + 2)
    _, at = _read_cstring(body, at + 2)
    esm_class = body[at]
    _, at = _read_cstring(body, at + 3)
    _, at = _read_cstring(body, at)
    data_coding, length = body[at + 2], body[at + 4]
    at += 5
    text, at = body[at : at + length], at + length
    options: dict[int, bytes] = {}
    while at + 4 <= len(body):
        tag, size = struct.unpack_from(">HH", body, at)
        options[tag] = body[at + 4 : at + 4 + size]
        at += 4 + size
    return Delivered(number, esm_class, source, data_coding, text or options.get(PAYLOAD, b""), options)


def _cstring(text: str) -> bytes:
    return text.encode("latin-1", "replace").replace(b"\x00", b"") + b"\x00"


def _read_cstring(body: bytes, at: int) -> tuple[str, int]:
    end = body.index(b"\x00", at)
    return body[at:end].decode("latin-1"), end + 1
