"""A gateway for texts that speaks HTTP, on this machine: keeps what it is sent and answers what a test tells it to."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Gateway:
    """Start it with `with Gateway() as gateway`."""

    status: int = 200
    delay: float = 0.0
    sent: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def __enter__(self) -> Gateway:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                time.sleep(gateway.delay)
                self.send_response(gateway.status)
                self.end_headers()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                time.sleep(gateway.delay)
                answer = b"{}"
                if gateway.status == 200:
                    gateway.sent.append(json.loads(body))
                    gateway.headers.append(dict(self.headers))
                    answer = json.dumps({"id": f"h{len(gateway.sent)}"}).encode()
                self.send_response(gateway.status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()


def signed(secret: str, said: Any, moment: float) -> tuple[bytes, str]:
    """A body as a provider would sign it, and the header."""
    body = json.dumps(said).encode()
    digest = hmac.new(secret.encode(), f"{int(moment)}.".encode() + body, hashlib.sha256).hexdigest()
    return body, f"t={int(moment)},v1={digest}"
