"""A real SMSC on this machine: the server of `smpp34`, which shares no line with our client.

It runs in a thread of its own, keeps every part it took, tells of delivery when asked to, and does what a test wants:
refuse, ask for less, say nothing. What that server cannot be made to do (fall silent in the middle of the line) is done
by `Wire`, a relay in front of it that drops, holds back, or cuts.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import smpp34


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Part:
    """One `submit_sm` as it arrived."""

    number: str
    destination: str
    source: str
    text: bytes
    data_coding: int
    esm_class: int
    wants_report: bool


@dataclass
class Smsc:
    """Start it with `with Smsc() as smsc`."""

    port: int = field(default_factory=free_port)
    answers: Callable[[Part], int] = lambda part: 0  # the status given to each part; None gives no answer at all
    reports: str = ""  # the state told of each part that wants a report: DELIVRD, UNDELIV … or nothing
    in_hexadecimal: bool = False
    parts: list[Part] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    sessions: dict[str, Any] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)

    def __enter__(self) -> Smsc:
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=[started], daemon=True)
        self._thread.start()
        assert started.wait(10)
        return self

    def __exit__(self, *_: Any) -> None:
        self.do(self._stop())
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(10)

    async def _stop(self) -> None:
        await self._server.stop()

    def do(self, coroutine: Any) -> Any:
        """Do something in the thread of the server."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._main(started))
        self._loop.close()

    async def _main(self, started: threading.Event) -> None:
        self._server = smpp34.Server("127.0.0.1", self.port, system_id="smsc")
        await self._server.start()
        self._task = asyncio.current_task()
        started.set()
        await self._serve()

    async def _serve(self) -> None:
        number = 0
        while True:
            event = await self._server.next()
            if isinstance(event, smpp34.Esme):
                self.sessions[event.session_id] = event
            elif isinstance(event, smpp34.SubmitSmEvent):
                number += 1
                await self._took(event, f"{number + 0xA0:x}" if self.in_hexadecimal else f"m{number}")
            elif isinstance(event, smpp34.Unbound):
                self.sessions.pop(event.session_id, None)

    async def _took(self, event: Any, number: str) -> None:
        part = Part(
            number, event.destination_addr, event.source_addr, bytes(event.short_message), event.data_coding,
            event.esm_class, bool(event.registered_delivery),
        )  # fmt: skip
        status = self.answers(part)
        if status is None:
            self._kept.append(event)  # letting go of it would answer
            return
        if status:
            event.reject(status)
            return
        self.parts.append(part)
        event.accept(number)
        if self.reports and part.wants_report:
            self._loop.create_task(self._tell(event.session_id, part, self.reports))

    async def _tell(self, session_id: str, part: Part, state: str) -> None:
        number = str(int(part.number, 16)) if self.in_hexadecimal else part.number
        text = f"id:{number} sub:001 dlvrd:001 submit date:2611200900 done date:2611200901 stat:{state} err:000 text:"
        session = self.sessions[session_id]
        with contextlib.suppress(smpp34.SmppError):  # the line ends with the test
            answer = await session.deliver_sm(part.source, text.encode(), source_addr=part.destination, esm_class=4)
            self.acknowledged.append(answer.command_status)

    def tell(self, part: Part, state: str) -> None:
        """Tell of a message now, over any line that is bound."""
        self.do(self._told(part, state))

    async def _told(self, part: Part, state: str) -> None:
        self._loop.create_task(self._tell(next(iter(self.sessions)), part, state))

    def texts(self, sender: str, text: bytes, data_coding: int = 0) -> None:
        """Somebody sends a text to our number."""
        self.do(self._texted(sender, text, data_coding))

    async def _texted(self, sender: str, text: bytes, data_coding: int) -> None:
        self._loop.create_task(self._deliver(sender, text, data_coding))

    async def _deliver(self, sender: str, text: bytes, data_coding: int) -> None:
        session = next(iter(self.sessions.values()))
        with contextlib.suppress(smpp34.SmppError):
            await session.deliver_sm("8089", text, source_addr=sender, data_coding=data_coding)


class Wire:
    """A relay in front of a server, which can swallow everything, hold answers back for some seconds, or be cut."""

    def __init__(self, to_port: int) -> None:
        self.to_port, self.silent, self.delay = to_port, False, 0.0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: Any) -> None:
        self.cut()
        # A blocked accept keeps the port open; shutting it down wakes the thread.
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def cut(self) -> None:
        """Break every line that stands."""
        for one in self._ends:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._ends.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.to_port))
            self._ends += [near, far]
            threading.Thread(target=self._pass_on, args=[near, far, False], daemon=True).start()
            threading.Thread(target=self._pass_on, args=[far, near, True], daemon=True).start()

    def _pass_on(self, source: socket.socket, to: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self.silent:
                    continue
                if is_answer and self.delay:
                    time.sleep(self.delay)
                to.sendall(data)
        with contextlib.suppress(OSError):
            to.shutdown(socket.SHUT_RDWR)
