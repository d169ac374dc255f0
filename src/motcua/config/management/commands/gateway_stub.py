"""`motcua gateway_stub`: a payment gateway of our own on this machine, for development."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from motcua.adapters.gateway_stub import MISBEHAVIOURS, StubGateway

TERMINAL, SECRET = "MOTCUATEST", "khoa-cua-cong-gia"


class Command(BaseCommand):
    help = "Chạy một cổng thanh toán giả trên máy này để phát triển; --misbehave để nó trả lời sai khi được hỏi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8097)
        parser.add_argument("--notice-url", default="http://127.0.0.1:8000/thanh-toan/bao/")
        parser.add_argument("--misbehave", choices=MISBEHAVIOURS, default="")

    def handle(self, *args: Any, port: int, notice_url: str, misbehave: str, **options: Any) -> None:
        stub = StubGateway(port, terminal=TERMINAL, secret=SECRET, notice_url=notice_url)
        stub.next = [misbehave] * 10_000 if misbehave else []
        self.stdout.write(
            f"Cổng thanh toán giả ở {stub.url}. Ở cửa sổ khác:\n"
            f"MOTCUA_PAYMENT_GATEWAY=motcua.adapters.gateway_vnpay.VnpayGateway "
            f"MOTCUA_PAYMENT_GATEWAY_URL={stub.url}/pay "
            f"MOTCUA_PAYMENT_GATEWAY_QUESTION_URL={stub.url}/merchant_webapi/api/transaction "
            f"MOTCUA_PAYMENT_GATEWAY_TERMINAL={TERMINAL} MOTCUA_PAYMENT_GATEWAY_SECRET={SECRET} motcua serve"
        )
        try:
            stub.serve_forever()
        finally:
            stub.server_close()
