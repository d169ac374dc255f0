"""`motcua work`: deliver messages, look through uploads and whatever else is done after the fact."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from motcua.config.running import Worker
from motcua.correspondence.actions.routing import forget_routes


class Command(BaseCommand):
    help = "Chạy các việc nền (gửi tin, kiểm tra tệp…) cho đến khi được yêu cầu dừng."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        try:
            Worker().work(stop)
        finally:
            forget_routes()  # take leave of the gateways
