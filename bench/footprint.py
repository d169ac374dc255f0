"""Memory of a web worker after warm-up, and the time until `motcua serve` answers."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time

from bench.measuring import ROOT, Installation, Person, installations, pss, tree_cpu, web_server
from bench.report import Report

PAGES = ("/", "/thu-tuc/", "/tra-cuu/", "/dang-nhap/")
REQUESTS = 400


def main(report: Report) -> None:
    """At most 110 MB for a worker that has served, ready at most 4 seconds after the start of what is set up."""
    with installations() as found:
        for installation in found:
            report.figure(
                f"web worker after {REQUESTS} pages, {installation.database}",
                memory(installation),
                unit="MB",
                at_most=110,
            )
            seconds_until_ready(installation)
            seconds, cpu = seconds_until_ready(installation)
            report.figure(f"ready after, {installation.database}", seconds, unit="s", at_most=4)
            # The wall clock of a busy machine says little; what the processes spent until then says it all.
            report.figure(f"CPU spent until ready, {installation.database}", cpu, unit="s", at_most=4)


def memory(installation: Installation) -> float:
    with web_server(installation) as server:
        person = Person(server.port)
        for number in range(REQUESTS):
            status, _ = person.get(PAGES[number % len(PAGES)])
            if status >= 500:
                raise RuntimeError(f"{PAGES[number % len(PAGES)]} answered {status}")
        return max(pss(pid) for pid in server.workers())


def seconds_until_ready(installation: Installation) -> tuple[float, float]:
    """From the command to the first whole page, by the clock and in CPU; the first of two calls prepares."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    began = time.monotonic()
    environment = {**installation.environment, "MOTCUA_DEMO": "0"}
    command = [sys.executable, "run.py", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        while time.monotonic() < began + 60:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                connection.request("GET", "/")
                connection.getresponse().read()
                return time.monotonic() - began, tree_cpu(process.pid)
            except OSError:
                time.sleep(0.02)
            finally:
                connection.close()
        raise RuntimeError("the first page never came")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
