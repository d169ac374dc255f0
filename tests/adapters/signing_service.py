"""A signing service on this machine, as a test wishes it: it signs, waits, refuses, lies, breaks or sleeps."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from django.utils import timezone

from motcua.adapters.signing_file import FileKeys
from motcua.receipts.ports import Holder


class Service:
    """`mood` is how it behaves: well, waiting, refusing, lying, broken, nonsense, asleep."""

    def __init__(self, folder: Path) -> None:
        self.keys = FileKeys(folder, "", makes=True)
        self.mood = "well"
        self.answers: dict[str, str] = {}
        self.asked: list[str] = []

    def signature(self, holder: Holder, digest: bytes, key: str) -> str:
        """The same key is answered with the same signature."""
        if key not in self.answers:
            private, _certificate, _others = self.keys._kept(holder)
            made = private.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
            self.answers[key] = base64.b64encode(made).decode()
        return self.answers[key]


def holder_of(name: str) -> Holder:
    kind, _dash, key = name.partition("-")
    return Holder(key, f"Người ký {key}", "UBND phường Kinh Bắc", is_office=kind == "office")


@contextmanager
def running(folder: Path) -> Iterator[tuple[str, Service]]:
    service = Service(folder)
    assert timezone.now() is not None

    class Handler(BaseHTTPRequestHandler):
        def _send(self, status: int, said: Any) -> None:
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            what, _slash, name = self.path.strip("/").partition("/")
            if what == "credentials":
                chain = service.keys.chain(holder_of(name))
                shown = [base64.b64encode(one).decode() for one in (chain.certificate, *chain.others)]
                return self._send(200, {"chain": shown})
            if service.mood == "waiting":
                return self._send(202, {"reference": name})
            return self._send(200, {"signature": service.answers[name]})

        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            key = self.headers["Idempotency-Key"]
            service.asked.append(key)
            holder = holder_of(f"{'office' if said['office'] else 'person'}-{said['holder']}")
            made = service.signature(holder, base64.b64decode(said["digest"]), key)
            if service.mood == "asleep":
                time.sleep(1.0)
            moods: dict[str, tuple[int, Any]] = {
                "waiting": (202, {"reference": key}),
                "refusing": (403, {"error": "no"}),
                "lying": (200, {"signature": base64.b64encode(b"0" * 70).decode()}),
                "broken": (500, {}),
                "nonsense": (200, b"<html>"),
            }
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked may not have waited
                self._send(*moods.get(service.mood, (200, {"signature": made})))

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
