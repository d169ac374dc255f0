"""The public look-up by code as a whole page, beside a bare ORM view that reads the same dossier and its journal."""

from __future__ import annotations

import statistics
from contextlib import ExitStack

from bench import seeding
from bench.filing import as_application, cpu_of, with_environment
from bench.measuring import Installation, Person, web_server
from bench.report import Report
from bench.stock import shelves

FEW, MANY, MANY_IN_A_HURRY = 2_000, 200_000, 20_000
ROUNDS = 5
PER_ROUND = 80


def main(report: Report) -> None:
    """At most 2 times the floor and 8 statements; with 100 times the dossiers at most 1.3 times as dear."""
    many = MANY if report.full else MANY_IN_A_HURRY
    for small, large in zip(shelves(FEW), shelves(many), strict=True):
        few, floor = measured(small.installation)
        lots, _ = measured(large.installation)
        name = small.installation.database
        sent = seeding.in_installation(as_application(large.installation), "statements_of_a_look_up")
        report.figure(f"look-up, statements, {name}", sent, unit="", at_most=8)
        report.ratio(f"look-up, {FEW:,}, {name}, beside bare ORM", few, floor, at_most=2.0)
        report.ratio(f"look-up, {many:,} beside {FEW:,}, {name}", lots, few, at_most=1.3)


def measured(installation: Installation) -> tuple[float, float]:
    """CPU milliseconds of one look-up and of the floor, in turns."""
    code = seeding.in_installation(installation, "code_with_a_life")
    ours: list[float] = []
    bare: list[float] = []
    # The bound on look-ups of one address is counted as always, only far away.
    application = with_environment(as_application(installation), MOTCUA_LOOKUPS_PER_MINUTE="1000000")
    with ExitStack() as stack:
        server = stack.enter_context(web_server(application))
        floor = stack.enter_context(web_server(with_environment(installation), "bench.floor:application"))
        anybody, client = Person(server.port), Person(floor.port)
        for _round in range(ROUNDS + 1):
            ours.append(cpu_of(server, lambda: read(anybody, f"/tra-cuu/{code}/"), PER_ROUND))
            bare.append(cpu_of(floor, lambda: read(client, f"/read/{code}/"), PER_ROUND))
    # The first round warms up.
    return statistics.median(ours[1:]), statistics.median(bare[1:])


def read(person: Person, address: str) -> None:
    status, body = person.get(address)
    if status != 200:
        raise RuntimeError(f"{address} answered {status} {body[:500]}")
