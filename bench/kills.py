"""The kill test: the web server is killed -9 again and again while citizens file; nothing acknowledged may be lost.

Several people, each signed in with their own drafts, press the last button; whoever's connection breaks presses it
again for the same draft. Afterwards every dossier that was acknowledged is there once, no draft became two dossiers,
and the journal is whole. What happened is logged outside the repository: MOTCUA_BENCH_LOG names the folder, else the
system's temporary one. MOTCUA_BENCH_KILLS sets how often (default 200 on each database, both at the same time),
MOTCUA_BENCH_DATABASE (sqlite, postgresql) asks for one database only.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from bench import seeding
from bench.filing import as_application
from bench.measuring import ROOT, Installation, Person, installations
from bench.report import Report

KILLS, KILLS_IN_A_HURRY = 200, 20
PEOPLE = 6
STOCK = 250  # drafts made ready for each person at a time
LONGEST_LIFE = 0.8  # seconds between the first answer of a server and its death, at most
BROKEN = (OSError, http.client.HTTPException)
CODE = re.compile(r"H\d\d\.\d{3}-\d{6}-[A-Z]{2}\d{4}")


@dataclass
class Server:
    """The web server under test: started, killed with everything below it, started again on the same port."""

    installation: Installation
    port: int
    process: subprocess.Popen[bytes] | None = None
    is_up: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "motcua.config.wsgi:application"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--workers", "1", "--blocking-threads", "4"]
        command += ["--no-ws", "--log-level", "critical"]
        self.process = subprocess.Popen(
            command, env=self.installation.environment, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            # An answer, not only an open port: the port is open long before anything listens to it.
            with contextlib.suppress(*BROKEN):
                Person(self.port).get("/tra-cuu/")
                self.is_up.set()
                return
            time.sleep(0.02)
        raise RuntimeError("the server did not start again")

    def kill(self) -> None:
        """SIGKILL to the server and its workers at once."""
        self.is_up.clear()
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Tally:
    """What the citizens were told, and how often a connection broke under them."""

    log: TextIO
    told: dict[str, str] = field(default_factory=dict)  # draft → dossier
    codes: dict[str, str] = field(default_factory=dict)  # dossier → code as its page showed it
    broken: int = 0
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, **facts: Any) -> None:
        with self.lock:
            self.log.write(json.dumps({"at": time.time(), "what": what, **facts}) + "\n")
            self.log.flush()


def main(report: Report) -> None:
    """Kill on both databases; every loss, double filing or broken chain is a figure that must be 0."""
    kills = int(os.environ.get("MOTCUA_BENCH_KILLS") or (KILLS if report.full else KILLS_IN_A_HURRY))
    chosen = os.environ.get("MOTCUA_BENCH_DATABASE", "").lower()
    with installations() as found:
        asked = [one for one in found if not chosen or chosen == one.database.lower()]
        # Nothing is timed here, so both may suffer at once.
        with ThreadPoolExecutor(len(asked)) as at_once:
            outcomes = list(at_once.map(lambda one: found_out(as_application(one), kills), asked))
    for installation, figures in zip(asked, outcomes, strict=True):
        name = installation.database
        report.figure(f"kill -9 of the web server, {name}", kills, unit="kills")
        report.figure(f"acknowledged while killed, {name}", figures["acknowledged"], unit="", at_least=1)
        for wrong in (
            "lost",
            "filed twice",
            "codes given twice",
            "codes other than shown",
            "half written",
            "chain broken",
        ):
            report.figure(f"{wrong}, {name}", figures[wrong], unit="", at_most=0)


def found_out(installation: Installation, kills: int) -> dict[str, int]:
    """Torment one installation and say what came of it."""
    folder = Path(os.environ.get("MOTCUA_BENCH_LOG") or tempfile.gettempdir())
    path = folder / f"motcua-kills-{installation.database.lower()}-{time.strftime('%Y%m%d-%H%M%S')}.log"
    with path.open("w", encoding="utf-8") as log:
        tally = Tally(log)
        torment(installation, kills, tally)
        after = json.loads(
            installation.python(
                "import json, bench.kills as k\nprint('\\n' + json.dumps(k.left()))",
            ).splitlines()[-1]
        )
        figures = compared(tally, after)
        tally.note("result", kills=kills, **figures)
    print(f"    {figures}; log: {path}")
    return figures


def torment(installation: Installation, kills: int, tally: Tally) -> None:
    """File from several threads while the server dies `kills` times at random moments."""
    dice = random.Random()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = Server(installation, int(probe.getsockname()[1]))
    accounts = seeding.in_installation(installation, "citizens", count=PEOPLE, first=5000)
    stocks: list[list[dict[str, Any]]] = [[] for _ in accounts]
    stop = threading.Event()
    refill(installation, accounts, stocks)
    server.start()
    people = [come_in(server, account["login"]) for account in accounts]
    threads = [
        threading.Thread(target=file_all, args=(server, person, stock, tally, stop), daemon=True)
        for person, stock in zip(people, stocks, strict=True)
    ]
    for thread in threads:
        thread.start()
    try:
        for number in range(kills):
            time.sleep(dice.uniform(0.02, LONGEST_LIFE))
            tally.note("kill", number=number, acknowledged=len(tally.told))
            server.kill()
            if min(map(len, stocks)) < STOCK // 4:
                refill(installation, accounts, stocks)
            server.start()
        time.sleep(LONGEST_LIFE)
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
        server.kill()
    if tally.refused:
        raise RuntimeError(f"{len(tally.refused)} answers nobody should see: {tally.refused[:3]}")


def refill(installation: Installation, accounts: list[dict[str, str]], stocks: list[list[dict[str, Any]]]) -> None:
    offices = seeding.in_installation(installation, "offices_taking")[:4]
    ids = [account["id"] for account in accounts]
    made = seeding.in_installation(installation, "drafts", account_ids=ids, each=STOCK, offices=offices)
    for stock, more in zip(stocks, made, strict=True):
        stock[:0] = more


def come_in(server: Server, login: str) -> Person:
    person = Person(server.port)
    for path, fields in (("/dang-nhap/", None), ("/dang-nhap/", {"login": login, "password": seeding.PASSWORD})):
        status, body = person.post(path, fields) if fields else person.get(path)
        if status >= 400:
            raise RuntimeError(f"{path} answered {status} {body[:300]}")
    return person


def file_all(server: Server, person: Person, stock: list[dict[str, Any]], tally: Tally, stop: threading.Event) -> None:
    """Press the last button of one draft after another, each until it is acknowledged."""
    while not stop.is_set():
        if not stock:
            time.sleep(0.02)
            continue
        draft = stock.pop()["id"]
        for place in until_answered(server, person, draft, tally, stop):
            if not place.endswith("/da-nop/"):
                tally.refused.append(f"{draft} led to {place}")
                return
            dossier = place.split("/")[-3]
            tally.told[draft] = dossier
            tally.note("acknowledged", draft=draft, dossier=dossier)
            look(person, place, dossier, tally)


def until_answered(server: Server, person: Person, draft: str, tally: Tally, stop: threading.Event) -> Iterator[str]:
    while not stop.is_set():
        try:
            status, body = person.post(f"/dang-dien/{draft}/kiem-tra/", {"revision": "1", "declare": "on"})
        except BROKEN:
            tally.broken += 1
            person.connection.close()
            server.is_up.wait(30)
            continue
        if status == 302:
            yield person.location()
            return
        tally.refused.append(f"{status} {re.sub('<[^>]+>', ' ', body)[:400]}")
        return


def look(person: Person, place: str, dossier: str, tally: Tally) -> None:
    """Read the code that the confirmation shows, if the server still lives."""
    try:
        status, body = person.get(place)
    except BROKEN:
        person.connection.close()
        return
    shown = CODE.search(body)
    if status == 200 and shown:
        tally.codes[dossier] = shown[0]


def left() -> dict[str, Any]:
    """What the database holds afterwards; runs inside the installation."""
    from motcua.correspondence.models import Message
    from motcua.dossiers import queries
    from motcua.dossiers.models import Attachment, Dossier, Draft, JournalEntry
    from motcua.receipts.models import Receipt

    whole = {
        "entries": JournalEntry.objects.filter(verb="submit"),
        "receipts": Receipt.objects.all(),
        "messages": Message.objects.filter(channel="in_app"),
        "attachments": Attachment.objects.exclude(dossier=None),
    }
    broken = [str(one) for head in queries.chain_heads() for one in queries.verify_chain(head.unit_id)]
    return {
        "dossiers": [[str(pk), code] for pk, code in Dossier.objects.order_by("pk").values_list("pk", "code")],
        "drafts": [
            [str(pk), str(of)] for pk, of in Draft.objects.exclude(dossier=None).values_list("pk", "dossier_id")
        ],
        "keys": [str(key) for key in whole["entries"].order_by("pk").values_list("key", flat=True)],
        "children": {
            name: sorted(str(pk) for pk in rows.order_by("pk").values_list("dossier_id", flat=True))
            for name, rows in whole.items()
        },
        "broken": broken,
    }


def compared(tally: Tally, after: dict[str, Any]) -> dict[str, int]:
    """What the citizens were told beside what is there."""
    codes = dict(after["dossiers"])
    became = dict(after["drafts"])
    lost = [draft for draft, dossier in tally.told.items() if became.get(draft) != dossier or dossier not in codes]
    # A dossier that no draft leads to, two dossiers of one draft, or two filings on record for one draft.
    twice = len(codes) - len(set(became.values())) + len(after["keys"]) - len(set(after["keys"]))
    expected = sorted(codes)
    half = sum(
        (sorted(set(found)) != expected) if name == "attachments" else (found != expected)
        for name, found in after["children"].items()
    )
    return {
        "acknowledged": len(tally.told),
        "filed": len(codes),
        "codes read": len(tally.codes),
        "connections broken": tally.broken,
        "lost": len(lost),
        "filed twice": twice,
        "codes given twice": len(codes) - len(set(codes.values())),
        "codes other than shown": sum(codes.get(dossier) != code for dossier, code in tally.codes.items()),
        "half written": half,
        "chain broken": len(after["broken"]),
    }
