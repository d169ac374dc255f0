"""Filing over HTTP beside a bare ORM view that writes the same rows; and whether numbering makes offices wait.

Ours is the last button of an application, as a browser sends it: session, token, permission, every answer and paper
checked again, number, deadline, journal, outbox and the paper given out. The floor writes the same rows row by row.
"""

from __future__ import annotations

import json
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from bench import seeding
from bench.measuring import Installation, Person, WebServer, installations, web_server
from bench.report import Report

ROUNDS = 5
PER_ROUND = 60
WARM = 30
WRITERS = 8
PER_WRITER = 15
NUMBERING_ROUNDS = 5
# What row-level security costs belongs to our side: PostgreSQL is used by the role that owns nothing.
ROLE = "motcua_app"


def main(report: Report) -> None:
    """At most 2 times the floor and 16 statements; one office's writers at least 0.6 times as fast as many offices'."""
    with installations() as found:
        for installation in found:
            beside_the_floor(report, installation)
            numbering(report, installation)


def beside_the_floor(report: Report, installation: Installation) -> None:
    """CPU of one filing, ours and the floor in turns."""
    floor_file = installation.folder / "floor.json"
    rows = seeding.in_installation(installation, "one_filing")
    floor_file.write_text(json.dumps(rows), encoding="utf-8")
    bare = with_environment(installation, MOTCUA_BENCH_FLOOR=str(floor_file))
    ours_cpu: list[float] = []
    floor_cpu: list[float] = []
    with ExitStack() as stack:
        server = stack.enter_context(web_server(as_application(installation)))
        floor = stack.enter_context(web_server(bare, "bench.floor:application"))
        account = seeding.in_installation(installation, "citizens", count=1)[0]
        person = signed_in(server, account["login"])
        ready = iter(drafts_of(installation, account["id"], 2 * (WARM + ROUNDS * PER_ROUND)))
        client = Person(floor.port)
        for number in range(ROUNDS + 1):
            times = PER_ROUND if number else WARM
            ours_cpu.append(cpu_of(server, lambda: file_one(person, next(ready)), times))
            floor_cpu.append(cpu_of(floor, lambda: file_bare(client, next(ready)), times))
    report.figure(f"filing, statements, {installation.database}", statements(installation), unit="", at_most=16)
    ours, bare_ms = statistics.median(ours_cpu[1:]), statistics.median(floor_cpu[1:])
    report.ratio(f"filing, {installation.database}, beside bare ORM", ours, bare_ms, at_most=2.0)


def numbering(report: Report, installation: Installation) -> None:
    """Eight writers file in one office, then spread over many, in turns: filings per second."""
    offices = seeding.in_installation(installation, "offices_taking")
    accounts = seeding.in_installation(installation, "citizens", count=WRITERS, first=1000)
    one_rates: list[float] = []
    many_rates: list[float] = []
    ids = [account["id"] for account in accounts]
    each = PER_WRITER * (NUMBERING_ROUNDS + 1)
    in_one = seeding.in_installation(installation, "drafts", account_ids=ids, each=each, offices=offices[:1])
    in_many = []
    for place, account_id in enumerate(ids):
        # Each writer begins at another office.
        turned = offices[place % len(offices) :] + offices[: place % len(offices)]
        in_many += seeding.in_installation(installation, "drafts", account_ids=[account_id], each=each, offices=turned)
    with web_server(as_application(installation), processes=2) as server:
        people = [signed_in(server, account["login"]) for account in accounts]
        for number in range(NUMBERING_ROUNDS + 1):
            part = slice(number * PER_WRITER, (number + 1) * PER_WRITER)
            one_rates.append(rate(people, [own[part] for own in in_one]))
            many_rates.append(rate(people, [own[part] for own in in_many]))
    ratios = [one / many for one, many in zip(one_rates[1:], many_rates[1:], strict=True)]
    report.ratio(
        f"filing, {WRITERS} writers in one office beside {len(offices)}, {installation.database}",
        statistics.median(ratios) * statistics.median(many_rates[1:]),
        statistics.median(many_rates[1:]),
        unit="/s",
        at_least=0.6,
    )


def rate(people: list[Person], drafts: list[list[dict[str, Any]]]) -> float:
    """Filings per second of all people at once."""
    failed: list[BaseException] = []

    def work(person: Person, own: list[dict[str, Any]]) -> None:
        try:
            for draft in own:
                file_one(person, draft)
        except BaseException as problem:
            failed.append(problem)

    threads = [threading.Thread(target=work, args=both) for both in zip(people, drafts, strict=True)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(map(len, drafts)) / (time.monotonic() - began)


def cpu_of(server: WebServer, call: Any, times: int) -> float:
    """CPU milliseconds of server and database for one call, averaged."""
    began = server.cpu()
    for _ in range(times):
        call()
    # What the database finishes after the answer counts too.
    time.sleep(0.05)
    return (server.cpu() - began) * 1000 / times


def file_one(person: Person, draft: dict[str, Any]) -> str:
    """Press the last button of an application; give where the answer leads."""
    status, body = person.post(f"/dang-dien/{draft['id']}/kiem-tra/", {"revision": "1", "declare": "on"})
    if status != 302 or not person.location().endswith("/da-nop/"):
        raise RuntimeError(f"filing answered {status} {person.location()} {body[:500]}")
    return person.location()


def file_bare(client: Person, draft: dict[str, Any]) -> None:
    status, body = client.post_json("/file/", draft)
    if status != 200:
        raise RuntimeError(f"the floor answered {status} {body[:500]}")


def signed_in(server: WebServer, login: str, password: str = seeding.PASSWORD) -> Person:
    """A person who has come in through the sign-in page."""
    person = Person(server.port)
    person.get("/dang-nhap/")
    status, body = person.post("/dang-nhap/", {"login": login, "password": password})
    if status != 302:
        raise RuntimeError(f"signing in answered {status} {body[:500]}")
    return person


def drafts_of(installation: Installation, account_id: str, count: int) -> Iterator[dict[str, Any]]:
    made = seeding.in_installation(
        installation, "drafts", account_ids=[account_id], each=count, offices=[seeding.OFFICE]
    )
    return iter(made[0])


def statements(installation: Installation) -> int:
    """Statements of one filing, from the session to the last row, the second of a person on a used connection."""
    return int(seeding.in_installation(installation, "statements_of_a_filing"))


def as_application(installation: Installation) -> Installation:
    """The installation as an office runs it on PostgreSQL: by the role that owns nothing."""
    return with_environment(installation, MOTCUA_DATABASE_ROLE=ROLE) if installation.postmaster else installation


def with_environment(installation: Installation, **more: str) -> Installation:
    return replace(installation, environment={**installation.environment, **more})
