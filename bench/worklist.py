"""The worklist and one dossier as HTML, with sign-in and rights: beside a bare Django template, with few and many.

The floor is fifty model objects in a plain Django table of seven columns, two of them dates, without sign-in. Pages
deep in the list are reached by the links an officer presses.
"""

from __future__ import annotations

import re
import statistics
from contextlib import ExitStack
from dataclasses import dataclass

from bench import seeding
from bench.filing import as_application, cpu_of, signed_in
from bench.measuring import Person, web_server
from bench.report import Report
from bench.seeding import PASSWORD
from bench.stock import Stocked, shelves

FEW, MANY, MANY_IN_A_HURRY = 2_000, 200_000, 20_000
ROUNDS = 5
PER_ROUND = 40
DEEP = 15


@dataclass
class Costs:
    """CPU milliseconds of each page at one size, and of the floor in the same minutes."""

    first: float
    deep: float
    done: float
    dossier: float
    floor: float


def main(report: Report) -> None:
    """List at most 0.8 times the floor, dossier at most 15 ms, neither dearer with 100 times the dossiers or deep."""
    many = MANY if report.full else MANY_IN_A_HURRY
    for small, large in zip(shelves(FEW), shelves(many), strict=True):
        few, lots = measured(small), measured(large)
        name = small.installation.database
        sent = seeding.in_installation(
            as_application(large.installation),
            "statements_of_a_page",
            login=large.login,
            address=f"/can-bo/ho-so/{large.dossier}/",
        )
        report.figure(f"dossier page, statements, {name}", sent, unit="", at_most=8)
        report.ratio(f"worklist, 50 rows, {FEW:,}, {name}", few.first, few.floor, at_most=0.8)
        report.ratio(f"worklist, 50 rows, {many:,}, {name}", lots.first, lots.floor, at_most=0.8)
        report.ratio(f"worklist, {many:,} beside {FEW:,}, {name}", lots.first, few.first, at_most=1.3)
        report.ratio(f"worklist, page {DEEP} beside page 1, {many:,}, {name}", lots.deep, lots.first, at_most=1.3)
        report.ratio(f"finished, page {DEEP} beside page 1, {many:,}, {name}", lots.done, lots.first, at_most=1.3)
        report.figure(f"dossier page, {many:,}, {name}", lots.dossier, at_most=15)
        report.ratio(f"dossier page, {many:,} beside {FEW:,}, {name}", lots.dossier, few.dossier, at_most=1.3)


def measured(stock: Stocked) -> Costs:
    """The costs of each page, in turns with the floor."""
    installation = stock.installation
    costs: dict[str, list[float]] = {}
    with ExitStack() as stack:
        server = stack.enter_context(web_server(as_application(installation)))
        floor = stack.enter_context(web_server(installation, "bench.floor:application"))
        officer, client = signed_in(server, stock.login, PASSWORD), Person(floor.port)
        listed = f"/list/{stock.office}/"
        places = {
            "first": "/can-bo/ho-so/?nhom=dang-mo",
            "deep": turned(officer, "/can-bo/ho-so/?nhom=dang-mo"),
            "done": turned(officer, "/can-bo/ho-so/?nhom=xong"),
            "dossier": f"/can-bo/ho-so/{stock.dossier}/",
        }
        for _round in range(ROUNDS + 1):
            for name, place in places.items():
                costs.setdefault(name, []).append(cpu_of(server, lambda at=place: read(officer, at), PER_ROUND))
            costs.setdefault("floor", []).append(cpu_of(floor, lambda: read(client, listed), PER_ROUND))
    # The first round warms up.
    return Costs(**{name: statistics.median(values[1:]) for name, values in costs.items()})


def turned(officer: Person, address: str) -> str:
    """The address of a page deep in a list, by pressing "next page" until there."""
    for _page in range(DEEP - 1):
        following = re.search(r'rel="next" href="([^"]+)"', read(officer, address))
        if following is None:
            return address
        address = following[1].replace("&amp;", "&")
    return address


def read(person: Person, address: str) -> str:
    status, body = person.get(address)
    if status != 200:
        raise RuntimeError(f"{address} answered {status} {body[:500]}")
    return body
