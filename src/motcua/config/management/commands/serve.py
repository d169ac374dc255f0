"""`motcua serve`: the web server and the worker under one parent."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from motcua.config.preparation import pending_migrations, prepare

READY_WITHIN = 30.0
STOP_WITHIN = 15.0


class Command(BaseCommand):
    help = "Chạy máy chủ web và tiến trình nền; Ctrl-C dừng cả hai."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare", action="store_true", help="làm trước những gì còn thiếu: bảng, dữ liệu, bản mẫu"
        )
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--processes", type=int, default=1, help="số tiến trình web")
        parser.add_argument("--no-worker", action="store_true", help="không chạy tiến trình nền trên máy này")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_if_taken(options["host"], options["port"])
        if options["prepare"]:
            prepare(self.stdout.write)
        elif pending := pending_migrations():
            raise CommandError(f"Cơ sở dữ liệu chưa cập nhật ({len(pending)} bước): hãy chạy `motcua migrate`.")
        # The pages of the children must name this address too.
        os.environ["MOTCUA_PORT"] = str(options["port"])
        children = {"web": start_web(options)}
        stopping: list[int] = []
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda number, _: stopping.append(number))
        try:
            if wait_until_ready(children["web"], options["host"], options["port"], stopping):
                self.greet(options)
            if not options["no_worker"]:
                # Second, so that on a small machine nobody waits for the first page.
                children["worker"] = start_worker()
            watch(children, stopping)
        finally:
            stop(children)

    def greet(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"\nMột Cửa đã chạy:  http://{options['host']}:{options['port']}/")
        if settings.DEMO_WANTED:
            call_command("demo", "--sign-ins", stdout=self.stdout)
        self.stdout.write("Nhấn Ctrl-C để dừng.\n")
        self.stdout.flush()


def refuse_if_taken(host: str, port: int) -> None:
    """Say so at once when another program listens there."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex((host, port)) == 0:
            raise CommandError(f"Cổng {port} đang có chương trình khác dùng; thêm --port để chọn cổng khác.")


def start_web(options: dict[str, Any]) -> subprocess.Popen[bytes]:
    """Granian: blocking threads, because Django's synchronous views lose half their rate under an event loop."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "motcua.config.wsgi:application"]
    command += ["--host", options["host"], "--port", str(options["port"]), "--workers", str(options["processes"])]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
    command += ["--workers-kill-timeout", "10"]
    # Threads that each keep free memory of their own cost 4 MB in a worker, and save no time here: one holds Python.
    environment = {"MALLOC_ARENA_MAX": "2", **os.environ}
    return subprocess.Popen(command, env=environment, start_new_session=True)


def start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "motcua.config", "work"], start_new_session=True)


def wait_until_ready(web: subprocess.Popen[bytes], host: str, port: int, stopping: list[int]) -> bool:
    """Wait until the web server answers; False when it ended or was stopped before."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and not stopping and web.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(READY_WITHIN)
            try:
                # An answer, not only an open port: the first page is then as quick as the next.
                probe.connect((host, port))
                probe.sendall(f"HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                if probe.recv(1):
                    return True
            except OSError:
                pass
        time.sleep(0.05)
    return False


def watch(children: dict[str, subprocess.Popen[bytes]], stopping: list[int]) -> None:
    """Wait for the end; a worker that dies is started again, a web server that dies ends everything."""
    while not stopping:
        if children["web"].poll() is not None:
            raise CommandError("Máy chủ web đã dừng ngoài ý muốn.")
        if "worker" in children and children["worker"].poll() is not None:
            time.sleep(1)
            children["worker"] = start_worker()
        time.sleep(0.2)


def stop(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask all to finish what they do, and end whoever does not."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + STOP_WITHIN
    for child in children.values():
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
