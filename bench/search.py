"""Finding a dossier by a name without marks among many, beside a bare Django template.

Names are as frequent as in life: four people in ten are called Nguyễn, so a family name alone matches thousands and a
whole name a handful. The floor is that of the worklist: fifty model objects in a plain Django table.
"""

from __future__ import annotations

import statistics
from contextlib import ExitStack

from bench import seeding
from bench.filing import as_application, cpu_of, signed_in
from bench.measuring import Person, web_server
from bench.report import Report
from bench.seeding import PASSWORD
from bench.stock import Stocked, shelves
from bench.worklist import read

MANY, MANY_IN_A_HURRY = 200_000, 20_000
ROUNDS = 3
PER_ROUND = 20
TYPED = {
    "whole name": "pham+thi+hong+nhung",
    "name begun": "pham+thi+hong+nh",
    "given name": "nhung",
    "family name": "nguyen",
    "nobody": "nguyen+van+khongco",
}
LISTS = {"open": "dang-mo", "finished": "xong"}
SEARCHES = {f"{what}, {where}": (typed, group) for what, typed in TYPED.items() for where, group in LISTS.items()}


def main(report: Report) -> None:
    """At most 15 ms of CPU for the query of any search; what its whole page costs stands beside it."""
    many = MANY if report.full else MANY_IN_A_HURRY
    for stock in shelves(many):
        name = stock.installation.database
        pages = measured(stock)
        asked = {what: [typed.replace("+", " "), group] for what, (typed, group) in SEARCHES.items()}
        queries = seeding.in_installation(
            as_application(stock.installation),
            "costs_of_searches",
            login=stock.login,
            office=stock.office,
            searches=asked,
            postmaster=stock.installation.postmaster,
        )
        for what in SEARCHES:
            report.figure(f"search, query, {what}, {many:,}, {name}", queries[what], at_most=15)
            report.figure(f"search, page, {what}, {many:,}, {name}", pages[what])
        report.ratio(f"search, page, whole name, {many:,}, {name}", pages["whole name, open"], pages["floor"])


def measured(stock: Stocked) -> dict[str, float]:
    """CPU milliseconds of each search's page, in turns with the floor."""
    costs: dict[str, list[float]] = {}
    with ExitStack() as stack:
        server = stack.enter_context(web_server(as_application(stock.installation)))
        floor = stack.enter_context(web_server(stock.installation, "bench.floor:application"))
        officer, client = signed_in(server, stock.login, PASSWORD), Person(floor.port)
        for _round in range(ROUNDS + 1):
            for what, (typed, group) in SEARCHES.items():
                place = f"/can-bo/ho-so/?nhom={group}&tim={typed}"
                costs.setdefault(what, []).append(cpu_of(server, lambda at=place: read(officer, at), PER_ROUND))
            listed = f"/list/{stock.office}/"
            costs.setdefault("floor", []).append(cpu_of(floor, lambda at=listed: read(client, at), PER_ROUND))
    # The first round warms up.
    return {name: statistics.median(values[1:]) for name, values in costs.items()}
