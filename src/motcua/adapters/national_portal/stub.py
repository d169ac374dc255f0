"""A portal of our own, for development and tests: behaves, and misbehaves in every way that was asked of it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

MISBEHAVIOURS = ("500", "wrong_json", "wrong_shape", "hang_up", "slow", "silent", "expired", "lost_answer", "refused")


class StubPortal(ThreadingHTTPServer):
    """Keeps dossiers and steps in memory. `next` is what the next requests meet, in order ("" is good behaviour)."""

    daemon_threads = True

    def __init__(self, port: int = 0, *, patience: float = 5.0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.sessions: set[str] = set()
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.steps: list[dict[str, Any]] = []
        self.next: list[str] = []
        self.always = ""
        self.patience = patience
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, said: dict[str, Any]) -> dict[str, Any]:
        """One question as the portal answers it when it behaves."""
        if said.get("session") not in self.sessions:
            return {"error_code": "SESSION_EXPIRED"}
        name, data = said.get("service"), said.get("data") or []
        if name == "LayDanhSachTTHC":
            return {"error_code": "0", "data": [{"MaTTHC": "1.001193", "TenTTHC": "Đăng ký khai sinh"}]}
        if name == "TraCuuHoSo":
            found = self.dossiers.get(str(said.get("MaHoSo")))
            return {"error_code": "0", "data": found} if found else {"error_code": "NOT_FOUND"}
        if name == "DongBoHoSoMC":
            return self._kept(data, updating=bool(said.get("isUpdating")))
        if name == "CapNhatTienDoHoSoMC":
            return self._stepped(data)
        return {"error_code": "UNKNOWN_SERVICE"}

    def _kept(self, data: list[dict[str, Any]], *, updating: bool) -> dict[str, Any]:
        for one in data:
            if updating and one["MaHoSo"] not in self.dossiers:
                return {"error_code": "NOT_FOUND"}
            if not updating and one["MaHoSo"] in self.dossiers:
                return {"error_code": "DUPLICATE"}
            self.dossiers[one["MaHoSo"]] = one
        return {"error_code": "0"}

    def _stepped(self, data: list[dict[str, Any]]) -> dict[str, Any]:
        if any(one in self.steps for one in data):
            return {"error_code": "DUPLICATE"}
        self.steps += data
        return {"error_code": "0"}


class _Handler(BaseHTTPRequestHandler):
    server: StubPortal

    def do_POST(self) -> None:
        portal = self.server
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        way = portal.next.pop(0) if portal.next else portal.always
        if way == "expired":
            portal.sessions.clear()
        if way in ("silent", "slow"):
            portal.over.wait(portal.patience if way == "silent" else portal.patience / 10)
        if way in ("hang_up", "silent"):
            self.close_connection = True
            return
        if self.path == "/login":
            session = uuid4().hex
            portal.sessions.add(session)
            answer: Any = {"error_code": "0", "session": session}
        elif way in ("500", "wrong_json", "wrong_shape", "refused"):
            answer = {"error_code": "E42", "message": "refused"} if way == "refused" else ["?"]
        else:
            answer = portal.answer(said)
        if way == "lost_answer":  # done, but nobody is told so
            self.close_connection = True
            return
        body = b"<html>" if way == "wrong_json" else json.dumps(answer).encode()
        self.send_response(500 if way == "500" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None:
        """Say nothing: what is sent is personal."""
