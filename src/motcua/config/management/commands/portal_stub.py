"""`motcua portal_stub`: a national portal of our own on this machine, for development."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from motcua.adapters.national_portal.stub import MISBEHAVIOURS, StubPortal


class Command(BaseCommand):
    help = "Chạy một Cổng Dịch vụ công quốc gia giả trên máy này để phát triển; --misbehave để nó trả lời sai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8099)
        parser.add_argument("--misbehave", choices=MISBEHAVIOURS, default="")

    def handle(self, *args: Any, port: int, misbehave: str, **options: Any) -> None:
        stub = StubPortal(port, patience=60)
        stub.always = misbehave
        self.stdout.write(
            f"Cổng giả ở {stub.url}. Ở cửa sổ khác:\n"
            f"MOTCUA_NATIONAL_PORTAL=motcua.adapters.national_portal.Portal MOTCUA_NATIONAL_PORTAL_URL={stub.url} "
            "motcua serve"
        )
        try:
            stub.serve_forever()
        finally:
            stub.server_close()
