"""A payment gateway of our own on this machine: asks the payer what to play, and misbehaves as it was told to.

It proves what it is sent with the same signatures as the gateway it stands for, keeps orders in memory, tells the
server (its notice), sends the payer back, and answers questions about orders.
"""

from __future__ import annotations

import hmac
import html
import json
import threading
import time
import urllib.request
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from motcua.adapters.gateway_vnpay import ANSWER, HANOI, HASH, QUESTION, signature, signed_query

# What may be played: the word, its response code, how many notices are sent and how, and what the page says.
PLAYS: dict[str, tuple[str, str, str]] = {
    "tra": ("00", "once", "Trả tiền, báo ngay"),
    "tra-bao-hai-lan": ("00", "twice", "Trả tiền, báo hai lần"),
    "tra-mat-bao": ("00", "never", "Trả tiền, mất tin báo"),
    "tra-bao-gia": ("00", "forged", "Trả tiền, tin báo sai chữ ký"),
    "tra-bao-sai-tien": ("00", "wrong_amount", "Trả tiền, tin báo sai số tiền"),
    "huy": ("24", "once", "Hủy, không trả"),
    "thieu-tien": ("51", "once", "Thẻ không đủ tiền"),
}
MISBEHAVIOURS = ("500", "wrong_json", "hang_up", "slow", "false_signature")


class StubGateway(ThreadingHTTPServer):
    """Keeps orders by reference. `next` is what the next questions meet, in order ("" is good behaviour)."""

    daemon_threads = True

    def __init__(self, port: int = 0, *, terminal: str, secret: str, notice_url: str, patience: float = 5.0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.terminal, self.secret, self.notice_url = terminal, secret, notice_url
        self.orders: dict[str, dict[str, str]] = {}
        self.answers: list[str] = []
        self.next: list[str] = []
        self.patience = patience
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"

    def begun(self, query: str) -> dict[str, str] | None:
        """The order a payer comes with, if its signature is right."""
        told = dict(parse_qsl(query))
        given = told.pop(HASH, "")
        signed = signed_query(self.secret, told).rpartition("=")[2]
        if not hmac.compare_digest(given, signed) or told.get("vnp_TmnCode") != self.terminal:
            return None
        return self.orders.setdefault(told["vnp_TxnRef"], told | {"status": "01"})

    def play(self, reference: str, word: str) -> dict[str, str]:
        """Decide an order as the payer wishes; what the notice and the way back say."""
        order, (code, _how, _words) = self.orders[reference], PLAYS[word]
        order["status"] = "00" if code == "00" else "02"
        order.setdefault("vnp_TransactionNo", str(14_000_000 + len(self.orders)))
        return {
            "vnp_TmnCode": self.terminal,
            "vnp_Amount": order["vnp_Amount"],
            "vnp_BankCode": "NCB",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": order["vnp_OrderInfo"],
            "vnp_PayDate": datetime.now(HANOI).strftime("%Y%m%d%H%M%S"),
            "vnp_ResponseCode": code,
            "vnp_TransactionNo": order["vnp_TransactionNo"],
            "vnp_TransactionStatus": order["status"],
            "vnp_TxnRef": reference,
        }

    def notify(self, said: dict[str, str], how: str) -> None:
        """Tell the server, as often and as truly as the play wants; its answers are kept."""
        if how == "wrong_amount":
            said = said | {"vnp_Amount": str(int(said["vnp_Amount"]) - 100)}
        secret = "forged" if how == "forged" else self.secret
        query = signed_query(secret, said)
        for _ in range({"never": 0, "twice": 2}.get(how, 1)):
            try:
                with urllib.request.urlopen(f"{self.notice_url}?{query}", timeout=5) as answer:  # noqa: S310 - our own address
                    self.answers.append(json.load(answer).get("RspCode", "?"))
            except OSError as failure:
                self.answers.append(type(failure).__name__)

    def answered(self, asked: dict[str, str], *, secret: str) -> dict[str, str]:
        """The answer to a question about an order, signed."""
        order = self.orders.get(asked.get("vnp_TxnRef", ""))
        said = dict.fromkeys(ANSWER, "") | {
            "vnp_ResponseId": f"{time.time_ns():x}",
            "vnp_Command": "querydr",
            "vnp_TmnCode": self.terminal,
            "vnp_TxnRef": asked.get("vnp_TxnRef", ""),
            "vnp_ResponseCode": "00" if order else "91",
            "vnp_Message": "ok" if order else "not found",
        }
        if order:
            said |= {
                "vnp_Amount": order["vnp_Amount"],
                "vnp_TransactionNo": order.get("vnp_TransactionNo", "0"),
                "vnp_TransactionType": "01",
                "vnp_TransactionStatus": order["status"],
                "vnp_OrderInfo": order["vnp_OrderInfo"],
            }
        return said | {HASH: signature(secret, "|".join(said[name] for name in ANSWER))}


class _Handler(BaseHTTPRequestHandler):
    server: StubGateway

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/pay":
            order = self.server.begun(parts.query)
            return self._page(_asking(order) if order else "<h1>Sai chữ ký</h1>", 200 if order else 400)
        told = dict(parse_qsl(parts.query))
        if parts.path == "/choose" and told.get("order") in self.server.orders and told.get("play") in PLAYS:
            said = self.server.play(told["order"], told["play"])
            self.server.notify(said, PLAYS[told["play"]][1])
            back = self.server.orders[told["order"]]["vnp_ReturnUrl"]
            self.send_response(302)
            self.send_header("Location", f"{back}?{signed_query(self.server.secret, said)}")
            return self.end_headers()
        return self._page("<h1>404</h1>", 404)

    def do_POST(self) -> None:
        gateway = self.server
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        way = gateway.next.pop(0) if gateway.next else ""
        if way == "slow":
            gateway.over.wait(gateway.patience)
        expected = signature(gateway.secret, "|".join(str(asked.get(name, "")) for name in QUESTION))
        if way == "hang_up" or not hmac.compare_digest(expected, str(asked.get(HASH, ""))):
            self.close_connection = True
            return
        answer: Any = gateway.answered(asked, secret="forged" if way == "false_signature" else gateway.secret)
        body = b"?" if way == "wrong_json" else json.dumps(answer).encode()
        self._sent(body, "application/json", 500 if way == "500" else 200)

    def _page(self, body: str, status: int) -> None:
        text = f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng thanh toán giả</title>{body}</html>'
        self._sent(text.encode(), "text/html; charset=utf-8", status)

    def _sent(self, body: bytes, kind: str, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing: whoever runs it reads the pages."""


def _asking(order: dict[str, str]) -> str:
    amount, words = int(order["vnp_Amount"]) // 100, html.escape(order["vnp_OrderInfo"])
    links = "".join(
        f'<li><a href="/choose?order={html.escape(order["vnp_TxnRef"])}&amp;play={word}">{said}</a></li>'
        for word, (_code, _how, said) in PLAYS.items()
    )
    return f"<h1>Cổng thanh toán giả</h1><p>{words}: {amount} đồng</p><ul>{links}</ul>"
