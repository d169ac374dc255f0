"""Starts the provider for a test and stops it afterwards."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
LONGEST_START = 90.0


@contextmanager
def provider(callback: str) -> Iterator[str]:
    """The issuer's address of a provider that sends browsers back to `callback` only."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        command = [sys.executable, "-m", "tests.openid.provider", str(port), folder, callback]
        with said.open("w") as out:
            process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + LONGEST_START
            while "ready" not in said.read_text():
                assert process.poll() is None and time.monotonic() < until, said.read_text()
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)
