"""The outbox: how fast it drains, what a killed worker costs, and whether a bad provider slows those who file.

The worker is the application's own (`motcua work`); the first provider is a real SMSC of other people's making, spoken
to over SMPP, the second a gateway over HTTP. A provider is dead (nobody listens), slow (every answer 30 seconds late),
or silent (the line stands, nothing comes back). Messages are of the rank that leaves at night too.
"""

from __future__ import annotations

import contextlib
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bench import seeding
from bench.filing import as_application, drafts_of, file_one, signed_in
from bench.measuring import ROOT, Installation, Person, installations, web_server
from bench.report import Report
from tests.builders.gateway import Gateway
from tests.builders.smsc import Smsc, Wire, free_port

MESSAGES, MESSAGES_FULL = 3000, 20_000
KILLS, KILLS_FULL, BETWEEN = 5, 50, 800
ROUNDS, FILINGS, WAITING = 3, 40, 600
SLOW = 30.0
WINDOW = 4  # of a provider that says nothing else


def main(report: Report) -> None:
    """At least 50 a second; at most 0.5 % twice and none unsent after kills; intake within 1.3 times."""
    with installations() as found:
        for installation in found:
            used = as_application(installation)
            draining(report, used, MESSAGES_FULL if report.full else MESSAGES)
            killing(report, used, KILLS_FULL if report.full else KILLS)
            intake(report, used)


def draining(report: Report, installation: Installation, many: int) -> None:
    """How many messages leave in a second, from the first to the last, reports taken in meanwhile."""
    with Smsc(reports="DELIVRD") as smsc, Gateway() as gateway:
        ready = with_providers(installation, smpp(smsc.port), http(gateway.port))
        seeding.in_installation(ready, "messages", count=many)
        with worker(ready):
            until_sent(ready, 240)
            rate = seeding.in_installation(ready, "rate_of_messages")
            told = seeding.in_installation(ready, "fates")
        report.figure(f"outbox, messages a second, {installation.database}", rate, unit="/s", at_least=50)
        report.figure(f"outbox, reports matched, {installation.database}", 100 * told / many, unit="%", at_least=99)
        seeding.in_installation(ready, "forget_messages")


def killing(report: Report, installation: Installation, kills: int) -> None:
    """The worker is killed again and again while it sends; what the providers got is counted by number."""
    many = (kills + 1) * BETWEEN
    with Smsc() as smsc, Gateway() as gateway:
        ready = with_providers(installation, smpp(smsc.port), http(gateway.port))
        seeding.in_installation(ready, "messages", count=many)
        for number in range(kills):
            with worker(ready) as process:
                began = len(smsc.parts)
                until = time.monotonic() + 60
                # In the middle of sending, after some hundreds: four seconds or so of a busy day.
                while len(smsc.parts) < began + BETWEEN + number % 40 and time.monotonic() < until:
                    time.sleep(0.002)
                process.send_signal(signal.SIGKILL)
        seeding.in_installation(ready, "end_leases")
        with worker(ready):
            until_sent(ready, 240)
        got = Counter(part.destination for part in smsc.parts)
        got.update(one["to"].lstrip("+") for one in gateway.sent)
    report.figure(f"outbox, unsent after {kills} kills, {installation.database}", many - len(got), unit="", at_most=0)
    twice = 100 * sum(times - 1 for times in got.values()) / many
    report.figure(f"outbox, sent twice after {kills} kills, {installation.database}", twice, unit="%", at_most=0.5)
    each = sum(times - 1 for times in got.values()) / kills
    report.figure(f"outbox, repeats of one kill, {installation.database}", each, unit="", at_most=WINDOW)
    seeding.in_installation(ready, "forget_messages")


def intake(report: Report, installation: Installation) -> None:
    """The 95th percentile of filing while the first provider is well, dead, slow and silent, in turns."""
    account = seeding.in_installation(installation, "citizens", count=1, first=5000)[0]
    conditions = ("well", "dead", "slow", "silent")
    ready = drafts_of(installation, account["id"], (ROUNDS + 1) * len(conditions) * FILINGS)
    spent: dict[str, list[float]] = {name: [] for name in conditions}
    with web_server(installation) as server:
        person = signed_in(server, account["login"])
        for number in range(ROUNDS + 1):
            for name in conditions:
                # The second is an SMSC too: what takes the messages costs the same in every condition.
                with provider_that_is(name) as first, Smsc() as second:
                    used = with_providers(installation, smpp(first), smpp(second.port))
                    seeding.in_installation(used, "messages", count=WAITING, first=50_000)
                    with worker(used):
                        time.sleep(1.0)
                        found = times(person, [next(ready) for _ in range(FILINGS)])
                seeding.in_installation(used, "forget_messages")
                if number:
                    spent[name] += found
    well = percentile(spent["well"])
    for name in conditions[1:]:
        what = f"filing, 95th percentile, provider {name}, {installation.database}"
        report.ratio(what, percentile(spent[name]), well, at_most=1.3)


def percentile(spent: list[float]) -> float:
    """The 95th percentile, of all rounds together: of one alone it would be its slowest but one."""
    return statistics.quantiles(spent, n=20)[-1]


def times(person: Person, drafts: list[dict[str, object]]) -> list[float]:
    """How long filing each of these took, in milliseconds of the clock."""
    spent = []
    for draft in drafts:
        began = time.monotonic()
        file_one(person, draft)
        spent.append((time.monotonic() - began) * 1000)
    return spent


@contextlib.contextmanager
def provider_that_is(how: str) -> Iterator[int]:
    """The port of a first provider that is well, dead, slow or silent."""
    if how == "dead":
        yield free_port()
        return
    with Smsc() as smsc, Wire(smsc.port) as wire:
        wire.silent, wire.delay = how == "silent", SLOW if how == "slow" else 0.0
        yield wire.port


@contextlib.contextmanager
def worker(installation: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """`motcua work`, ended as an operator ends it."""
    command = [sys.executable, "-m", "motcua.config", "work"]
    process = subprocess.Popen(command, env=installation.environment, cwd=ROOT)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until_sent(installation: Installation, seconds: float) -> None:
    end = time.monotonic() + seconds
    while seeding.in_installation(installation, "waiting_messages"):
        if time.monotonic() > end:
            raise RuntimeError("the outbox did not drain")
        time.sleep(0.3)


def with_providers(installation: Installation, *addresses: str) -> Installation:
    named = " ".join(f"p{number}={address}" for number, address in enumerate(addresses))
    return replace(installation, environment={**installation.environment, "MOTCUA_SMS_PROVIDERS": named})


def smpp(port: int) -> str:
    return f"smpp://bench:secret@127.0.0.1:{port}/?sender=BENCH&seconds=5"


def http(port: int) -> str:
    return f"http://:token@127.0.0.1:{port}/send?sender=BENCH&seconds=5&secret=s"
