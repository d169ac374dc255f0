"""The interface for other programs beside the pages people use: the list and the filing, each done both ways.

Both ways end in the same actions and queries; what differs is how somebody is known (a pass, a session), what is read
(JSON, a form) and what is answered (JSON, a page).
"""

from __future__ import annotations

import json
import statistics
from typing import Any
from uuid import uuid4

from bench import seeding
from bench.filing import as_application, cpu_of, drafts_of, file_one, signed_in, with_environment
from bench.measuring import Installation, Person, web_server
from bench.report import Report
from bench.seeding import PASSWORD
from bench.stock import Stocked, shelves
from bench.worklist import FEW, read

ROUNDS = 4
PER_ROUND = 30


class Program(Person):
    """Another office's program: asks with its pass, sends JSON."""

    def __init__(self, port: int, pass_: str) -> None:
        super().__init__(port)
        self._pass = pass_

    def ask(self, method: str, path: str, data: Any = None) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {self._pass}", "Content-Type": "application/json"}
        if data is not None:
            headers["Idempotency-Key"] = uuid4().hex
        return self._ask(method, path, None if data is None else json.dumps(data), headers)


def main(report: Report) -> None:
    """The list at most as dear as the page of it; a filing at most 1.5 times the last button of an application."""
    for stock in shelves(FEW):
        # Counted as always, only far away.
        installation = with_environment(as_application(stock.installation), MOTCUA_API_REQUESTS_PER_MINUTE="1000000")
        lists, filings = measured(installation, stock)
        name = installation.database
        report.ratio(f"API, 50 dossiers beside the page of 50, {name}", *lists, at_most=1.0)
        report.ratio(f"API, filing beside the page's last button, {name}", *filings, at_most=1.5)


def measured(installation: Installation, stock: Stocked) -> tuple[tuple[float, float], tuple[float, float]]:
    """CPU milliseconds of list and filing, each by the interface and by the page, in turns."""
    times = (ROUNDS + 1) * PER_ROUND
    made = seeding.in_installation(installation, "program_with_a_filing", officer="kinhbac.tiepnhan1")
    costs: dict[str, list[float]] = {}
    with web_server(installation) as server:
        program, officer = Program(server.port, made["pass"]), signed_in(server, stock.login, PASSWORD)
        account = seeding.in_installation(installation, "citizens", count=1, first=700_000)[0]
        citizen, ready = signed_in(server, account["login"]), drafts_of(installation, account["id"], times)
        ways = {
            "listed": lambda: wanted(program.ask("GET", f"/api/v1/worklist?office={seeding.OFFICE}&group=open"), 200),
            "page": lambda: read(officer, "/can-bo/ho-so/?nhom=dang-mo"),
            "filed": lambda: wanted(program.ask("POST", "/api/v1/dossiers", made["filing"]), 201),
            "button": lambda: file_one(citizen, next(ready)),
        }
        for _round in range(ROUNDS + 1):
            for name, way in ways.items():
                costs.setdefault(name, []).append(cpu_of(server, way, PER_ROUND))
    # The first round warms up.
    middle = {name: statistics.median(values[1:]) for name, values in costs.items()}
    return (middle["listed"], middle["page"]), (middle["filed"], middle["button"])


def wanted(answer: tuple[int, str], status: int) -> str:
    if answer[0] != status:
        raise RuntimeError(f"the interface answered {answer[0]} {answer[1][:500]}")
    return answer[1]
