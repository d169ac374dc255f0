"""Webhooks leave to the address that was looked up and found public, and go nowhere else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from motcua.adapters.webhook_https import HttpsPostman
from motcua.exchange.ports import PermanentFailure, TemporaryFailure

PUBLIC, INSIDE = "93.184.215.14", "10.0.0.5"
HOOK = "https://receiver.example.vn/hook"


def says(*addresses: str) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]


@pytest.fixture
def knocked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """At which doors somebody knocked; nobody opens."""
    doors: list[str] = []

    def knock(where: tuple[str, int], *_more: Any) -> socket.socket:
        doors.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", knock)
    return doors


@pytest.mark.parametrize("found", [(INSIDE,), (PUBLIC, INSIDE), ("127.0.0.1",), ("169.254.169.254",), ("::1",)])
def test_a_name_that_leads_inside_even_in_part_is_knocked_at_nowhere(
    found: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, knocked: list[str]
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: says(*found))
    with pytest.raises(PermanentFailure, match="mạng nội bộ"):
        HttpsPostman(private=False).post(HOOK, b"{}", {})
    assert knocked == []


def test_a_name_that_changes_its_mind_after_it_was_looked_up_is_held_to_its_first_word(
    monkeypatch: pytest.MonkeyPatch, knocked: list[str]
) -> None:
    answers = iter([says(PUBLIC), says(INSIDE), says(INSIDE)])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: next(answers))
    with pytest.raises(TemporaryFailure):
        HttpsPostman(private=False).post(HOOK, b"{}", {})
    assert knocked == [PUBLIC]


@contextmanager
def receiver(status: int, to: str = "") -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Receiving(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            if to:
                self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Receiving) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
        thread.join(5)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_receiver_that_sends_us_elsewhere_is_not_followed(status: int) -> None:
    with (
        receiver(200) as (inside, asked_inside),
        receiver(status, to=inside) as (outside, asked),
        pytest.raises(TemporaryFailure, match=str(status)),
    ):
        HttpsPostman(private=True).post(outside, b"{}", {})
    assert (asked, asked_inside) == (["/"], [])
