"""An installation of its own for a benchmark, and what its processes spend: CPU and memory, read from /proc."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from tests.postgresql import NoPostgreSQL, cluster, installed

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")
# Durable, as an office runs it: only the sizes are set.
DURABLE = ("shared_buffers=512MB", "max_connections=60")


@dataclass
class Installation:
    """One installation in a temporary folder: its environment and its database."""

    database: str
    environment: dict[str, str]
    folder: Path
    postmaster: int | None = None
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def motcua(self, *arguments: str) -> None:
        """Run one command of Một Cửa in this installation."""
        subprocess.run([sys.executable, "-m", "motcua.config", *arguments], env=self.environment, check=True)

    def python(self, code: str) -> str:
        """Run Python with Django set up in this installation; give back what it printed."""
        begin = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + code], env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def database_cpu(self) -> float:
        """CPU seconds the database server has spent so far; 0 for SQLite, which works inside the application."""
        return 0.0 if self.postmaster is None else tree_cpu(self.postmaster)


@contextlib.contextmanager
def installations(*, load: bool = True) -> Iterator[list[Installation]]:
    """A fresh installation on SQLite and one on a private, durable PostgreSQL; tables made, catalogue loaded."""
    with contextlib.ExitStack() as stack:
        found = [stack.enter_context(on_sqlite()), stack.enter_context(on_postgresql())]
        for installation in found:
            installation.motcua("migrate", "--verbosity", "0")
            installation.motcua("collectstatic", "--no-input", "--verbosity", "0")
            if load:
                installation.motcua("load")
        yield found


@contextlib.contextmanager
def on_sqlite() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'motcua.sqlite3'}"
        yield Installation("SQLite", environment_of(folder, url), folder)


@contextlib.contextmanager
def on_postgresql() -> Iterator[Installation]:
    for programs, _ in installed():
        with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name, cluster(programs, DURABLE) as url:
            with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE bench")
                row = connection.execute("SELECT pg_backend_pid()").fetchone()
                postmaster = parent_of(int(row[0])) if row else None
            folder = Path(name)
            yield Installation(
                "PostgreSQL", environment_of(folder, url.replace("/postgres?", "/bench?")), folder, postmaster
            )
            return
    raise NoPostgreSQL("no server programs on this machine")


def environment_of(folder: Path, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        "MOTCUA_DATA_DIR": str(folder),
        "MOTCUA_DATABASE_URL": url,
        "MOTCUA_LOG_LEVEL": "ERROR",
        "MALLOC_ARENA_MAX": "2",  # as `motcua serve` starts its web server
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }


@dataclass
class WebServer:
    """A running web server: where it listens, which processes it is."""

    installation: Installation
    port: int
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """CPU seconds of the server with its workers, and of the database."""
        return tree_cpu(self.process.pid) + self.installation.database_cpu()

    def workers(self) -> list[int]:
        """The processes that run the application."""
        return children_of(self.process.pid)


@contextlib.contextmanager
def web_server(
    installation: Installation,
    application: str = "motcua.config.wsgi:application",
    *,
    threads: int = 4,
    processes: int = 1,
) -> Iterator[WebServer]:
    """Granian as `motcua serve` runs it, on a free port, with `application` (a floor may be another one)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", application, "--host", "127.0.0.1"]
    command += [
        "--port",
        str(port),
        "--workers",
        str(processes),
        "--blocking-threads",
        str(threads),
        "--no-ws",
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(command, env=installation.environment, cwd=ROOT)
    try:
        until = time.monotonic() + 30
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"the server of {application} did not start")
            time.sleep(0.05)
        yield WebServer(installation, port, process)
    finally:
        process.terminate()
        process.wait(15)


class Person:
    """A browser without a screen: keeps its cookies and its connection, sends forms with their token."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: dict[str, str] | list[tuple[str, str]]) -> tuple[int, str]:
        """Send a form as a browser does, with the token of the cookie; redirects are not followed."""
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        body = urlencode([("csrfmiddlewaretoken", self.cookies.get("csrftoken", "")), *pairs])
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, data: object) -> tuple[int, str]:
        """Send data to an address that is no page."""
        return self._ask("POST", path, json.dumps(data), {"Content-Type": "application/json"})

    def location(self) -> str:
        """Where the last answer sent us."""
        return self._location

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str]:
        sent = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        self._location = response.headers.get("Location", "")
        for line in response.headers.get_all("Set-Cookie") or []:
            if found := re.match(r"([^=]+)=([^;]*)", line):
                self.cookies[found[1]] = found[2]
        return response.status, text


def cpu_per_call(server: WebServer, call: Callable[[], object], *, times: int, warm: int = 20) -> float:
    """CPU milliseconds of server and database for one `call`, averaged over `times` after `warm` warm-up calls."""
    for _ in range(warm):
        call()
    began = server.cpu()
    for _ in range(times):
        call()
    return (server.cpu() - began) * 1000 / times


def own_cpu(call: Callable[[], object], *, times: int) -> float:
    """CPU milliseconds of this process for one `call`."""
    began = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - began) * 1000 / times


def pss(pid: int) -> float:
    """The memory of a process in megabytes, its share of what it shares with others counted in part."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def tree_cpu(pid: int) -> float:
    """CPU seconds of a process, of those below it, and of those below it that have ended."""
    total = 0.0
    for one in [pid, *descendants_of(pid)]:
        with contextlib.suppress(OSError):
            # After the name in brackets: state is field 3, so utime…cstime are 14 to 17.
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            total += sum(map(int, fields[11:15])) / TICK
    return total


def descendants_of(pid: int) -> list[int]:
    found = []
    for child in children_of(pid):
        found += [child, *descendants_of(child)]
    return found


def children_of(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text(encoding="ascii").split())
    return found


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
