"""Web server and worker under one parent, as `make run` starts them."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def office(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    environment = {**kept, "MOTCUA_DATA_DIR": str(tmp_path / "var"), "MOTCUA_DEMO": "0", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "motcua.config", "serve", "--prepare", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait(20)
    if process.stdout:
        process.stdout.close()


def test_an_empty_folder_becomes_a_running_office_that_one_signal_stops(
    office: subprocess.Popen[str], port: int, tmp_path: Path
) -> None:
    assert office.stdout is not None
    lines = []
    for line in office.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            break
    assert any(f"http://127.0.0.1:{port}/" in line for line in lines)

    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]

    heartbeat = tmp_path / "var" / "worker-heartbeat"
    until = time.monotonic() + 20
    while not heartbeat.exists() and time.monotonic() < until:
        time.sleep(0.1)
    worker = int(heartbeat.read_text(encoding="ascii").split()[0])

    office.send_signal(signal.SIGINT)
    office.wait(30)
    assert not Path(f"/proc/{worker}").exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
