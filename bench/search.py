"""Finding a dossier by a name without marks among many, beside a bare Django template.

Names are as frequent as in life: four people in ten are called Nguyễn, so a family name alone matches thousands and a
whole name a handful. The floor is that of the worklist: fifty model objects in a plain Django table.
"""

from __future__ import annotations

import statistics
from contextlib import ExitStack

from bench.filing import as_application, cpu_of, signed_in, with_environment
from bench.measuring import Installation, Person, installations, web_server
from bench.report import Report
from bench.seeding import PASSWORD
from bench.stock import stocked
from bench.worklist import read

MANY, MANY_IN_A_HURRY = 200_000, 20_000
ROUNDS = 5
PER_ROUND = 20
TYPED = {
    "whole name": "pham+thi+hong+nhung",
    "name begun": "pham+thi+hong+nh",
    "given name": "nhung",
    "family name": "nguyen",
    "nobody": "nguyen+van+khongco",
}
LISTS = {"open": "dang-mo", "finished": "xong"}


def main(report: Report) -> None:
    """At most 15 ms of CPU for any search, and for a whole name at most 1.2 times the floor."""
    many = MANY if report.full else MANY_IN_A_HURRY
    with installations() as found:
        for installation in found:
            costs = measured(installation, many)
            name = installation.database
            for what, cost in costs.items():
                if what != "floor":
                    report.figure(f"search, {what}, {many:,}, {name}", cost, at_most=15)
            whole = costs["whole name, open"]
            report.ratio(f"search, whole name, {many:,}, {name}", whole, costs["floor"], at_most=1.2)


def measured(installation: Installation, count: int) -> dict[str, float]:
    """CPU milliseconds of each search, in turns with the floor."""
    stock = stocked(installation, count)
    bare = with_environment(installation)
    costs: dict[str, list[float]] = {}
    with ExitStack() as stack:
        server = stack.enter_context(web_server(as_application(installation)))
        floor = stack.enter_context(web_server(bare, "bench.floor:application"))
        officer, client = signed_in(server, stock["login"], PASSWORD), Person(floor.port)
        places = {
            f"{what}, {where}": f"/can-bo/ho-so/?nhom={group}&tim={typed}"
            for what, typed in TYPED.items()
            for where, group in LISTS.items()
        }
        for _round in range(ROUNDS + 1):
            for name, place in places.items():
                costs.setdefault(name, []).append(cpu_of(server, lambda at=place: read(officer, at), PER_ROUND))
            listed = f"/list/{stock['office']}/"
            costs.setdefault("floor", []).append(cpu_of(floor, lambda at=listed: read(client, at), PER_ROUND))
    # The first round warms up.
    return {name: statistics.median(values[1:]) for name, values in costs.items()}
